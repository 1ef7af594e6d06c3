import React from 'react';

import { attemptWords } from '../words';
import type { ModuleState, Panel } from '../wire';
import { ModuleButtons } from './buttons';
import { usePanel } from './context';
import { Moment } from './moment';
import { ProblemText } from './notices';
import { Questions } from './questions';
import { FeedbackPages, Resources } from './resources';
import { Results } from './results';
import { Steps } from './steps';
import { Updates } from './updates';

/** What an open module shows. */
export function ModuleDetails(props: { module: ModuleState; panel: Panel }): React.JSX.Element {
  const { module, panel } = props;
  const { model, trans } = usePanel();
  const problem = panel.problems[module.id];
  const attempts = attemptWords(module, trans);
  return (
    <>
      {problem && <ProblemText problem={problem} />}
      <Updates module={module} panel={panel} />
      {module.summary && <p>{module.summary}</p>}
      <ModuleButtons module={module} panel={panel} />
      {attempts && <p className="op-Quiet">{attempts}</p>}
      <Lateness module={module} zone={panel.state.timezone} />
      <Results module={module.id} results={model.results(module.id)} />
      <Steps module={module} />
      <Questions module={module} panel={panel} />
      <Resources module={module} />
      <FeedbackPages module={module} />
      <Objectives module={module} />
    </>
  );
}

/** What lateness means for this learner: until when the work counts as it does now, and then. */
function Lateness(props: { module: ModuleState; zone: string }): React.JSX.Element | null {
  const { trans } = usePanel();
  const { kind, note, until, closes } = props.module.time;
  if ((kind !== 'due' && kind !== 'overdue') || !(until || closes || note)) {
    return null;
  }
  const lead = kind === 'due' ? trans.__('Counts in full until') : trans.__('That holds until');
  return (
    <p className="op-Quiet">
      {until && (
        <>
          {lead} <Moment at={until} zone={props.zone} />
          {'. '}
        </>
      )}
      {kind === 'due' && note}{' '}
      {closes && (
        <>
          {trans.__('Nothing counts after')} <Moment at={closes} zone={props.zone} />.
        </>
      )}
    </p>
  );
}

function Objectives({ module }: { module: ModuleState }): React.JSX.Element | null {
  const { trans } = usePanel();
  if (module.objectives.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('You will be able to')}</h4>
      <ul className="op-Objectives">
        {module.objectives.map(objective => (
          <li key={objective}>{objective}</li>
        ))}
      </ul>
    </>
  );
}
