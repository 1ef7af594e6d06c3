import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { Api } from '../api';
import { CourseModel, ICourseModel } from '../model';

/** The one model of the course that panel, notebooks and reminders share. */
export const course: JupyterFrontEndPlugin<CourseModel> = {
  id: 'ownpace:course',
  description: 'The course, as the server computes it.',
  autoStart: true,
  provides: ICourseModel,
  activate: (app: JupyterFrontEnd): CourseModel =>
    new CourseModel(new Api(app.serviceManager.serverSettings))
};
