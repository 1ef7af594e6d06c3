import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';

import type { BundleFile } from '../wire';

/** A dialog's body whose value is the input in it, if there is one. */
export class InputBody extends ReactWidget implements Dialog.IBodyWidget<HTMLInputElement | null> {
  constructor(private readonly _content: React.JSX.Element) {
    super();
    this.addClass('op-Dialog');
  }

  getValue(): HTMLInputElement | null {
    return this.node.querySelector('input');
  }

  protected override render(): React.JSX.Element {
    return this._content;
  }
}

export interface ISubmitQuestion {
  readonly title: string;
  /** What was not done yet, in words. */
  readonly missing: readonly string[];
  /** Whether the work goes into a zip file, and the learner's name with it. */
  readonly asksName: boolean;
}

/** Null: not now. Otherwise the name that was typed, empty when none was asked for. */
export async function confirmSubmit(
  question: ISubmitQuestion,
  trans: TranslationBundle
): Promise<string | null> {
  const result = await showDialog({
    title: trans.__('Hand in “%1”?', question.title),
    body: new InputBody(<SubmitBody question={question} trans={trans} />),
    buttons: [cancel(trans), Dialog.okButton({ label: trans.__('Submit') })],
    focusNodeSelector: question.asksName ? 'input' : '.jp-mod-accept'
  });
  return result.button.accept ? (result.value?.value.trim() ?? '') : null;
}

function SubmitBody(props: {
  question: ISubmitQuestion;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { trans } = props;
  const { missing, asksName } = props.question;
  return (
    <>
      {missing.length === 0 ? (
        <p>{trans.__('Nothing is missing.')}</p>
      ) : (
        <>
          <p>{trans.__('Not done yet:')}</p>
          <ul>
            {missing.map(words => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
      {asksName && <NameField trans={trans} />}
    </>
  );
}

/** For zip files, which do not know whose they are. */
export function NameField({ trans }: { trans: TranslationBundle }): React.JSX.Element {
  return (
    <label>
      {trans.__('Your name or id, as your teacher knows it')}
      <input className="jp-mod-styled" type="text" maxLength={100} autoComplete="name" />
    </label>
  );
}

/** Whether the learner wants the file that *Submit* made now. */
export async function offerBundle(file: BundleFile, trans: TranslationBundle): Promise<boolean> {
  const result = await showDialog({
    title: trans.__('Ready to hand in'),
    body: new InputBody(
      <>
        <p>{trans.__('It is in one file. Send it to your teacher as the course says.')}</p>
        <p className="op-FileName">{file.path}</p>
      </>
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Later') }),
      Dialog.okButton({ label: trans.__('Download') })
    ]
  });
  return result.button.accept;
}

export async function confirmStartOver(title: string, trans: TranslationBundle): Promise<boolean> {
  const result = await showDialog({
    title: trans.__('Start “%1” over?', title),
    body: new InputBody(
      <>
        <p>{trans.__('The module will be as it was released, with no step done.')}</p>
        <p>{trans.__('A copy of your work is kept in the folder “kept”.')}</p>
      </>
    ),
    buttons: [cancel(trans), Dialog.warnButton({ label: trans.__('Start over') })],
    defaultButton: 0
  });
  return result.button.accept;
}

/** The zip file of feedback that the learner has got from the teacher. */
export function chooseFeedbackFile(trans: TranslationBundle): Promise<File | null> {
  return chooseZip(
    {
      title: trans.__('Open feedback'),
      words: trans.__('Feedback comes as a zip file from your teacher.'),
      label: trans.__('Feedback file'),
      accept: trans.__('Open')
    },
    trans
  );
}

/** A zip file of the learner's, chosen in a dialog of these words. */
export async function chooseZip(
  says: { title: string; words: string; label: string; accept: string },
  trans: TranslationBundle
): Promise<File | null> {
  const result = await showDialog({
    title: says.title,
    body: new InputBody(
      <>
        <p>{says.words}</p>
        <label>
          {says.label}
          <input type="file" accept=".zip,application/zip" />
        </label>
      </>
    ),
    buttons: [cancel(trans), Dialog.okButton({ label: says.accept })],
    focusNodeSelector: 'input'
  });
  return result.button.accept ? (result.value?.files?.[0] ?? null) : null;
}

export function cancel(trans: TranslationBundle): Dialog.IButton {
  return Dialog.cancelButton({ label: trans.__('Cancel') });
}
