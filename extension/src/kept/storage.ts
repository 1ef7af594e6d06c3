import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * One part of a learner's work on a course, as this browser keeps it. `course` is the course's id,
 * `title` tells courses of one id apart, `disk` names the session's disk it was saved from, `tag` changes with its content, `made` is the server's time of making it
 * and `at` the browser's of keeping it (both ISO).
 */
export interface IKept {
  readonly course: string;
  readonly title: string;
  readonly disk: string;
  readonly part: string;
  readonly tag: string;
  readonly made: string;
  readonly at: string;
}

interface ISchema extends DBSchema {
  about: { key: [string, string, string]; value: IKept };
  /** What the server gave, as it gave it: nothing here looks into it. */
  bytes: { key: [string, string, string]; value: ArrayBuffer };
}

const NAME = 'ownpace-kept';
const FIELDS = ['course', 'title', 'disk', 'part', 'tag', 'made', 'at'] as const;

/**
 * What this browser keeps, in IndexedDB. Everything served from the same address shares it, so what
 * is read may be anybody's. Every method rejects with the `DOMException` of the browser when it
 * keeps nothing, or has no room.
 */
export class Storage {
  /** What is kept of the courses of an id. */
  async list(course: string): Promise<IKept[]> {
    const all: unknown[] = await (await this._open()).getAll('about');
    return all.filter(isKept).filter(kept => kept.course === course);
  }

  /** The content of what is kept; what is not there any more is left out. */
  async read(kept: readonly IKept[]): Promise<ArrayBuffer[]> {
    const bytes = (await this._open()).transaction('bytes').store;
    const found: unknown[] = await Promise.all(kept.map(one => bytes.get(keyOf(one))));
    // Not `instanceof`: a page may hold more than one realm.
    return found.filter((one): one is ArrayBuffer => toString.call(one) === '[object ArrayBuffer]');
  }

  /** Keep a part, unless another tab has kept a newer one meanwhile. All or nothing. */
  async put(kept: IKept, bytes: ArrayBuffer): Promise<void> {
    const transaction = (await this._open()).transaction(['about', 'bytes'], 'readwrite');
    const about = transaction.objectStore('about');
    const before: unknown = await about.get(keyOf(kept));
    const isOlder = isKept(before) && before.made > kept.made;
    const writes = isOlder
      ? []
      : [about.put(kept, keyOf(kept)), transaction.objectStore('bytes').put(bytes, keyOf(kept))];
    await Promise.all([...writes, transaction.done]);
  }

  async remove(kept: readonly IKept[]): Promise<void> {
    const transaction = (await this._open()).transaction(['about', 'bytes'], 'readwrite');
    const removals = kept.flatMap(one => [
      transaction.objectStore('about').delete(keyOf(one)),
      transaction.objectStore('bytes').delete(keyOf(one))
    ]);
    await Promise.all([...removals, transaction.done]);
  }

  private _open(): Promise<IDBPDatabase<ISchema>> {
    this._database ??= openDB<ISchema>(NAME, 1, {
      upgrade: database => {
        database.createObjectStore('about');
        database.createObjectStore('bytes');
      },
      // A newer version in another tab, or the browser itself, wants it closed.
      blocking: (_, __, event) => {
        (event.target as IDBDatabase).close();
        this._database = null;
      },
      terminated: () => {
        this._database = null;
      }
    }).catch(error => {
      this._database = null;
      throw error;
    });
    return this._database;
  }

  private _database: Promise<IDBPDatabase<ISchema>> | null = null;
}

const { toString } = Object.prototype;

function keyOf({ course, disk, part }: IKept): [string, string, string] {
  return [course, disk, part];
}

function isKept(found: unknown): found is IKept {
  const fields = found as Record<string, unknown> | null | undefined;
  const isWhole = FIELDS.every(name => typeof fields?.[name] === 'string');
  return isWhole && !Number.isNaN(Date.parse((found as IKept).at));
}
