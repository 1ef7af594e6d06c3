import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { IBusy } from '../model';
import type { IActions } from '../tokens';
import type { ModuleState, Panel } from '../wire';
import { forumAddress } from '../words';
import { usePanel } from './context';
import { isWeb, NewTab } from './links';

interface IButton {
  readonly label: string;
  readonly act: () => Promise<void>;
  readonly isShown: boolean;
  /** Seldom wanted. */
  readonly isQuiet?: boolean;
  /** What the panel waits for after it was pressed, and the words for that. */
  readonly doing?: IBusy['doing'];
  readonly waiting?: string;
}

/** What can be done with a module now. */
export function ModuleButtons(props: {
  module: ModuleState;
  panel: Panel;
}): React.JSX.Element | null {
  const { model, actions, trans } = usePanel();
  const { module, panel } = props;
  const shown = buttons(module, panel, actions, trans).filter(button => button.isShown);
  if (shown.length === 0) {
    return null;
  }
  return (
    <div className="op-Buttons" role="group" aria-label={trans.__('What to do')}>
      {shown.map(button => (
        <ModuleButton key={button.label} button={button} busy={model.busy} module={module.id} />
      ))}
      <Forum module={module} panel={panel} />
    </div>
  );
}

/** Busy buttons stay in the tab order, so that focus is not lost: the model ignores them. */
function ModuleButton(props: {
  button: IButton;
  busy: IBusy | null;
  module: string;
}): React.JSX.Element {
  const { button, busy, module } = props;
  const isMine = busy !== null && busy.doing === button.doing && busy.module === module;
  return (
    <button
      className={button.isQuiet ? 'op-Button op-mod-quiet' : 'op-Button'}
      type="button"
      aria-disabled={busy !== null}
      onClick={() => busy === null && button.act()}
    >
      {isMine ? button.waiting : button.label}
    </button>
  );
}

/** The forum, with the module and the first step that is not done as the context. */
function Forum({ module, panel }: { module: ModuleState; panel: Panel }): React.JSX.Element | null {
  const { trans } = usePanel();
  const { forum } = panel.support;
  if (!forum || !isWeb(forum) || !module.released) {
    return null;
  }
  const step = module.steps.find(({ done }) => !done);
  return (
    <span className="op-Button op-mod-quiet">
      <NewTab href={forumAddress(forum, module.title, step?.title)}>
        {trans.__('Ask in the forum')}
      </NewTab>
    </span>
  );
}

function buttons(
  module: ModuleState,
  panel: Panel,
  actions: IActions,
  trans: TranslationBundle
): IButton[] {
  const { id, fetched, access, hand_in } = module;
  const isOpen = access.kind === 'open';
  const isHandedIn = hand_in.attempts > 0;
  const hasAsked = (panel.questions[id] ?? []).length > 0;
  const mayHandIn = hand_in.limit === null || hand_in.attempts < hand_in.limit;
  return [
    {
      label: trans.__('Start'),
      act: () => actions.open(id),
      isShown: !fetched && access.kind !== 'locked' && module.released,
      doing: 'start',
      waiting: trans.__('Starting…')
    },
    { label: trans.__('Open'), act: () => actions.open(id), isShown: fetched },
    {
      label: trans.__('Check'),
      act: () => actions.check(id),
      isShown: fetched,
      doing: 'check',
      waiting: trans.__('Checking…')
    },
    {
      label: trans.__('Submit'),
      act: () => actions.submit(id),
      isShown: fetched && isOpen && mayHandIn,
      doing: 'submit',
      waiting: trans.__('Handing in…')
    },
    {
      label: trans.__('Feedback'),
      act: () => actions.feedback(id),
      isShown: isHandedIn,
      doing: 'feedback',
      waiting: trans.__('Looking for feedback…')
    },
    {
      label: trans.__('Ask your teacher…'),
      act: () => actions.ask(id),
      isShown: module.released,
      isQuiet: true,
      doing: 'ask',
      waiting: trans.__('Sending…')
    },
    {
      label: trans.__('Open a feedback file…'),
      act: () => actions.chooseFeedback(),
      // More time may come before anything was sent: no exchange has a way to such a learner.
      isShown: module.released && (panel.mode === 'bundle' || !(isHandedIn || hasAsked)),
      isQuiet: true
    },
    {
      label: trans.__('Start over…'),
      act: () => actions.startOver(id),
      isShown: fetched,
      isQuiet: true,
      doing: 'start over',
      waiting: trans.__('Starting over…')
    }
  ];
}
