import { Token } from '@lumino/coreutils';
import { type ISignal, Signal } from '@lumino/signaling';

import { Refusal } from './api';
import type { Api } from './api';
import type {
  AskedReply,
  Asking,
  BroughtBack,
  Checked,
  CheckResult,
  Comparison,
  FeedbackOpened,
  FeedbackPages,
  ModuleState,
  Panel,
  Problem,
  Started,
  StartedOver,
  Submitted,
  Updated
} from './wire';

/** How the server says that a course is not there. */
const GONE = ['not-found', 'no-course'];

/** What is being waited for, and for which module ("" when for none). */
export interface IBusy {
  readonly doing:
    | 'start'
    | 'check'
    | 'submit'
    | 'ask'
    | 'feedback'
    | 'start over'
    | 'tick'
    | 'save'
    | 'bring back'
    | 'update';
  readonly module: string;
}

/**
 * The course as the panel knows it: the newest state from the server, and what became of the last
 * action. Methods that ask the server resolve to its reply, or to null when it refused; the
 * refusal is then in `problem`.
 */
export class CourseModel {
  constructor(private readonly _api: Api) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Null until the server first answered. */
  get panel(): Panel | null {
    return this._panel;
  }

  /** Whether what is shown may be out of date, because the server did not say how things are. */
  get isStale(): boolean {
    return this._isStale;
  }

  get busy(): IBusy | null {
    return this._busy;
  }

  get problem(): Problem | null {
    return this._problem;
  }

  /** What went well, in words. */
  get notice(): string {
    return this._notice;
  }

  /** The folder of the course that was chosen; null where none was. */
  get chosen(): string | null {
    return this._api.course;
  }

  /** What the last *Check* of a module found. */
  results(module: string): readonly CheckResult[] {
    return this._results.get(module)?.results ?? [];
  }

  /** The last *Check* of a module, with the cells of its results and its time. */
  checked(module: string): Checked | null {
    return this._results.get(module) ?? null;
  }

  module(id: string): ModuleState | undefined {
    return this._panel?.state.modules.find(module => module.id === id);
  }

  say(notice: string): void {
    this._notice = notice;
    this._changed.emit();
  }

  dismiss(): void {
    this._problem = null;
    this.say('');
  }

  /** Show another of the learner's courses, by its folder; one that is gone is not asked for. */
  async choose(folder: string | null): Promise<void> {
    this._api.course = folder;
    this._results.clear();
    this.dismiss();
    await this.refresh();
    if (folder !== null && GONE.includes(this._problem?.code ?? '')) {
      await this.choose(null);
    }
  }

  async refresh(): Promise<void> {
    const shown = this._shown;
    try {
      const panel = await this._api.panel();
      // Replies can overtake each other: what was shown meanwhile is newer than this.
      if (shown === this._shown) {
        this._show(panel);
      }
      this._problem = this._isStale ? null : this._problem;
      this._isStale = false;
    } catch (error) {
      this._refused(error);
      this._isStale = true;
    }
    this._changed.emit();
  }

  start(module: string): Promise<Started | null> {
    return this._act({ doing: 'start', module }, () => this._api.start(module));
  }

  async check(module: string): Promise<readonly CheckResult[] | null> {
    const reply = await this._act({ doing: 'check', module }, () => this._api.check(module));
    if (reply) {
      this._results.set(module, reply);
      this._changed.emit();
    }
    return reply && reply.results;
  }

  submit(module: string, learner?: string): Promise<Submitted | null> {
    const submission = learner === undefined ? {} : { learner };
    return this._act({ doing: 'submit', module }, () => this._api.submit(module, submission));
  }

  ask(module: string, asking: Asking): Promise<AskedReply | null> {
    return this._act({ doing: 'ask', module }, () => this._api.ask(module, asking));
  }

  /** Null without a `problem` when there is no feedback here yet. */
  feedback(module: string): Promise<FeedbackPages | null> {
    const busy: IBusy = { doing: 'feedback', module };
    return this._act(busy, () => this._api.feedback(module), 'no-feedback');
  }

  openFeedback(zip: Blob): Promise<FeedbackOpened | null> {
    return this._act({ doing: 'feedback', module: '' }, () => this._api.openFeedback(zip));
  }

  async startOver(module: string): Promise<StartedOver | null> {
    const busy: IBusy = { doing: 'start over', module };
    const reply = await this._act(busy, () => this._api.startOver(module));
    if (reply) {
      this._results.delete(module);
    }
    return reply;
  }

  /** Bring in what the teacher corrected, or go on without it. */
  async update(module: string, bringIn: boolean): Promise<Updated | null> {
    const busy: IBusy = { doing: 'update', module };
    const reply = await this._act(busy, () => this._api.update(module, { bring_in: bringIn }));
    if (reply?.kept) {
      this._results.delete(module);
    }
    return reply;
  }

  async tick(module: string, step: string): Promise<void> {
    await this._act({ doing: 'tick', module }, () => this._api.tick(module, step));
  }

  /** `leftOut` says what is too large. */
  saveEverything(): Promise<{ zip: Blob; leftOut: string[] } | null> {
    return this._act({ doing: 'save', module: '' }, async () => {
      const { left_out_of_all: leftOut } = await this._api.keepable();
      return { zip: await this._api.everything(), leftOut };
    });
  }

  compare(backups: readonly ArrayBuffer[]): Promise<Comparison | null> {
    return this._act({ doing: 'bring back', module: '' }, () => this._api.compare(backups));
  }

  bringBack(backups: readonly ArrayBuffer[], newer: boolean): Promise<BroughtBack | null> {
    const busy: IBusy = { doing: 'bring back', module: '' };
    return this._act(busy, () => this._api.bringBack(backups, newer));
  }

  private async _act<T extends { panel: Panel } | { zip: Blob }>(
    busy: IBusy,
    ask: () => Promise<T>,
    expected?: string
  ): Promise<T | null> {
    if (this._busy) {
      return null;
    }
    this._busy = busy;
    this.dismiss();
    try {
      const reply = await ask();
      if ('panel' in reply) {
        this._show(reply.panel);
      }
      this._isStale = false;
      return reply;
    } catch (error) {
      this._refused(error, expected);
      return null;
    } finally {
      this._busy = null;
      this._changed.emit();
    }
  }

  private _show(panel: Panel): void {
    this._shown++;
    this._panel = panel;
  }

  private _refused(error: unknown, expected?: string): void {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const { code } = error.problem;
    this._isStale ||= code === 'unreachable';
    this._problem = code === expected ? null : error.problem;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _results = new Map<string, Checked>();
  private _panel: Panel | null = null;
  private _isStale = false;
  private _busy: IBusy | null = null;
  private _problem: Problem | null = null;
  private _notice = '';
  private _shown = 0;
}

export const ICourseModel = new Token<CourseModel>(
  'ownpace:ICourseModel',
  'The course as the panel knows it.'
);
