import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { Api } from '../api';
import { IKeeper, Keeper } from '../kept/keeper';
import { Storage } from '../kept/storage';
import { CourseModel, ICourseModel } from '../model';

const SETTINGS = 'ownpace:panel';
/** What `ownpace/activities/static/shared.js` dispatches when a kernel has taken an answer. */
const ANSWERED = 'ownpace-answered';

/**
 * Keeps the learner's work in the browser, where no exchange keeps it, whenever something of it may
 * have changed: the course was drawn anew (a file was saved, a button pressed), or an activity has
 * taken an answer. Nothing is asked of the server otherwise.
 */
export const keeping: JupyterFrontEndPlugin<Keeper> = {
  id: 'ownpace:keeping',
  description: 'Keeps work in the browser and offers it back, where there is no exchange.',
  autoStart: true,
  provides: IKeeper,
  requires: [ICourseModel],
  optional: [ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    model: CourseModel,
    settings: ISettingRegistry | null
  ): Keeper => {
    const api = new Api(app.serviceManager.serverSettings);
    const keeper = new Keeper(api, new Storage());
    let seen = model.panel;
    const keep = () => {
      if (model.panel?.mode === 'bundle') {
        api.course = model.chosen;
        void keeper.keep();
      }
    };
    model.changed.connect(() => {
      if (seen !== model.panel) {
        seen = model.panel;
        keep();
      }
    });
    document.addEventListener(ANSWERED, keep);
    void followSettings(keeper, settings, keep);
    return keeper;
  }
};

/** What is kept waits for the settings: somebody may have switched it off. */
async function followSettings(
  keeper: Keeper,
  settings: ISettingRegistry | null,
  keep: () => void
): Promise<void> {
  const loaded = await settings?.load(SETTINGS).catch(() => null);
  const apply = () => {
    keeper.switch(loaded?.get('keepInBrowser').composite !== false);
    keep();
  };
  loaded?.changed.connect(apply);
  apply();
}
