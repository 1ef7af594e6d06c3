import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { CourseModel, ICourseModel } from '../model';
import { SYMBOLS } from '../view/results';
import type { Checked, CheckResult } from '../wire';
import { outcomeWords, timeOfDay } from '../words';
import { type ICell, notebookOf } from './notebooks';

const CLASS = 'op-CellResult';

/** Shows what the last *Check* found beside the title of each check's cell in the notebook. */
export const cellResults: JupyterFrontEndPlugin<void> = {
  id: 'ownpace:cell-results',
  description: 'Shows the result of each check at its cell.',
  autoStart: true,
  requires: [ICourseModel, IDocumentManager],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    model: CourseModel,
    documents: IDocumentManager,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('ownpace');
    const show = () => {
      for (const [module, path] of Object.entries(model.panel?.notebooks ?? {})) {
        const cells = notebookOf(documents.findWidget(path))?.widgets ?? [];
        showResults(cells, model.checked(module), trans);
      }
    };
    model.changed.connect(show);
    app.shell.currentChanged?.connect((_, { newValue }) => {
      const context = newValue && documents.contextForWidget(newValue);
      void context?.ready.then(show);
    });
  }
};

/** The cells of a notebook that are out of sight have their element all the same. */
function showResults(
  cells: readonly ICell[],
  checked: Checked | null,
  trans: TranslationBundle
): void {
  const results = new Map(
    (checked?.results ?? []).map(result => [checked?.cells[result.id], result])
  );
  for (const cell of cells) {
    const result = results.get(cell.model.id);
    mark(cell, result && words(result, checked!.at, trans), result?.outcome);
  }
}

function words(result: CheckResult, at: string, trans: TranslationBundle): string {
  const outcome = trans.__('%1 (checked at %2)', outcomeWords(result, trans), timeOfDay(at));
  return `${SYMBOLS[result.outcome]} ${result.title}: ${outcome}`;
}

function mark(cell: ICell, text: string | undefined, outcome: string | undefined): void {
  const shown = cell.node.querySelector(`:scope > .${CLASS}`);
  if (text === undefined) {
    shown?.remove();
    return;
  }
  const element = shown ?? document.createElement('p');
  if (element.textContent !== text) {
    element.className = outcome === 'passed' ? `${CLASS} op-mod-passed` : CLASS;
    element.textContent = text;
  }
  if (!shown) {
    cell.node.prepend(element);
  }
}
