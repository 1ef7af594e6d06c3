import { asked } from './plugin/asked';
import { cellResults } from './plugin/cell_results';
import { commands } from './plugin/commands';
import { course } from './plugin/course';
import { keeping } from './plugin/keeping';
import { panel } from './plugin/panel';
import { recovery } from './plugin/recovery';
import { reminders } from './plugin/reminders';

export { IActions } from './tokens';

export default [course, keeping, panel, commands, asked, reminders, recovery, cellResults];
