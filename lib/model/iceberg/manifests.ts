/** Front door of the half of the format that reads and writes Avro, deletion vectors and plans scans. */
export { decodeManifestList, encodeManifestList, type ListIdentity } from './avro/manifest-list';
export { encodeManifest, manifestSpecId, type DecodeContext, type EncodeContext, type NewEntry } from './avro/manifest';
export { findEntry, walkManifest } from './avro/walk-manifest';
export type { Wanted } from './avro/entry-layout';
export { partitionTypes } from './avro/manifest-schema';
export type { Deflate, Inflate } from './avro/container';
export { entryDecoder, noCounts, planFiles, type PlanCounts, type PlanRequest } from './scan/plan';
export { DeleteIndex } from './scan/delete-index';
export { readDeletionVector, writeDeletionVector } from './deletes/deletion-vector';
export { writePuffin } from './deletes/puffin';
export type { PlannedFile } from './scan/select-files';
