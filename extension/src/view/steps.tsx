import React from 'react';

import { stepWords } from '../words';
import type { ModuleState, StepState } from '../wire';
import { usePanel } from './context';
import { DoneMark } from './icons';

/** The sections of a module's notebook: which are done, and the way to each. */
export function Steps({ module }: { module: ModuleState }): React.JSX.Element | null {
  const { trans } = usePanel();
  if (module.steps.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('Steps')}</h4>
      <ol className="op-Steps">
        {module.steps.map(step => (
          <li key={step.id}>
            <StepMark module={module} step={step} />
            <StepTitle module={module} step={step} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface IStepProps {
  module: ModuleState;
  step: StepState;
}

/** Done is for good, so a box that was ticked becomes a mark like any other. */
function StepMark({ module, step }: IStepProps): React.JSX.Element {
  const { model, actions, trans } = usePanel();
  if (step.by_hand && !step.done && module.fetched) {
    return (
      <input
        type="checkbox"
        checked={false}
        disabled={model.busy !== null}
        aria-label={trans.__('I have done “%1”', step.title)}
        onChange={() => actions.tick(module.id, step.id)}
      />
    );
  }
  return <DoneMark done={step.done} />;
}

function StepTitle({ module, step }: IStepProps): React.JSX.Element {
  const { actions, trans } = usePanel();
  const words = stepWords(step, trans);
  const title = module.fetched ? (
    <button className="op-Link" type="button" onClick={() => actions.open(module.id, step.id)}>
      {step.title}
    </button>
  ) : (
    step.title
  );
  return (
    <span>
      {title}
      <span className="op-Hidden">
        {step.done ? trans.__(' (done)') : trans.__(' (to do)')}
      </span>{' '}
      {words && <span className="op-Quiet op-Fact">{words}</span>}
    </span>
  );
}
