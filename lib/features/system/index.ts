export { getHome } from './get-home';
export { getSettings } from './get-settings';
export { cancelJob, getJob, listJobs } from './jobs';
export { notReady } from './ready';
export { VERSION } from './version';
