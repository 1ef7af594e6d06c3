import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { IActions } from '../tokens';

/** What `ownpace/activities/static/ask.js` dispatches when a question is on disk. */
const ASKED = 'ownpace-asked';

/**
 * A question written in a notebook's activity leaves through the panel: a kernel can hand nothing
 * in. `preventDefault` tells the activity that somebody takes care of it.
 */
export const asked: JupyterFrontEndPlugin<void> = {
  id: 'ownpace:asked',
  description: 'Sends the questions that learners write in notebooks.',
  autoStart: true,
  requires: [IActions],
  activate: (_: JupyterFrontEnd, actions: IActions): void => {
    document.addEventListener(ASKED, event => {
      const module = actions.moduleInView;
      if (module !== null && event instanceof CustomEvent) {
        event.preventDefault();
        void actions.sendQuestions(module, () => event.detail?.done?.());
      }
    });
  }
};
