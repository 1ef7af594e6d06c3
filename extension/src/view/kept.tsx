import React from 'react';

import { keptWords, trouble, whenWords } from '../kept/words';
import type { Panel } from '../wire';
import type { IBusy } from '../model';
import { usePanel } from './context';

/** What an earlier session left in this browser, offered where it is seen first. */
export function Offer(): React.JSX.Element | null {
  const { keeper, actions, now, trans } = usePanel();
  const { formerAt, isPutOff } = keeper;
  if (formerAt === null || isPutOff || keeper.state === 'off') {
    return null;
  }
  return (
    <section className="op-Offer" aria-label={trans.__('Work from another session')}>
      <p>
        {trans.__(
          'Work of yours from another session is kept in this browser, saved last %1.',
          whenWords(formerAt, now, trans)
        )}
      </p>
      <div className="op-Buttons">
        <WorkButton
          label={trans.__('Look and bring back…')}
          act={() => actions.work.bringBackKept()}
          doing="bring back"
          waiting={trans.__('Looking…')}
        />
        <WorkButton
          label={trans.__('Not now')}
          act={() => Promise.resolve(keeper.putOff())}
          isQuiet
        />
      </div>
    </section>
  );
}

/** What is kept where, and the buttons that take work out and bring it back. */
export function Work({ panel }: { panel: Panel }): React.JSX.Element {
  const { actions, trans } = usePanel();
  return (
    <section className="op-Work" aria-label={trans.__('Your work')}>
      {panel.mode === 'bundle' && <InBrowser />}
      <div className="op-Buttons">
        <WorkButton
          label={trans.__('Save everything')}
          act={() => actions.work.saveEverything()}
          doing="save"
          waiting={trans.__('Saving…')}
        />
        <WorkButton
          label={trans.__('Bring back…')}
          act={() => actions.work.bringBack()}
          doing="bring back"
          waiting={trans.__('Looking…')}
        />
        {panel.mode === 'bundle' && <KeptButtons />}
      </div>
    </section>
  );
}

function InBrowser(): React.JSX.Element {
  const { keeper, now, trans } = usePanel();
  const { leftOut } = keeper;
  const problem = trouble(keeper, trans);
  return (
    <>
      <div className="op-Trouble" aria-live="polite">
        {problem && <p className="op-Problem">{problem}</p>}
      </div>
      {(problem === '' || keeper.at !== null) && (
        <p className="op-Quiet">{keptWords(keeper, now, trans)}</p>
      )}
      {leftOut.length > 0 && keeper.state !== 'off' && (
        <div>
          <p>{trans.__('Not kept in this browser:')}</p>
          <ul>
            {leftOut.map(words => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function KeptButtons(): React.JSX.Element {
  const { keeper, actions, trans } = usePanel();
  const isPutOff = keeper.isPutOff && keeper.formerAt !== null;
  const isKept = keeper.at !== null || keeper.formerAt !== null;
  return (
    <>
      {isPutOff && (
        <WorkButton
          label={trans.__('Bring back what another session left…')}
          act={() => actions.work.bringBackKept()}
          isQuiet
        />
      )}
      {[...keeper.namesakes.keys()].map(title => (
        <WorkButton
          key={title}
          label={trans.__('Look at kept work on “%1”…', title)}
          act={() => actions.work.bringBackKept(title)}
          isQuiet
        />
      ))}
      {isKept && (
        <WorkButton
          label={trans.__('Forget what is kept in this browser…')}
          act={() => actions.work.forget()}
          isQuiet
        />
      )}
    </>
  );
}

/** Busy buttons stay in the tab order, as those of modules do. */
function WorkButton(props: {
  label: string;
  act: () => Promise<void>;
  doing?: IBusy['doing'];
  waiting?: string;
  isQuiet?: boolean;
}): React.JSX.Element {
  const { busy } = usePanel().model;
  const isMine = busy !== null && busy.doing === props.doing;
  return (
    <button
      className={props.isQuiet ? 'op-Button op-mod-quiet' : 'op-Button'}
      type="button"
      aria-disabled={busy !== null}
      onClick={() => busy === null && void props.act()}
    >
      {isMine ? props.waiting : props.label}
    </button>
  );
}
