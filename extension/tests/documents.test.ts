import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { Signal } from '@lumino/signaling';
import { expect, test, vi } from 'vitest';

import { Documents } from '../src/plugin/documents';

/** An open document with changes; saving it succeeds at once. */
function changed() {
  const model = { dirty: true };
  const context = {
    model,
    save: vi.fn(async () => {
      model.dirty = false;
    })
  };
  const saveState = new Signal<typeof context, DocumentRegistry.SaveState>(context);
  return { context: Object.assign(context, { saveState }), model, saveState };
}

function documentsWith(context: object): Documents {
  const documents = new Documents({
    services: { contents: { fileChanged: new Signal({}) } },
    findWidget: () => ({}),
    contextForWidget: () => context
  } as unknown as IDocumentManager);
  documents.follow(context as DocumentRegistry.Context);
  return documents;
}

test('a document with changes is saved', async () => {
  const { context } = changed();
  expect(await documentsWith(context).save('a.ipynb')).toBe(true);
  expect(context.save).toHaveBeenCalledOnce();
});

test('a document that is being saved is not saved at the same time', async () => {
  const { context, model, saveState } = changed();
  const documents = documentsWith(context);
  saveState.emit('started');
  const saving = documents.save('a.ipynb');
  await new Promise(resolve => setTimeout(resolve));
  expect(context.save).not.toHaveBeenCalled();
  model.dirty = false;
  saveState.emit('completed');
  expect(await saving).toBe(true);
  expect(context.save).not.toHaveBeenCalled();
});

test('a save that never ends is waited for, but not for ever', async () => {
  vi.useFakeTimers();
  const { context, saveState } = changed();
  const documents = documentsWith(context);
  saveState.emit('started');
  const saving = documents.save('a.ipynb');
  await vi.advanceTimersByTimeAsync(1000);
  expect(context.save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await saving).toBe(true);
  vi.useRealTimers();
});
