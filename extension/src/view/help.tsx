import React from 'react';

import { forumAddress } from '../words';
import type { Meeting, Panel } from '../wire';
import { usePanel } from './context';
import { isWeb, NewTab } from './links';
import { Moment } from './moment';

/** Rules, meetings and whom to ask: folded away until wanted. */
export function Help({ panel }: { panel: Panel }): React.JSX.Element {
  const { trans } = usePanel();
  const { rules, timezone } = panel.state;
  return (
    <div className="op-Help">
      {panel.meetings.length > 0 && (
        <Folded title={trans.__('Meetings')}>
          <ul>
            {panel.meetings.map(meeting => (
              <MeetingItem key={meeting.at} meeting={meeting} zone={timezone} />
            ))}
          </ul>
        </Folded>
      )}
      {rules.length > 0 && (
        <Folded title={trans.__('Rules')}>
          <ul>
            {rules.map(rule => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </Folded>
      )}
      <Support panel={panel} />
    </div>
  );
}

function Folded(props: React.PropsWithChildren<{ title: string }>): React.JSX.Element {
  return (
    <details>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}

function MeetingItem({ meeting, zone }: { meeting: Meeting; zone: string }): React.JSX.Element {
  const { trans } = usePanel();
  const { at, title, link, minutes, optional } = meeting;
  return (
    <li>
      {link === null ? title : <NewTab href={link}>{title}</NewTab>}
      <br />
      <Moment at={at} zone={zone} />
      {', '}
      {trans._n('%1 minute', '%1 minutes', minutes)}
      {optional && `, ${trans.__('optional')}`}
    </li>
  );
}

function Support({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { trans } = usePanel();
  const { email } = panel.support;
  const forum = isWeb(panel.support.forum ?? '') ? panel.support.forum : null;
  if (!email && !forum) {
    return null;
  }
  const { resume, modules } = panel.state;
  const module = modules.find(({ id }) => id === resume?.module);
  const step = module?.steps.find(({ id }) => id === resume?.step);
  return (
    <Folded title={trans.__('Help')}>
      <ul>
        {email && (
          <li>
            <a className="op-Link" href={`mailto:${email}`}>
              {trans.__('Write to %1', email)}
            </a>
          </li>
        )}
        {forum && (
          <li>
            <NewTab href={forumAddress(forum, module?.title ?? '', step?.title)}>
              {trans.__('Ask in the forum')}
            </NewTab>
          </li>
        )}
      </ul>
    </Folded>
  );
}
