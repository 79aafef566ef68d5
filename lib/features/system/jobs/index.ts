export { cancelJob, getJob } from './get-job';
export { listJobs } from './list-jobs';
