import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type Api, Refusal } from '../src/api';
import { Keeper } from '../src/kept/keeper';
import { type IKept, Storage } from '../src/kept/storage';
import type { Keepable } from '../src/wire';

const AT = '2027-01-20T12:00:00.000Z';
const LATER = '2027-01-20T13:00:00.000Z';

function kept(given: Partial<IKept> = {}): IKept {
  const plain = { course: 'c', title: 'C', disk: 'd1', part: 'plan', tag: 't', made: AT, at: AT };
  return { ...plain, ...given };
}

function bytes(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer as ArrayBuffer;
}

function text(content: ArrayBuffer | undefined): string {
  return new TextDecoder().decode(content);
}

function keepable(tags: Record<string, string>, given: Partial<Keepable> = {}): Keepable {
  const parts = Object.fromEntries(Object.entries(tags).map(([k, tag]) => [k, { tag, size: 1 }]));
  return {
    course: 'c',
    title: 'C',
    disk: 'd1',
    at: AT,
    parts,
    left_out: [],
    left_out_of_all: [],
    ...given
  };
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('what the browser keeps', () => {
  it('comes back as it was given, course by course', async () => {
    const storage = new Storage();
    await storage.put(kept(), bytes('mine'));
    await storage.put(kept({ course: 'other' }), bytes('other'));
    const found = await storage.list('c');
    expect(found).toEqual([kept()]);
    expect((await storage.read(found)).map(text)).toEqual(['mine']);
  });

  it('is never replaced by something older, whichever tab comes last', async () => {
    const storage = new Storage();
    await storage.put(kept({ made: LATER, tag: 'new' }), bytes('new'));
    await storage.put(kept({ made: AT, tag: 'old' }), bytes('old'));
    const found = await storage.list('c');
    expect(found[0]?.tag).toBe('new');
    expect((await storage.read(found)).map(text)).toEqual(['new']);
  });

  it('of other disks stays beside it', async () => {
    const storage = new Storage();
    await storage.put(kept(), bytes('former'));
    await storage.put(kept({ disk: 'd2' }), bytes('now'));
    expect(await storage.list('c')).toHaveLength(2);
    await storage.remove([kept()]);
    expect(await storage.list('c')).toEqual([kept({ disk: 'd2' })]);
  });

  it('is passed over where another page left something else there', async () => {
    const storage = new Storage();
    await storage.put(kept({ at: 'no time' }), bytes('x'));
    await storage.put({ ...kept({ part: 'x' }), tag: 7 } as unknown as IKept, bytes('x'));
    await storage.put(kept({ part: 'y' }), 'text' as unknown as ArrayBuffer);
    const found = await storage.list('c');
    expect(found).toEqual([kept({ part: 'y' })]);
    expect(await storage.read(found)).toEqual([]);
  });
});

describe('keeping', () => {
  const api = { keepable: vi.fn<Api['keepable']>(), part: vi.fn<Api['part']>() };
  let storage: Storage;
  let keeper: Keeper;

  beforeEach(() => {
    vi.resetAllMocks();
    api.part.mockImplementation(name => Promise.resolve(bytes(name)));
    storage = new Storage();
    keeper = new Keeper(api, storage);
    keeper.switch(true);
  });

  it('fetches only the parts that changed', async () => {
    api.keepable.mockResolvedValueOnce(keepable({ plan: 'a', read: 'a' }));
    await keeper.keep();
    api.keepable.mockResolvedValueOnce(keepable({ plan: 'b', read: 'a' }, { at: LATER }));
    await keeper.keep();
    expect(api.part.mock.calls.map(([name]) => name)).toEqual(['plan', 'read', 'plan']);
    expect(keeper.state).toBe('kept');
    expect(keeper.at).not.toBeNull();
  });

  it('leaves what another disk left as it is, and tells of it', async () => {
    await storage.put(kept({ disk: 'd0' }), bytes('former'));
    api.keepable.mockResolvedValue(keepable({ plan: 'a' }));
    await keeper.keep();
    expect(keeper.former).toEqual([kept({ disk: 'd0' })]);
    expect(await storage.list('c')).toHaveLength(2);
    await keeper.forget(keeper.former);
    expect([keeper.formerAt, keeper.state]).toEqual([null, 'kept']);
  });

  it('offers nothing of another course with the same id, and does not forget it', async () => {
    const others = kept({ title: 'D', disk: 'd0' });
    await storage.put(others, bytes('theirs'));
    api.keepable.mockResolvedValue(keepable({ plan: 'a' }));
    await keeper.keep();
    expect([keeper.former, keeper.formerAt]).toEqual([[], null]);
    expect([...keeper.namesakes]).toEqual([['D', [others]]]);
    await keeper.forget();
    expect(await storage.list('c')).toEqual([others]);
  });

  it('keeps everything anew under the new title of a course that is renamed', async () => {
    api.keepable.mockResolvedValueOnce(keepable({ plan: 'a' }));
    await keeper.keep();
    api.keepable.mockResolvedValueOnce(keepable({ plan: 'a' }, { title: 'D', at: LATER }));
    await keeper.keep();
    expect([keeper.state, keeper.namesakes.size]).toEqual(['kept', 0]);
  });

  it('hears for each course whether the learner wants nothing of it now', async () => {
    await storage.put(kept({ disk: 'd0' }), bytes('former'));
    api.keepable.mockResolvedValueOnce(keepable({ plan: 'a' }));
    await keeper.keep();
    keeper.putOff();
    expect(keeper.isPutOff).toBe(true);
    api.keepable.mockResolvedValueOnce(keepable({ plan: 'a' }, { course: 'other' }));
    await keeper.keep();
    expect(keeper.isPutOff).toBe(false);
  });

  it('keeps nothing of a disk on which nothing was done', async () => {
    api.keepable.mockResolvedValue(keepable({ plan: 'a' }, { disk: '' }));
    await keeper.keep();
    expect(api.part).not.toHaveBeenCalled();
    expect(keeper.state).toBe('nothing');
  });

  it('looks once more at the end when asked meanwhile', async () => {
    let answer = (_: Keepable) => {};
    api.keepable.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    const first = keeper.keep();
    void keeper.keep();
    void keeper.keep();
    api.keepable.mockResolvedValue(keepable({ plan: 'b' }, { at: LATER }));
    answer(keepable({ plan: 'a' }));
    await first;
    expect(api.keepable).toHaveBeenCalledTimes(2);
    expect((await storage.list('c'))[0]?.tag).toBe('b');
  });

  it('does nothing while it is switched off', async () => {
    keeper.switch(false);
    await keeper.keep();
    expect(api.keepable).not.toHaveBeenCalled();
    expect(keeper.state).toBe('off');
  });

  it.each([
    [new DOMException('', 'QuotaExceededError'), 'full'],
    [new DOMException('', 'InvalidStateError'), 'refused'],
    [new Refusal({ code: 'unreachable', message: '', hint: '' }), 'behind']
  ])('says what is wrong, and recovers: %s', async (error, state) => {
    api.keepable.mockResolvedValue(keepable({ plan: 'a' }));
    vi.spyOn(storage, 'put').mockRejectedValueOnce(error);
    await keeper.keep();
    expect(keeper.state).toBe(state);
    await keeper.keep();
    expect(keeper.state).toBe('kept');
  });

  it('hears of what another tab keeps and forgets', async () => {
    api.keepable.mockResolvedValue(keepable({ plan: 'a' }));
    const other = new Keeper(api, new Storage());
    other.switch(true);
    await keeper.keep();
    await other.keep();
    await other.forget();
    await vi.waitFor(() => expect(keeper.state).toBe('nothing'));
    other.dispose();
  });
});
