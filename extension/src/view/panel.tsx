import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import React from 'react';

import type { Keeper } from '../kept/keeper';
import type { CourseModel } from '../model';
import type { IActions } from '../tokens';
import { PanelContext, usePanel } from './context';
import { CourseHeader } from './header';
import { Help } from './help';
import { courseIcon } from './icons';
import { Offer, Work } from './kept';
import { ModuleList } from './modules';
import { Announcements, Said } from './notices';

/** The course panel: a widget for the side area. */
export class CoursePanel extends ReactWidget {
  static readonly id = 'ownpace-panel';

  constructor(
    private readonly _model: CourseModel,
    private readonly _keeper: Keeper,
    private readonly _actions: IActions,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.id = CoursePanel.id;
    this.addClass('op-Panel');
    this.title.icon = courseIcon;
    this.title.caption = _trans.__('Course (Ownpace)');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', _trans.__('Course'));
  }

  protected override render(): React.JSX.Element {
    return (
      <UseSignal signal={this._model.changed}>
        {() => <UseSignal signal={this._keeper.changed}>{() => this._draw()}</UseSignal>}
      </UseSignal>
    );
  }

  private _draw(): React.JSX.Element {
    const context = {
      model: this._model,
      keeper: this._keeper,
      actions: this._actions,
      trans: this._trans,
      now: new Date()
    };
    return (
      <PanelContext.Provider value={context}>
        <Said />
        <Contents />
      </PanelContext.Provider>
    );
  }
}

function Contents(): React.JSX.Element | null {
  const { panel } = usePanel().model;
  if (!panel) {
    return null;
  }
  return (
    <>
      <Offer />
      <CourseHeader panel={panel} />
      <Announcements panel={panel} />
      <ModuleList key={panel.course_folder} panel={panel} />
      <Work panel={panel} />
      <Help panel={panel} />
    </>
  );
}
