import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';

import type { CourseModel } from '../model';
import { CoursePanel } from '../view/panel';

const SETTINGS = 'ownpace:panel';

/** Show the panel by itself once for each course, where there is one. */
export async function openFirstTime(
  app: JupyterFrontEnd,
  model: CourseModel,
  settings: ISettingRegistry | null,
  memory: IStateDB | null
): Promise<void> {
  const course = model.panel?.state.id;
  if (course === undefined || !settings || !memory) {
    return;
  }
  const wanted = (await settings.load(SETTINGS)).get('openFirstTime');
  const key = `ownpace:opened:${course}`;
  if (wanted.composite === false || (await memory.fetch(key))) {
    return;
  }
  await memory.save(key, true);
  app.shell.activateById(CoursePanel.id);
}
