import React from 'react';

import { day, problemWords } from '../words';
import type { Announcement, Panel, Problem } from '../wire';
import { usePanel } from './context';

/** What happened last. The two regions stay in the page, so that screen readers hear changes. */
export function Said(): React.JSX.Element {
  const { model, actions, trans } = usePanel();
  const { problem, isStale, notice, panel, busy } = model;
  const speaks = problem !== null || isStale || notice !== '';
  return (
    <div className={speaks ? 'op-Said op-mod-speaking' : 'op-Said'}>
      <div role="alert">{problem && <ProblemText problem={problem} />}</div>
      <div role="status">
        {busy && <span className="op-Hidden">{trans.__('One moment…')}</span>}
        {notice && <p className="op-Notice">{notice}</p>}
      </div>
      {isStale && panel && <p>{trans.__('This is how things were when they were last seen.')}</p>}
      {speaks && (
        <div className="op-Said-buttons">
          {isStale && (
            <SmallButton label={trans.__('Try again')} act={() => void actions.refresh()} />
          )}
          {!isStale && <SmallButton label={trans.__('Dismiss')} act={() => actions.dismiss()} />}
        </div>
      )}
    </div>
  );
}

function SmallButton({ label, act }: { label: string; act: () => void }): React.JSX.Element {
  return (
    <button className="op-Button" type="button" onClick={act}>
      {label}
    </button>
  );
}

export function ProblemText({ problem }: { problem: Problem }): React.JSX.Element {
  const { trans } = usePanel();
  const { message, hint } = problemWords(problem, trans);
  return (
    <div className="op-Problem">
      <p>
        <strong>{message}</strong>
      </p>
      {hint && <p>{hint}</p>}
    </div>
  );
}

/** The newest is shown; those before it are folded away, so that the modules stay in sight. */
export function Announcements({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { trans } = usePanel();
  const [newest, ...earlier] = panel.announcements;
  if (panel.announcements.length + panel.notices.length === 0) {
    return null;
  }
  return (
    <section className="op-Announcements" aria-label={trans.__('Announcements')}>
      {panel.notices.map(notice => (
        <ProblemText key={notice.code + notice.message} problem={notice} />
      ))}
      {newest && <AnnouncementText announcement={newest} />}
      {earlier.length > 0 && (
        <details>
          <summary>{trans.__('Earlier announcements')}</summary>
          {earlier.map(one => (
            <AnnouncementText key={one.on + one.text} announcement={one} />
          ))}
        </details>
      )}
    </section>
  );
}

function AnnouncementText({ announcement }: { announcement: Announcement }): React.JSX.Element {
  const { on, text } = announcement;
  return (
    <p className="op-Announcement">
      <time dateTime={on}>{day(on)}</time> {text}
    </p>
  );
}
