import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import { changeWords, comparisonWords, isNewer } from '../kept/words';
import type { Change, Comparison } from '../wire';
import { cancel, chooseZip, InputBody } from './dialogs';

/** The zip file that the learner saved. */
export function chooseBackup(trans: TranslationBundle): Promise<File | null> {
  return chooseZip(
    {
      title: trans.__('Bring back your work'),
      words: trans.__('You see what would change before anything does.'),
      label: trans.__('The zip file that “Save everything” made'),
      accept: trans.__('Look')
    },
    trans
  );
}

/** Null: not now. Otherwise whether to replace what is newer here, too. */
export async function confirmBringBack(
  comparison: Comparison,
  now: Date,
  trans: TranslationBundle
): Promise<{ newer: boolean } | null> {
  const result = await showDialog({
    title: trans.__('Bring this back?'),
    body: new InputBody(<Preview comparison={comparison} now={now} trans={trans} />),
    buttons: [cancel(trans), Dialog.okButton({ label: trans.__('Bring back') })]
  });
  return result.button.accept ? { newer: result.value?.checked ?? false } : null;
}

export async function confirmForget(trans: TranslationBundle): Promise<boolean> {
  const result = await showDialog({
    title: trans.__('Forget what is kept in this browser?'),
    body: new InputBody(
      <>
        <p>{trans.__('All work on this course that is kept here is deleted from the browser.')}</p>
        <p>
          {trans.__(
            'The files of this session stay, and are kept again when they next change. To keep nothing, switch it off in the settings first.'
          )}
        </p>
      </>
    ),
    buttons: [cancel(trans), Dialog.warnButton({ label: trans.__('Forget') })],
    defaultButton: 0
  });
  return result.button.accept;
}

interface IPreview {
  readonly comparison: Comparison;
  readonly now: Date;
  readonly trans: TranslationBundle;
}

function Preview({ comparison, now, trans }: IPreview): React.JSX.Element {
  const { changes, refused, title, learner } = comparison;
  const hasNewer = changes.some(isNewer);
  return (
    <>
      {title && <p>{trans.__('This is work on “%1”.', title)}</p>}
      {learner && <p>{trans.__('This is the work of %1.', learner)}</p>}
      <p>{comparisonWords(comparison, trans)}</p>
      <div
        className="op-Changes"
        tabIndex={0}
        role="group"
        aria-label={trans.__('What would change')}
      >
        {[...byModule(changes)].map(([title, those]) => (
          <React.Fragment key={title}>
            <h3>{title || trans.__('The whole course')}</h3>
            <ul>
              {those.map(change => (
                <li key={change.name}>
                  {change.name} <span>({changeWords(change, now, trans)})</span>
                </li>
              ))}
            </ul>
          </React.Fragment>
        ))}
        {refused.length > 0 && (
          <>
            <h3>{trans.__('This stays out')}</h3>
            <ul>
              {refused.map(words => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {hasNewer && (
        <label className="op-Choice">
          <input type="checkbox" />
          {trans.__('Replace what is newer here, too')}
        </label>
      )}
      <p>{trans.__('What is replaced or not chosen is put in the folder “kept”.')}</p>
    </>
  );
}

function byModule(changes: readonly Change[]): Map<string, Change[]> {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    found.set(change.module, [...(found.get(change.module) ?? []), change]);
  }
  return found;
}
