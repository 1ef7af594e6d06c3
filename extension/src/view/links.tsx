import React from 'react';

import { usePanel } from './context';

/** A link that leaves JupyterLab, and says so. */
export function NewTab(props: React.PropsWithChildren<{ href: string }>): React.JSX.Element {
  const { trans } = usePanel();
  return (
    <a className="op-Link" href={props.href} target="_blank" rel="noopener noreferrer">
      {props.children}
      <span className="op-Hidden">{trans.__(' (opens in a new tab)')}</span>
    </a>
  );
}

export function isWeb(href: string): boolean {
  return /^https?:\/\//.test(href);
}
