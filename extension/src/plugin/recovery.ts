import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Poll } from '@lumino/polling';

import { CourseModel, ICourseModel } from '../model';

const FIRST = 2_000; // ms until the server is asked again, and longer each time
const LONGEST = 60_000;
/** What is older than this is asked for anew when the page comes back into sight. */
const OLD = 60_000;

/**
 * While the server does not answer, it is asked again by itself, ever more seldom, and never while
 * nobody looks at the page. As long as it answers nothing is asked at intervals.
 */
export const recovery: JupyterFrontEndPlugin<void> = {
  id: 'ownpace:recovery',
  description: 'Brings the panel back to life when the server is.',
  autoStart: true,
  requires: [ICourseModel],
  activate: (_: JupyterFrontEnd, model: CourseModel): void => {
    const poll = retrying(model);
    let seen = Date.now();
    let isRetrying = false;
    model.changed.connect(() => {
      seen = model.isStale ? seen : Date.now();
      if (model.isStale !== isRetrying) {
        isRetrying = model.isStale;
        void (isRetrying ? poll.schedule({ phase: 'rejected', interval: FIRST }) : poll.stop());
      }
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && (model.isStale || Date.now() - seen > OLD)) {
        void model.refresh();
      }
    });
  }
};

function retrying(model: CourseModel): Poll {
  return new Poll({
    auto: false,
    name: 'ownpace:recovery',
    frequency: { interval: FIRST, backoff: true, max: LONGEST },
    standby: 'when-hidden',
    linger: 0,
    factory: async () => {
      await model.refresh();
      if (model.isStale) {
        throw new Error('The server does not answer yet.');
      }
    }
  });
}
