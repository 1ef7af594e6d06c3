import React from 'react';

import { outcomeWords } from '../words';
import type { CheckResult } from '../wire';
import { usePanel } from './context';

/** What the last *Check* found, in this session. */
export function Results(props: {
  module: string;
  results: readonly CheckResult[];
}): React.JSX.Element | null {
  const { model, trans } = usePanel();
  const cells = model.checked(props.module)?.cells ?? {};
  if (props.results.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('Your last check')}</h4>
      <ul className="op-Results">
        {props.results.map(result => (
          <Result key={result.id} module={props.module} result={result} cell={cells[result.id]} />
        ))}
      </ul>
    </>
  );
}

export const SYMBOLS: Record<CheckResult['outcome'], string> = {
  passed: '✓',
  partial: '◐',
  failed: '✗',
  'not run': '?',
  'for a person': '✎'
};

/** The title leads to the check's cell. */
function Result(props: {
  module: string;
  result: CheckResult;
  cell: string | undefined;
}): React.JSX.Element {
  const { actions, trans } = usePanel();
  const { module, result, cell } = props;
  const title =
    cell === undefined ? (
      result.title
    ) : (
      <button className="op-Link" type="button" onClick={() => actions.open(module, cell)}>
        {result.title}
      </button>
    );
  return (
    <li className={result.outcome === 'passed' ? 'op-mod-passed' : ''}>
      <span className="op-Result-symbol" aria-hidden="true">
        {SYMBOLS[result.outcome]}
      </span>
      <span>
        {title} <em>{outcomeWords(result, trans)}</em>
        {result.message && <span className="op-Result-message">{result.message}</span>}
      </span>
    </li>
  );
}
