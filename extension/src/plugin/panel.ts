import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { IKeeper, type Keeper } from '../kept/keeper';
import { CourseModel, ICourseModel } from '../model';
import { IActions } from '../tokens';
import { CoursePanel } from '../view/panel';
import { Actions } from './actions';
import { Documents } from './documents';
import { openFirstTime } from './first_time';
import { WorkActions } from './work';

// Right below the file browser (100), above running terminals and kernels (200).
const RANK = 110;

/** Adds the panel to the side area, and keeps it true as notebooks are saved. */
export const panel: JupyterFrontEndPlugin<IActions> = {
  id: 'ownpace:panel',
  description: 'The course panel: modules in order, what is done, what is due, what to do next.',
  autoStart: true,
  provides: IActions,
  requires: [ICourseModel, IKeeper, IDocumentManager],
  optional: [ITranslator, ISettingRegistry, IStateDB, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    model: CourseModel,
    keeper: Keeper,
    manager: IDocumentManager,
    translator: ITranslator | null,
    settings: ISettingRegistry | null,
    memory: IStateDB | null,
    restorer: ILayoutRestorer | null
  ): IActions => {
    const trans = (translator ?? nullTranslator).load('ownpace');
    const documents = new Documents(manager);
    app.docRegistry.addWidgetExtension('Notebook', {
      createNew: (_, context) => documents.follow(context)
    });
    const pathInView = () => documents.pathOf(app.shell.currentWidget);
    const work = new WorkActions(model, keeper, documents, trans);
    const actions = new Actions(model, documents, work, pathInView, trans, memory);
    const widget = new CoursePanel(model, keeper, actions, trans);

    app.shell.add(widget, 'left', { rank: RANK });
    restorer?.add(widget, CoursePanel.id);
    refreshOnSave(model, documents);
    void app.restored
      .then(() => actions.showChosen())
      .then(() => openFirstTime(app, model, settings, memory));
    widget.disposed.connect(() => documents.dispose());
    return actions;
  }
};

function refreshOnSave(model: CourseModel, documents: Documents): void {
  documents.saved.connect((_, path) => {
    const folder = model.panel?.course_folder ?? '';
    if (folder === '' || path.startsWith(`${folder}/`)) {
      void model.refresh();
    }
  });
}
