export { exportBadRows } from './bad-rows';
export { inspectPath, inspectUpload } from './inspect';
export { startLoad } from './start-load';
export { deleteUpload, uploadFile } from './upload-file';
export { sweepUploads } from './uploads';
