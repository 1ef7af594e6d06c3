import { asked } from './plugin/asked';
import { commands } from './plugin/commands';
import { course } from './plugin/course';
import { panel } from './plugin/panel';
import { reminders } from './plugin/reminders';

export { IActions } from './tokens';

export default [course, panel, commands, asked, reminders];
