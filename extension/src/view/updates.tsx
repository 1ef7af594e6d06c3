import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { ModuleState, Panel, Piece } from '../wire';
import { usePanel } from './context';

/** What the teacher corrected since the module was begun, and what to do about it. */
export function Updates(props: { module: ModuleState; panel: Panel }): React.JSX.Element | null {
  const { model, actions, trans } = usePanel();
  const { module, panel } = props;
  const update = panel.updates[module.id];
  if (!update) {
    return null;
  }
  const button = (label: string, bringIn: boolean) => (
    <button
      className="op-Button"
      type="button"
      aria-disabled={model.busy !== null}
      onClick={() => model.busy === null && actions.update(module.id, bringIn)}
    >
      {label}
    </button>
  );
  return (
    <section className="op-Updates" aria-label={trans.__('Updated by your teacher')}>
      <h4>{trans.__('Updated by your teacher')}</h4>
      {update.why.map(({ at, why }) => (
        <p key={at + why}>{why}</p>
      ))}
      <ul>
        {update.pieces.map(piece => (
          <li key={piece.kind + piece.name}>{pieceWords(piece, trans)}</li>
        ))}
      </ul>
      <p className="op-Quiet">
        {trans.__('What you wrote stays, and a copy of the module is kept.')}
      </p>
      <div className="op-Buttons">
        {button(trans.__('Bring in the changes'), true)}
        {button(trans.__('Go on without'), false)}
      </div>
    </section>
  );
}

function pieceWords({ kind, name }: Piece, trans: TranslationBundle): string {
  switch (kind) {
    case 'changed':
      return trans.__('Changed: %1', name);
    case 'added':
      return trans.__('New: %1', name);
    case 'removed':
      return trans.__('Gone: %1', name);
  }
}
