import { asked } from './plugin/asked';
import { commands } from './plugin/commands';
import { panel } from './plugin/panel';

export { IActions } from './tokens';

export default [panel, commands, asked];
