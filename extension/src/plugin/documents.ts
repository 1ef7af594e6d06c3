import { PathExt } from '@jupyterlab/coreutils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import { PromiseDelegate } from '@lumino/coreutils';
import { type ISignal, Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

import { notebookOf } from './notebooks';

/** How long a save is waited for (ms): JupyterLab does not tell of one that the learner cancels. */
const PATIENCE = 5000;

/** The learner's open documents. Paths are relative to the server's root. */
export class Documents {
  constructor(private readonly _manager: IDocumentManager) {
    _manager.services.contents.fileChanged.connect(this._onFileChanged, this);
  }

  /** A document was saved; the argument is its path. */
  get saved(): ISignal<this, string> {
    return this._saved;
  }

  /** Open a document, or show it; at a cell of it, if one is given. */
  open(path: string, cell?: string): void {
    // In Notebook 7 other documents open in another tab, and there is no widget here.
    const widget = this._manager.openOrReveal(path);
    if (widget && cell !== undefined) {
      void widget.context.ready.then(() => showCell(widget, cell));
    }
  }

  openPage(path: string): void {
    this._manager.openOrReveal(path, 'HTML Viewer');
  }

  pathOf(widget: Widget | null): string | null {
    return (widget && this._manager.contextForWidget(widget)?.path) ?? null;
  }

  /** From now on, know when this document is being saved. */
  follow(context: DocumentRegistry.Context): void {
    context.saveState.connect((_, state) => {
      if (state === 'started') {
        this._saving.set(context, new PromiseDelegate());
      } else {
        this._saving.get(context)?.resolve();
        this._saving.delete(context);
      }
    });
  }

  /** False when it could not be saved; JupyterLab has then told the learner why. */
  async save(path: string): Promise<boolean> {
    const context = this._context(path);
    if (context) {
      await this._settled(context);
    }
    if (!context?.model.dirty) {
      return true;
    }
    return context.save().then(
      () => true,
      () => false
    );
  }

  /** Show what is on disk now, where the document is open. */
  async revert(path: string): Promise<void> {
    await this._context(path)?.revert();
  }

  async download(path: string): Promise<void> {
    download(await this._manager.services.contents.getDownloadUrl(path), PathExt.basename(path));
  }

  /** Hand a file that is not on disk to the learner, as a download. */
  hand(file: Blob, name: string): void {
    URL.revokeObjectURL(this._handed); // the last one has long been taken
    this._handed = URL.createObjectURL(file);
    download(this._handed, name);
  }

  dispose(): void {
    URL.revokeObjectURL(this._handed);
    Signal.clearData(this);
  }

  private _context(path: string): DocumentRegistry.Context | undefined {
    const widget = this._manager.findWidget(path);
    return widget && this._manager.contextForWidget(widget);
  }

  /** Two saves at once take each other's file for a stranger's, and ask which is to stay. */
  private async _settled(context: DocumentRegistry.Context): Promise<void> {
    const late = new Promise<void>(resolve => setTimeout(resolve, PATIENCE));
    await Promise.race([this._saving.get(context)?.promise, late]);
    this._saving.delete(context);
  }

  private _onFileChanged(_: Contents.IManager, change: Contents.IChangedArgs): void {
    if (change.type === 'save' && change.newValue?.path) {
      this._saved.emit(change.newValue.path);
    }
  }

  private readonly _saved = new Signal<this, string>(this);
  private readonly _saving = new WeakMap<DocumentRegistry.Context, PromiseDelegate<void>>();
  private _handed = '';
}

function download(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

/** In a notebook that was open before, JupyterLab does not follow a fragment: its active cell is
 * set instead. */
function showCell(widget: IDocumentWidget, cell: string): void {
  const content = notebookOf(widget);
  const index = content?.widgets.findIndex(({ model }) => model.id === cell) ?? -1;
  if (content && index >= 0) {
    content.activeCellIndex = index;
    void content.scrollToItem(index, 'start');
  } else {
    widget.setFragment(`#cell-id=${cell}`);
  }
}
