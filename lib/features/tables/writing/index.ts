export { createTableAs, type TableAs } from './create-table-as';
export { liveFiles } from './live-files';
export { replaceRows } from './replace-rows';
export { replaceTableAs, type ReplacedTable } from './replace-table-as';
export { rewriteFiles, type RewriteGroup } from './rewrite-files';
export type { Origin, RowSource, RowWrite, WriteAnswer } from './row-write';
export { sweepStaging } from './staging';
export { truncateTable } from './truncate-table';
export { writeRows } from './write-rows';
