import React from 'react';

import type { Panel } from '../wire';
import { reminderWords } from '../words';
import { usePanel } from './context';
import { Moment } from './moment';

/** The course's title, how far the learner is, what to do next and what is due. */
export function CourseHeader({ panel }: { panel: Panel }): React.JSX.Element {
  return (
    <div className="op-Header">
      <Courses panel={panel} />
      <h2 className="op-Title">{panel.state.title}</h2>
      <Progress panel={panel} />
      <GoOn panel={panel} />
      <Facts panel={panel} />
    </div>
  );
}

/** Which course is shown, for whoever takes several. */
function Courses({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { actions, trans } = usePanel();
  if (panel.courses.length < 2) {
    return null;
  }
  return (
    <select
      className="op-Courses"
      aria-label={trans.__('Which course')}
      value={panel.course_folder}
      onChange={event => void actions.choose(event.target.value)}
    >
      {panel.courses.map(({ folder, title }) => (
        <option key={folder} value={folder}>
          {title}
        </option>
      ))}
    </select>
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

/** What is due next, what is planned, and what waits to be reviewed: a line each. */
function Facts({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { trans, now } = usePanel();
  const { reminders, week, to_review } = panel.studying;
  const planned = reminders.filter(({ kind }) => kind === 'planned');
  if (!panel.state.next_due && planned.length === 0 && !week && !to_review) {
    return null;
  }
  return (
    <ul className="op-Facts" aria-label={trans.__('Now')}>
      <NextDue panel={panel} />
      {planned.map(reminder => (
        <li key={reminder.at}>{reminderWords(reminder, now, trans)}</li>
      ))}
      {week && <li>{week}</li>}
      <ToReview panel={panel} />
    </ul>
  );
}

function NextDue({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { trans } = usePanel();
  const { next_due, timezone } = panel.state;
  return (
    next_due && (
      <li>
        {trans.__('Next due: %1', next_due.title)}
        <br />
        <Moment at={next_due.at} zone={timezone} relative />
      </li>
    )
  );
}

function ToReview({ panel }: { panel: Panel }): React.JSX.Element | null {
  const { actions, trans } = usePanel();
  const { review, to_review } = panel.studying;
  if (!review || to_review === 0) {
    return null;
  }
  return (
    <li>
      <button
        className="op-Link"
        type="button"
        onClick={() => actions.open(review.module, review.cell)}
      >
        {trans._n('%1 question to review', '%1 questions to review', to_review)}
      </button>
    </li>
  );
}
