/** Front door of the half of the format that reads and writes Avro, deletion vectors and plans scans. */
export { decodeManifestList, encodeManifestList, type ListIdentity } from './avro/manifest-list';
export { encodeManifest, manifestSpecId, type DecodeContext, type EncodeContext, type NewEntry, type Wanted } from './avro/manifest';
export { partitionTypes } from './avro/manifest-schema';
export type { Deflate, Inflate } from './avro/container';
export { entryDecoder, noCounts, planFiles, type PlanCounts, type PlannedFile, type PlanRequest } from './scan/plan';
