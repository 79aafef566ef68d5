export { getHome } from './get-home';
export { getSettings } from './get-settings';
export { notReady } from './ready';
export { VERSION } from './version';
