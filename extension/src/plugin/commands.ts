import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { CourseModel, ICourseModel } from '../model';
import { IActions } from '../tokens';
import { CoursePanel } from '../view/panel';

/** Everything that the panel's buttons do, as commands in the palette. */
export const commands: JupyterFrontEndPlugin<void> = {
  id: 'ownpace:commands',
  description: 'Commands for what the course panel does.',
  autoStart: true,
  requires: [IActions, ICourseModel],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    actions: IActions,
    model: CourseModel,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('ownpace');
    const category = trans.__('Course');
    app.commands.addCommand('ownpace:open', {
      label: trans.__('Show the course panel'),
      execute: () => app.shell.activateById(CoursePanel.id)
    });
    app.commands.addCommand('ownpace:continue', {
      label: trans.__('Continue the course'),
      execute: () => actions.goOn()
    });
    for (const [id, label, act, short = label] of onModule(actions, trans)) {
      app.commands.addCommand(id, {
        label: args => (args.toolbar ? short : label),
        caption: label,
        // A toolbar's button is there for the modules of the course, and not for other notebooks.
        isVisible: args => !args.toolbar || actions.moduleOpen !== null,
        isEnabled: args => moduleOf(args, actions) !== null,
        execute: args => withModule(moduleOf(args, actions), act)
      });
    }
    for (const [id, label, act] of onWork(actions, trans)) {
      app.commands.addCommand(id, { label, execute: act });
    }
    app.commands.addCommand('ownpace:refresh', {
      label: trans.__('Refresh the course panel'),
      execute: () => actions.refresh()
    });
    const changed = () => app.commands.notifyCommandChanged('ownpace:check');
    model.changed.connect(changed);
    app.shell.currentChanged?.connect(changed);
    for (const command of app.commands.listCommands().filter(id => id.startsWith('ownpace:'))) {
      palette?.addItem({ command, category });
    }
  }
};

type ModuleCommand = [
  id: string,
  label: string,
  act: (module: string) => Promise<void>,
  short?: string
];

function onModule(actions: IActions, trans: TranslationBundle): ModuleCommand[] {
  return [
    ['ownpace:start', trans.__('Start or open the module'), module => actions.open(module)],
    [
      'ownpace:check',
      trans.__('Check the module'),
      module => actions.check(module),
      trans.__('Check')
    ],
    ['ownpace:submit', trans.__('Submit the module'), module => actions.submit(module)],
    ['ownpace:ask', trans.__('Ask the teacher…'), module => actions.ask(module)],
    [
      'ownpace:feedback',
      trans.__('Open the module’s feedback'),
      module => actions.feedback(module)
    ],
    ['ownpace:start-over', trans.__('Start the module over'), module => actions.startOver(module)]
  ];
}

type WorkCommand = [id: string, label: string, act: () => Promise<void>];

function onWork({ work }: IActions, trans: TranslationBundle): WorkCommand[] {
  return [
    ['ownpace:save-everything', trans.__('Save everything'), () => work.saveEverything()],
    ['ownpace:bring-back', trans.__('Bring back work from a file…'), () => work.bringBack()],
    [
      'ownpace:bring-back-kept',
      trans.__('Bring back work that this browser keeps…'),
      () => work.bringBackKept()
    ],
    ['ownpace:forget', trans.__('Forget what is kept in this browser…'), () => work.forget()]
  ];
}

/** Commands take `{module}`; without it they mean the module in view. */
function moduleOf(args: { module?: unknown }, actions: IActions): string | null {
  return typeof args.module === 'string' ? args.module : actions.moduleInView;
}

async function withModule(
  module: string | null,
  act: (module: string) => Promise<void>
): Promise<void> {
  if (module !== null) {
    await act(module);
  }
}
