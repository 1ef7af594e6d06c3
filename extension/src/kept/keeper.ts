import { Token } from '@lumino/coreutils';
import { type ISignal, Signal } from '@lumino/signaling';

import { type Api, Refusal } from '../api';
import type { Keepable } from '../wire';
import type { IKept, Storage } from './storage';

/**
 * How keeping goes: `off` by the learner's choice; `nothing` is kept of this session's work; `kept`
 * is the newest; `behind` when it could not be fetched; `full` when the browser has no room;
 * `refused` when it keeps nothing at all, as some private windows.
 */
export type KeeperState = 'off' | 'nothing' | 'kept' | 'behind' | 'full' | 'refused';

const CHANNEL = 'ownpace-kept';

/**
 * Keeps a learner's work in the browser, part by part, as it changes. What it keeps it got from the
 * server, and only the server can say what is in it.
 */
export class Keeper {
  constructor(
    private readonly _api: Pick<Api, 'keepable' | 'part'>,
    private readonly _storage: Storage
  ) {
    this._channel.onmessage = () => void this._look().catch(error => this._failed(error));
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get state(): KeeperState {
    return this._isOn === false ? 'off' : this._state;
  }

  /** When something was last kept of this session's work. */
  get at(): string | null {
    return newest(this._own);
  }

  /** What is too large to be kept, in words. */
  get leftOut(): readonly string[] {
    return this._keepable?.left_out ?? [];
  }

  /** What is kept of this course from other sessions' disks. */
  get former(): readonly IKept[] {
    return this._ours.filter(kept => kept.disk !== this._disk);
  }

  /**
   * What is kept of courses that have this one's id and another title, by their titles: other
   * courses, or this one before it was renamed. Nobody but the learner can say which.
   */
  get namesakes(): ReadonlyMap<string, readonly IKept[]> {
    const found = new Map<string, IKept[]>();
    for (const kept of this._all.filter(({ title }) => title !== this._keepable?.title)) {
      found.set(kept.title, [...(found.get(kept.title) ?? []), kept]);
    }
    return found;
  }

  get formerAt(): string | null {
    return newest(this.former);
  }

  /** Whether the learner was told of what other sessions left, and wants to hear no more of it. */
  get isPutOff(): boolean {
    return this._putOff.has(this._course);
  }

  putOff(): void {
    this._putOff.add(this._course);
    this._changed.emit();
  }

  switch(isOn: boolean): void {
    this._isOn = isOn;
    this._changed.emit();
  }

  /** Keep what changed. While this goes on, a second call has it look once more at the end. */
  async keep(): Promise<void> {
    this._isAsked = this._isOn === true;
    if (this._isKeeping) {
      return;
    }
    this._isKeeping = true;
    try {
      while (this._isAsked) {
        this._isAsked = false;
        await this._keep();
      }
    } catch (error) {
      this._failed(error);
    } finally {
      this._isKeeping = false;
    }
  }

  /** The content of what other sessions left. */
  read(kept: readonly IKept[]): Promise<ArrayBuffer[]> {
    return this._storage.read(kept);
  }

  /** Remove what is kept: some of it, or all that is of this course. */
  async forget(kept: readonly IKept[] = this._ours): Promise<void> {
    try {
      await this._storage.remove(kept);
      await this._look();
      this._channel.postMessage(null);
    } catch (error) {
      this._failed(error);
    }
  }

  dispose(): void {
    this._channel.close();
    Signal.clearData(this);
  }

  private async _keep(): Promise<void> {
    const keepable = await this._api.keepable();
    this._keepable = keepable;
    this._all = await this._storage.list(keepable.course);
    for (const part of this._changedParts(keepable)) {
      await this._keepPart(keepable, part);
    }
    await this._look();
  }

  private async _keepPart({ course, title, disk, at: made, parts }: Keepable, part: string) {
    const bytes = await this._api.part(part);
    const { tag } = parts[part]!;
    const at = new Date().toISOString();
    await this._storage.put({ course, title, disk, part, tag, made, at }, bytes);
    this._channel.postMessage(null);
  }

  private _changedParts({ parts, disk }: Keepable): string[] {
    const known = new Map(this._own.map(kept => [kept.part, kept.tag]));
    // Without a name nothing was done on this disk yet.
    return disk === ''
      ? []
      : Object.keys(parts).filter(name => known.get(name) !== parts[name]!.tag);
  }

  /** See what is kept now, by whichever tab. */
  private async _look(): Promise<void> {
    if (this._keepable) {
      this._all = await this._storage.list(this._keepable.course);
      this._state = this._own.length > 0 ? 'kept' : 'nothing';
      this._changed.emit();
    }
  }

  private _failed(error: unknown): void {
    if (error instanceof Refusal) {
      this._state = 'behind';
    } else {
      const name = error instanceof Error || error instanceof DOMException ? error.name : '';
      this._state = name === 'QuotaExceededError' ? 'full' : 'refused';
    }
    this._changed.emit();
  }

  private get _disk(): string {
    return this._keepable?.disk ?? '';
  }

  private get _course(): string {
    return `${this._keepable?.course} ${this._keepable?.title}`;
  }

  /** Of this course. */
  private get _ours(): readonly IKept[] {
    return this._all.filter(kept => kept.title === this._keepable?.title);
  }

  /** Of this course, from this disk. */
  private get _own(): readonly IKept[] {
    return this._ours.filter(kept => kept.disk === this._disk);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _channel = new BroadcastChannel(CHANNEL);
  private _all: readonly IKept[] = [];
  private _keepable: Keepable | null = null;
  private _state: KeeperState = 'nothing';
  /** Null: nobody has said yet. */
  private _isOn: boolean | null = null;
  /** The courses whose former work the learner does not want now. */
  private readonly _putOff = new Set<string>();
  private _isKeeping = false;
  private _isAsked = false;
}

export const IKeeper = new Token<Keeper>(
  'ownpace:IKeeper',
  'What of the learner’s work this browser keeps.'
);

function newest(kept: readonly IKept[]): string | null {
  return kept.reduce<string | null>((at, one) => (at === null || one.at > at ? one.at : at), null);
}
