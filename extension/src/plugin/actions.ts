import { PathExt } from '@jupyterlab/coreutils';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CourseModel } from '../model';
import type { IActions, IWorkActions } from '../tokens';
import { askName, askQuestion } from '../view/asking';
import { chooseFeedbackFile, confirmStartOver, confirmSubmit, offerBundle } from '../view/dialogs';
import type { Asking, BundleFile } from '../wire';
import { moment, resultsInWords } from '../words';
import type { Documents } from './documents';

const CHOSEN = 'ownpace:course';

/** What the buttons and commands do: ask the learner, save, ask the server, show what came of it. */
export class Actions implements IActions {
  constructor(
    private readonly _model: CourseModel,
    private readonly _documents: Documents,
    readonly work: IWorkActions,
    private readonly _pathInView: () => string | null,
    private readonly _trans: TranslationBundle,
    private readonly _memory: IStateDB | null = null
  ) {}

  get moduleInView(): string | null {
    return this.moduleOpen ?? this._model.panel?.state.resume?.module ?? null;
  }

  get moduleOpen(): string | null {
    const notebooks = Object.entries(this._model.panel?.notebooks ?? {});
    const path = this._pathInView();
    return notebooks.find(([, notebook]) => notebook === path)?.[0] ?? null;
  }

  refresh(): Promise<void> {
    return this._model.refresh();
  }

  async choose(folder: string): Promise<void> {
    await this._model.choose(folder);
    await this._memory?.save(CHOSEN, folder);
  }

  /** Show the course that was chosen last, or else the first. */
  async showChosen(): Promise<void> {
    const folder = await this._memory?.fetch(CHOSEN).catch(() => null);
    await (typeof folder === 'string' ? this._model.choose(folder) : this._model.refresh());
  }

  dismiss(): void {
    this._model.dismiss();
  }

  async goOn(): Promise<void> {
    const resume = this._model.panel?.state.resume;
    if (resume) {
      await this.open(resume.module, resume.step ?? undefined);
    }
  }

  async open(module: string, step?: string): Promise<void> {
    const path = this._notebook(module) ?? (await this._model.start(module))?.open;
    if (path !== undefined) {
      this._documents.open(path, step);
    }
  }

  async check(module: string): Promise<void> {
    const results = (await this._save(module)) && (await this._model.check(module));
    if (results) {
      this._model.say(resultsInWords(results, this._trans));
    }
  }

  async submit(module: string): Promise<void> {
    const name = (await this._save(module)) ? await this._askBeforeSubmit(module) : null;
    const reply = name === null ? null : await this._model.submit(module, name || undefined);
    if (reply?.bundle) {
      this._model.say(this._trans.__('Your work is in %1.', reply.bundle.path));
      await this._offer(reply.bundle);
    } else if (reply) {
      this._model.say(this._trans.__('Handed in: %1.', moment(reply.at)));
    }
  }

  async ask(module: string): Promise<void> {
    const state = this._model.module(module);
    const asking = state && (await askQuestion(state, this._asksName, this._trans));
    if (asking) {
      await this._sendQuestions(module, asking);
    }
  }

  async sendQuestions(module: string, seen?: () => void): Promise<void> {
    const asking = this._asksName ? await askName(this._trans) : {};
    // What is written and stays here is shown, too.
    await (asking ? this._sendQuestions(module, asking, seen) : this._model.refresh());
  }

  async feedback(module: string): Promise<void> {
    const reply = await this._model.feedback(module);
    if (reply?.pages.length) {
      this._documents.openPage(reply.pages[0]!);
    } else if (!this._model.problem) {
      await this._noFeedbackYet();
    }
  }

  async chooseFeedback(): Promise<void> {
    const file = await chooseFeedbackFile(this._trans);
    const reply = file && (await this._model.openFeedback(file));
    if (reply?.pages.length) {
      this._documents.openPage(reply.pages[0]!);
    }
  }

  async startOver(module: string): Promise<void> {
    const title = this._model.module(module)?.title ?? module;
    if (!(await confirmStartOver(title, this._trans))) {
      return;
    }
    const reply = (await this._save(module)) ? await this._model.startOver(module) : null;
    if (reply) {
      await this._documents.revert(reply.open);
      this._documents.open(reply.open);
      this._model.say(this._trans.__('Your former work is kept in %1.', reply.kept));
    }
  }

  async update(module: string, bringIn: boolean): Promise<void> {
    const saved = !bringIn || (await this._save(module));
    const reply = saved ? await this._model.update(module, bringIn) : null;
    if (reply?.kept) {
      await this._documents.revert(reply.open);
      this._documents.open(reply.open);
      this._model.say(this._trans.__('Your former work is kept in %1.', reply.kept));
    }
  }

  tick(module: string, step: string): Promise<void> {
    return this._model.tick(module, step);
  }

  openFile(module: string, href: string): void {
    const notebook = this._notebook(module);
    if (notebook !== undefined) {
      this._documents.open(PathExt.join(PathExt.dirname(notebook), href));
    }
  }

  openFeedbackPage(path: string): void {
    const folder = this._model.panel?.course_folder ?? '';
    this._documents.openPage(PathExt.join(folder, path));
  }

  private get _asksName(): boolean {
    const { panel } = this._model;
    return panel?.mode === 'bundle' && !panel.learner;
  }

  private async _sendQuestions(module: string, asking: Asking, seen?: () => void): Promise<void> {
    const reply = (await this._save(module)) ? await this._model.ask(module, asking) : null;
    // Before the dialog about the file, which may stay open for long.
    seen?.();
    if (reply?.bundle) {
      this._model.say(this._trans.__('Your question is in %1.', reply.bundle.path));
      await this._offer(reply.bundle);
    } else if (reply) {
      this._model.say(this._trans.__('Your question is sent.'));
    }
  }

  private async _noFeedbackYet(): Promise<void> {
    if (this._model.panel?.mode === 'bundle') {
      await this.chooseFeedback();
    } else {
      this._model.say(this._trans.__('There is no feedback yet.'));
    }
  }

  private async _offer(bundle: BundleFile): Promise<void> {
    if (await offerBundle(bundle, this._trans)) {
      await this._documents.download(bundle.path);
    }
  }

  /** Null: not to be handed in now. Otherwise the learner's name, or "" when it is known. */
  private async _askBeforeSubmit(module: string): Promise<string | null> {
    this._model.dismiss();
    await this._model.refresh();
    const { panel } = this._model;
    const state = this._model.module(module);
    if (!panel || !state || this._model.problem) {
      return null;
    }
    const { missing } = state.work;
    const question = { title: state.title, missing, asksName: this._asksName };
    return confirmSubmit(question, this._trans);
  }

  private _notebook(module: string): string | undefined {
    return this._model.panel?.notebooks[module];
  }

  private async _save(module: string): Promise<boolean> {
    const notebook = this._notebook(module);
    return notebook === undefined || this._documents.save(notebook);
  }
}
