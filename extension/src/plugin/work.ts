import type { TranslationBundle } from '@jupyterlab/translation';

import type { Keeper } from '../kept/keeper';
import type { CourseModel } from '../model';
import type { IWorkActions } from '../tokens';
import { chooseBackup, confirmBringBack, confirmForget } from '../view/bringing';
import type { BroughtBack } from '../wire';
import type { Documents } from './documents';

/** Taking all work out, and bringing it back: from a file, or from what the browser keeps. */
export class WorkActions implements IWorkActions {
  constructor(
    private readonly _model: CourseModel,
    private readonly _keeper: Keeper,
    private readonly _documents: Documents,
    private readonly _trans: TranslationBundle
  ) {}

  async saveEverything(): Promise<void> {
    const saved = (await this._save()) ? await this._model.saveEverything() : null;
    if (saved) {
      const { zip, leftOut } = saved;
      const name = `${this._model.panel?.state.id ?? 'course'}-${stamp(new Date())}.zip`;
      this._documents.hand(zip, name);
      this._model.say(
        [
          this._trans.__('Your work is in %1, among your downloads.', name),
          ...(leftOut.length > 0 ? [this._trans.__('Not in it:'), ...leftOut] : [])
        ].join(' ')
      );
    }
  }

  async bringBack(): Promise<void> {
    const file = await chooseBackup(this._trans);
    const backup = file && (await file.arrayBuffer());
    const reply = backup && (await this._offer([backup]));
    if (reply) {
      this._tell(reply);
    }
  }

  async bringBackKept(title?: string): Promise<void> {
    const { former: ours, namesakes } = this._keeper;
    const former = title === undefined ? ours : (namesakes.get(title) ?? []);
    const backups = await this._keeper.read(former).catch(() => []);
    if (backups.length === 0) {
      this._model.say(
        this._trans.__('This browser keeps no work on this course from another session.')
      );
      return;
    }
    const reply = await this._offer(backups);
    if (reply) {
      // What is of a course with another title may be wanted there.
      await (title === undefined ? this._keeper.forget(former) : undefined);
      await this._keeper.keep();
      this._tell(reply);
    }
  }

  async forget(): Promise<void> {
    if (await confirmForget(this._trans)) {
      await this._keeper.forget();
      this._model.say(this._trans.__('Nothing of this course is kept in this browser any more.'));
    }
  }

  /** Show what would change; null when it is not brought back. */
  private async _offer(backups: readonly ArrayBuffer[]): Promise<BroughtBack | null> {
    const comparison = (await this._save()) ? await this._model.compare(backups) : null;
    if (!comparison) {
      return null;
    }
    const isHere = comparison.changes.length + comparison.refused.length === 0;
    const choice = isHere
      ? { newer: false } // versions older still are put in “kept”
      : await confirmBringBack(comparison, new Date(), this._trans);
    const reply = choice && (await this._model.bringBack(backups, choice.newer));
    await Promise.all((reply?.files ?? []).map(path => this._documents.revert(path)));
    return reply;
  }

  private _tell({ files, kept }: BroughtBack): void {
    const words = [
      files.length > 0
        ? this._trans._n('%1 file is back.', '%1 files are back.', files.length)
        : this._trans.__('Your files here stay as they are.'),
      kept === null ? '' : this._trans.__('What was not chosen or replaced is in %1.', kept)
    ];
    this._model.say(words.filter(part => part !== '').join(' '));
  }

  /** Save the notebooks that are open, so that nothing newer than the disk is overlooked. */
  private async _save(): Promise<boolean> {
    const notebooks = Object.values(this._model.panel?.notebooks ?? {});
    const saved = await Promise.all(notebooks.map(path => this._documents.save(path)));
    return saved.every(isSaved => isSaved);
  }
}

/** "2027-01-20-1402", in the browser's zone. */
function stamp(now: Date): string {
  const parts = [now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes()];
  const [month, day, hour, minute] = parts.map(part => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}-${hour}${minute}`;
}
