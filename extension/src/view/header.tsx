import React from 'react';

import type { Panel } from '../wire';
import { usePanel } from './context';
import { Moment } from './moment';

/** The course's title, how far the learner is, what to do next and what is due. */
export function CourseHeader({ panel }: { panel: Panel }): React.JSX.Element {
  return (
    <div className="op-Header">
      <h2 className="op-Title">{panel.state.title}</h2>
      <Progress panel={panel} />
      <GoOn panel={panel} />
      <NextDue panel={panel} />
    </div>
  );
}

function Progress({ panel }: { panel: Panel }): React.JSX.Element {
  const { trans } = usePanel();
  const { fraction, modules_complete, modules_total } = panel.state;
  // Rounded down: 100% is for who has done everything.
  const percent = Math.floor(fraction * 100);
  return (
    <div className="op-Progress">
      <progress aria-label={trans.__('Course progress')} max={100} value={percent} />
      <p>
        <span>{trans.__('%1 of %2 modules complete', modules_complete, modules_total)}</span>
        <span aria-hidden="true">{percent}%</span>
      </p>
    </div>
  );
}

function GoOn({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { model, actions } = usePanel();
  const { resume } = panel.state;
  return (
    resume && (
      <button
        className="op-Button op-mod-primary op-GoOn"
        type="button"
        aria-disabled={model.busy !== null}
        onClick={() => actions.goOn()}
      >
        {resume.label}
      </button>
    )
  );
}

function NextDue({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { trans } = usePanel();
  const { next_due, timezone } = panel.state;
  return (
    next_due && (
      <p className="op-NextDue">
        {trans.__('Next due: %1', next_due.title)}
        <br />
        <Moment at={next_due.at} zone={timezone} relative />
      </p>
    )
  );
}
