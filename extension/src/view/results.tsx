import React from 'react';

import { outcomeWords } from '../words';
import type { CheckResult } from '../wire';
import { usePanel } from './context';

/** What the last *Check* found, in this session. */
export function Results(props: { results: readonly CheckResult[] }): React.JSX.Element | null {
  const { trans } = usePanel();
  if (props.results.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('Your last check')}</h4>
      <ul className="op-Results">
        {props.results.map(result => (
          <Result key={result.id} result={result} />
        ))}
      </ul>
    </>
  );
}

const SYMBOLS: Record<CheckResult['outcome'], string> = {
  passed: '✓',
  partial: '◐',
  failed: '✗',
  'not run': '?',
  'for a person': '✎'
};

function Result({ result }: { result: CheckResult }): React.JSX.Element {
  const { trans } = usePanel();
  return (
    <li className={result.outcome === 'passed' ? 'op-mod-passed' : ''}>
      <span className="op-Result-symbol" aria-hidden="true">
        {SYMBOLS[result.outcome]}
      </span>
      <span>
        {result.title} <em>{outcomeWords(result, trans)}</em>
        {result.message && <span className="op-Result-message">{result.message}</span>}
      </span>
    </li>
  );
}
