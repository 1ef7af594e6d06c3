import type { IDocumentWidget } from '@jupyterlab/docregistry';

/** What is needed of JupyterLab's notebooks; their package would bring its editor along. */
export interface INotebook {
  readonly widgets: readonly ICell[];
  activeCellIndex: number;
  scrollToItem(index: number, align: 'start'): Promise<void>;
}

export interface ICell {
  readonly node: HTMLElement;
  readonly model: { readonly id: string };
}

/** The notebook in a document's widget, if it is one. */
export function notebookOf(document: IDocumentWidget | undefined): INotebook | undefined {
  const content = document?.content;
  return content && 'widgets' in content && 'activeCellIndex' in content
    ? (content as unknown as INotebook)
    : undefined;
}
