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
          <Step key={step.id} module={module} step={step} />
        ))}
      </ol>
    </>
  );
}

interface IStepProps {
  module: ModuleState;
  step: StepState;
}

/** Done is for good: a box that was ticked becomes a mark like any other, and the title beside it
 * takes over the keyboard. */
function Step({ module, step }: IStepProps): React.JSX.Element {
  const { actions } = usePanel();
  const item = React.useRef<HTMLLIElement>(null);
  const isTicked = React.useRef(false);
  React.useEffect(() => {
    if (step.done && isTicked.current && document.activeElement === document.body) {
      item.current?.querySelector('button')?.focus();
    }
  }, [step.done]);
  const tick = () => {
    isTicked.current = true;
    void actions.tick(module.id, step.id);
  };
  return (
    <li ref={item}>
      {step.by_hand && !step.done && module.fetched ? (
        <TickBox step={step} tick={tick} />
      ) : (
        <DoneMark done={step.done} />
      )}
      <StepTitle module={module} step={step} />
    </li>
  );
}

/** While something else is waited for it stays in the tab order, as buttons do. */
function TickBox({ step, tick }: { step: StepState; tick: () => void }): React.JSX.Element {
  const { model, trans } = usePanel();
  return (
    <input
      type="checkbox"
      checked={false}
      aria-disabled={model.busy !== null}
      aria-label={trans.__('I have done “%1”', step.title)}
      onChange={() => model.busy === null && tick()}
    />
  );
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
