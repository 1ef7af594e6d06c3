import React from 'react';

import { attemptWords } from '../words';
import type { ModuleState, Panel } from '../wire';
import { ModuleButtons } from './buttons';
import { usePanel } from './context';
import { ProblemText } from './notices';
import { Questions } from './questions';
import { FeedbackPages, Resources } from './resources';
import { Results } from './results';
import { Steps } from './steps';

/** What an open module shows. */
export function ModuleDetails(props: { module: ModuleState; panel: Panel }): React.JSX.Element {
  const { module, panel } = props;
  const { model, trans } = usePanel();
  const problem = panel.problems[module.id];
  const attempts = attemptWords(module, trans);
  return (
    <>
      {problem && <ProblemText problem={problem} />}
      {module.summary && <p>{module.summary}</p>}
      <ModuleButtons module={module} panel={panel} />
      {attempts && <p className="op-Quiet">{attempts}</p>}
      <Results results={model.results(module.id)} />
      <Steps module={module} />
      <Questions module={module} panel={panel} />
      <Resources module={module} />
      <FeedbackPages module={module} />
      <Objectives module={module} />
    </>
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
