import type { TranslationBundle } from '@jupyterlab/translation';
import { createContext, useContext } from 'react';

import type { Keeper } from '../kept/keeper';
import type { CourseModel } from '../model';
import type { IActions } from '../tokens';

/** What every part of the panel needs: the model to read, the actions to call, the words. */
export interface IPanelContext {
  readonly model: CourseModel;
  readonly keeper: Keeper;
  readonly actions: IActions;
  readonly trans: TranslationBundle;
  /** The moment of drawing. */
  readonly now: Date;
}

export const PanelContext = createContext<IPanelContext | null>(null);

export function usePanel(): IPanelContext {
  const context = useContext(PanelContext);
  if (context === null) {
    throw new Error('A part of the panel was drawn outside it.');
  }
  return context;
}
