import { LabIcon } from '@jupyterlab/ui-components';
import React from 'react';

import courseSvg from '../../style/icons/course.svg';
import type { ModuleState } from '../wire';

export const courseIcon = new LabIcon({ name: 'ownpace:course', svgstr: courseSvg });

/** A module's place in the course, drawn; `stateWords` says the same for those who cannot see it. */
export function ModuleMark({ module }: { module: ModuleState }): React.JSX.Element {
  const { work, access } = module;
  if (work.kind === 'complete') {
    return <Mark kind="complete" path="M4.6 8.3 7 10.7 11.6 5.6" />;
  }
  if (access.kind === 'locked') {
    return <Mark kind="locked" path="M5 7.5V5.4a3 3 0 0 1 6 0v2.1M3.6 7.5h8.8v6H3.6z" />;
  }
  return <ProgressMark share={work.steps_total ? work.steps_done / work.steps_total : 0} />;
}

export function DoneMark({ done }: { done: boolean }): React.JSX.Element {
  return done ? (
    <Mark kind="complete" path="M4.6 8.3 7 10.7 11.6 5.6" />
  ) : (
    <Mark kind="todo" path="" />
  );
}

function ProgressMark({ share }: { share: number }): React.JSX.Element {
  const length = 2 * Math.PI * 6;
  return (
    <svg className="op-Mark op-mod-todo" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <circle
        className="op-Mark-share"
        cx="8"
        cy="8"
        r="6"
        strokeDasharray={`${share * length} ${length}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}

function Mark({ kind, path }: { kind: string; path: string }): React.JSX.Element {
  return (
    <svg className={`op-Mark op-mod-${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <path d={path} />
    </svg>
  );
}
