import React from 'react';

import { minuteWords } from '../words';
import type { ModuleState, Resource } from '../wire';
import { usePanel } from './context';
import { isWeb, NewTab } from './links';

/** Videos, documents and links of a module. What lies in its folder opens once it was started. */
export function Resources({ module }: { module: ModuleState }): React.JSX.Element | null {
  const { trans } = usePanel();
  const usable = module.resources.filter(({ href }) => isWeb(href) || module.fetched);
  if (usable.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('To watch and read')}</h4>
      <ul className="op-Resources">
        {usable.map(resource => (
          <ResourceItem key={resource.href} module={module.id} resource={resource} />
        ))}
      </ul>
    </>
  );
}

interface IResourceProps {
  module: string;
  resource: Resource;
}

function ResourceItem({ module, resource }: IResourceProps): React.JSX.Element {
  const { trans } = usePanel();
  const { href, title, minutes, transcript } = resource;
  const facts = [kindWords(resource, trans), minutes === null ? '' : minuteWords(minutes, trans)];
  return (
    <li>
      <Opener module={module} href={href} label={title} />
      <span className="op-Quiet"> {facts.filter(fact => fact !== '').join(', ')}</span>
      {transcript && (
        <>
          {' '}
          <Opener module={module} href={transcript} label={trans.__('Transcript')} of={title} />
        </>
      )}
    </li>
  );
}

/** Links open in a new tab, and say so; files open in JupyterLab. */
function Opener(props: {
  module: string;
  href: string;
  label: string;
  of?: string;
}): React.JSX.Element {
  const { actions, trans } = usePanel();
  const { module, href, label, of } = props;
  if (isWeb(href)) {
    return <NewTab href={href}>{label}</NewTab>;
  }
  return (
    <button className="op-Link" type="button" onClick={() => actions.openFile(module, href)}>
      {label}
      {of && <span className="op-Hidden">{trans.__(' of “%1”', of)}</span>}
    </button>
  );
}

/** The pages of feedback that are here, newest attempt first. */
export function FeedbackPages({ module }: { module: ModuleState }): React.JSX.Element | null {
  const { actions, trans } = usePanel();
  const count = module.feedback.length;
  if (count === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('Feedback')}</h4>
      <ul className="op-Resources">
        {module.feedback.map((page, index) => (
          <li key={page}>
            <button
              className="op-Link"
              type="button"
              onClick={() => actions.openFeedbackPage(page)}
            >
              {index === 0
                ? trans.__('Newest feedback')
                : trans.__('Earlier feedback %1', count - index)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function kindWords({ kind }: Resource, trans: { __(text: string): string }): string {
  switch (kind) {
    case 'video':
      return trans.__('Video');
    case 'pdf':
      return trans.__('PDF');
    case 'document':
      return trans.__('Document');
    case 'link':
      return trans.__('Link');
  }
}
