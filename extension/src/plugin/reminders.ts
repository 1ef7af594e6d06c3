import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { CourseModel, ICourseModel } from '../model';
import { CoursePanel } from '../view/panel';
import type { Panel } from '../wire';
import { reminderWords } from '../words';

const SETTINGS = 'ownpace:panel';
/** How long a notification stays before it waits in JupyterLab's list of them. */
const SHOWN = 15_000; // ms
const MOST = 3;

/** A badge on the panel's tab, and one notification a session: unless the settings say otherwise. */
export const reminders: JupyterFrontEndPlugin<void> = {
  id: 'ownpace:reminders',
  description: 'Reminds of what is due within two days, or planned for today.',
  autoStart: true,
  requires: [ICourseModel],
  optional: [ITranslator, ISettingRegistry],
  activate: async (
    app: JupyterFrontEnd,
    model: CourseModel,
    translator: ITranslator | null,
    settings: ISettingRegistry | null
  ): Promise<void> => {
    const trans = (translator ?? nullTranslator).load('ownpace');
    const wanted = await settings?.load(SETTINGS).catch(() => null);
    const isWanted = () => wanted?.get('reminders').composite !== false;
    const remind = () => {
      const { panel } = model;
      badge(app, isWanted() && panel ? panel.studying.reminders.length : 0, trans);
      if (isWanted() && panel && panel.studying.reminders.length > 0 && isFirst(panel)) {
        notify(app, panel, trans);
      }
    };
    model.changed.connect(remind);
    wanted?.changed.connect(remind);
    remind();
  }
};

function badge(app: JupyterFrontEnd, count: number, trans: TranslationBundle): void {
  const title = [...app.shell.widgets('left')].find(({ id }) => id === CoursePanel.id)?.title;
  const shown = count > 0 ? String(count) : '';
  if (title && (title.dataset['op-reminders'] ?? '') !== shown) {
    title.dataset = shown ? { 'op-reminders': shown } : {};
    title.caption = shown
      ? trans._n('Course (Ownpace): %1 reminder', 'Course (Ownpace): %1 reminders', count)
      : trans.__('Course (Ownpace)');
  }
}

/** Whether this is the first time that this course reminds in this tab of the browser. */
function isFirst(panel: Panel): boolean {
  const key = `ownpace:reminded:${panel.state.id}`;
  try {
    const isNew = sessionStorage.getItem(key) === null;
    sessionStorage.setItem(key, 'yes');
    return isNew;
  } catch {
    // Where the browser keeps nothing, every message would be the first.
    return false;
  }
}

function notify(app: JupyterFrontEnd, panel: Panel, trans: TranslationBundle): void {
  const now = new Date();
  const said = panel.studying.reminders.slice(0, MOST).map(one => reminderWords(one, now, trans));
  Notification.info(said.join('. '), {
    autoClose: SHOWN,
    actions: [
      {
        label: trans.__('Show the course'),
        callback: () => app.shell.activateById(CoursePanel.id)
      }
    ]
  });
}
