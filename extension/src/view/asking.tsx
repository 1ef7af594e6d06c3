import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';

import type { Asking, ModuleState } from '../wire';
import { cancel, NameField } from './dialogs';

/** What ownpace/store/questions.py takes. */
const LONGEST = 10000;

/** A dialog's body whose value is what was written in it. */
class AskingBody extends ReactWidget implements Dialog.IBodyWidget<Asking> {
  constructor(private readonly _content: React.JSX.Element) {
    super();
    this.addClass('op-Dialog');
  }

  getValue(): Asking {
    const text = this.node.querySelector('textarea')?.value.trim();
    const step = this.node.querySelector('select')?.value;
    const learner = this.node.querySelector('input')?.value.trim();
    return {
      ...(text && { text }),
      ...(step && { step }),
      ...(learner && { learner })
    };
  }

  protected override render(): React.JSX.Element {
    return this._content;
  }
}

/** Null: not now. */
export async function askQuestion(
  module: ModuleState,
  asksName: boolean,
  trans: TranslationBundle
): Promise<Asking | null> {
  const asking = await ask(
    trans.__('Ask your teacher about “%1”', module.title),
    <>
      <label>
        {trans.__('Your question')}
        <textarea className="jp-mod-styled" rows={5} maxLength={LONGEST} />
      </label>
      <StepField module={module} trans={trans} />
      {asksName && <NameField trans={trans} />}
    </>,
    'textarea',
    trans
  );
  return asking?.text ? asking : null;
}

/** The name that a zip file needs; null: not now. */
export function askName(trans: TranslationBundle): Promise<Asking | null> {
  return ask(trans.__('Ask your teacher'), <NameField trans={trans} />, 'input', trans);
}

async function ask(
  title: string,
  body: React.JSX.Element,
  focus: string,
  trans: TranslationBundle
): Promise<Asking | null> {
  const result = await showDialog({
    title,
    body: new AskingBody(body),
    buttons: [cancel(trans), Dialog.okButton({ label: trans.__('Send') })],
    focusNodeSelector: focus
  });
  return result.button.accept ? result.value : null;
}

function StepField(props: { module: ModuleState; trans: TranslationBundle }): React.JSX.Element {
  const { module, trans } = props;
  return (
    <label>
      {trans.__('It is about')}
      <select className="jp-mod-styled">
        <option value="">{trans.__('the whole module')}</option>
        {module.steps.map(step => (
          <option key={step.id} value={step.id}>
            {step.title}
          </option>
        ))}
      </select>
    </label>
  );
}
