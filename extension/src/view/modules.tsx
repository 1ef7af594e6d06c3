import React from 'react';

import { minuteWords, pathWords, stateWords } from '../words';
import type { ModuleState, Panel } from '../wire';
import { usePanel } from './context';
import { ModuleMark } from './icons';
import { ModuleDetails } from './module';
import { Moment } from './moment';

/**
 * The modules in order. The one to go on with is open at first, and one that is started opens; nothing
 * else does by itself: who completes a module still wants to hand it in.
 */
export function ModuleList({ panel }: { panel: Panel }): React.JSX.Element {
  const { trans } = usePanel();
  const [open, choose] = React.useState(panel.state.resume?.module ?? '');
  const begun = Object.keys(panel.notebooks);
  const known = React.useRef(begun);
  React.useEffect(() => {
    const [started, ...more] = begun.filter(id => !known.current.includes(id));
    known.current = begun;
    if (started !== undefined && more.length === 0) {
      choose(started);
    }
  });
  return (
    <section className="op-Modules" aria-label={trans.__('Modules')}>
      <ol>
        {panel.state.modules.map(module => (
          <ModuleItem
            key={module.id}
            module={module}
            panel={panel}
            isOpen={module.id === open}
            toggle={() => choose(module.id === open ? '' : module.id)}
          />
        ))}
      </ol>
    </section>
  );
}

function ModuleItem(props: {
  module: ModuleState;
  panel: Panel;
  isOpen: boolean;
  toggle: () => void;
}): React.JSX.Element {
  const { module, panel, isOpen, toggle } = props;
  const details = `op-module-${module.id}`;
  return (
    <li
      className={`op-Module op-mod-${module.access.kind}${module.offered ? ' op-mod-offered' : ''}`}
    >
      <h3>
        <button type="button" aria-expanded={isOpen} aria-controls={details} onClick={toggle}>
          <ModuleMark module={module} />
          <span className="op-Module-title">{module.title}</span>
          <ModuleFacts module={module} panel={panel} />
        </button>
      </h3>
      <div className="op-Details" id={details} hidden={!isOpen}>
        {isOpen && <ModuleDetails module={module} panel={panel} />}
      </div>
    </li>
  );
}

function ModuleFacts({ module, panel }: { module: ModuleState; panel: Panel }): React.JSX.Element {
  const { trans } = usePanel();
  const { access, time, minutes } = module;
  const { modules, timezone } = panel.state;
  const hasPaths = modules.some(({ path }) => path !== 'core');
  const facts = [
    panel.updates[module.id] ? trans.__('Updated by your teacher') : '',
    ...stateWords(module, trans),
    pathWords(module, hasPaths, trans),
    minutes === null ? '' : minuteWords(minutes, trans)
  ].filter(fact => fact !== '');
  const showsDue = time.due !== null && (time.kind === 'due' || time.kind === 'overdue');
  return (
    <span className="op-Module-facts">
      <span>
        {facts.map(fact => (
          <React.Fragment key={fact}>
            <span className="op-Fact">{fact}</span>{' '}
          </React.Fragment>
        ))}
      </span>
      {access.reason && <span>{access.reason}</span>}
      {showsDue && (
        <span>
          {trans.__('Due')} <Moment at={time.due!} zone={timezone} />
        </span>
      )}
      {time.kind === 'overdue' && time.note && <span>{time.note}</span>}
    </span>
  );
}
