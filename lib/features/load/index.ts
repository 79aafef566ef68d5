export { exportBadRows } from './bad-rows';
export { inspectFile } from './inspect';
export { startLoad } from './start-load';
export { deleteUpload, uploadFile } from './upload-file';
export { sweepUploads } from './uploads';
