import { snapshotById, type Predicate, type PrimitiveValue, type Schema, type Snapshot } from '@/lib/model/iceberg';
import { notFound } from '@/lib/model/errors';
import { countProperty } from '../changes/table-properties';
import { partitionName } from '../changes/summary';
import { planScan, type ScanPlanFile } from '../scans/plan-scan';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';

export interface CompactionRequest {
  readonly snapshotId: bigint;
  readonly schema: Schema;
  /** only files that may hold such rows */
  readonly filter: Predicate;
  /** write.target-file-size-bytes unless told */
  readonly targetBytes?: number;
  /** files smaller than this are too small; three quarters of the target unless told */
  readonly minBytes?: number;
  /** files larger than this are too large; 1.8 times the target unless told */
  readonly maxBytes?: number;
  /** as many small files as make a group worth it, default 5 */
  readonly minInputFiles?: number;
  /** share of a file's rows that deletes may name before it is written anew, default 0.3 */
  readonly deleteRatio?: number;
  /** bytes of one group at most, so that one write stays bounded; default 8 GiB */
  readonly maxGroupBytes?: number;
  readonly signal?: AbortSignal;
}

/** Files of one partition to be written anew together. */
export interface CompactionGroup {
  readonly specId: number;
  readonly partition: readonly (PrimitiveValue | null)[];
  readonly name: string;
  readonly files: readonly ScanPlanFile[];
  readonly bytes: number;
  readonly rows: number;
  /** distinct delete files that apply */
  readonly deleteFiles: number;
}
export interface CompactionPlan {
  readonly snapshot: Snapshot;
  /** for SnapshotContent: what is rewritten keeps it, so that equality deletes of later writers still apply; null in v1 */
  readonly dataSequenceNumber: bigint | null;
  readonly groups: readonly CompactionGroup[];
  readonly targetBytes: number;
  /** files that were looked at, and of them those in groups */
  readonly files: { readonly looked: number; readonly chosen: number };
}

const MIB = 1024 * 1024;

/**
 * Which files to write anew together (as Iceberg's bin-packing rewrite): those that are too small, too large or carry
 * many deletes, each partition and spec apart, packed into groups. A group is worth it when it has enough files, fills
 * more than one file of the target size, or holds a file that is worth it alone.
 */
export async function compactionPlan(reader: ManifestReader, loaded: LoadedTable, request: CompactionRequest): Promise<CompactionPlan> {
  const { metadata } = loaded;
  const snapshot = snapshotById(metadata, request.snapshotId);
  if (snapshot === null) throw notFound('snapshot', String(request.snapshotId));
  const targetBytes = request.targetBytes ?? countProperty(metadata, 'write.target-file-size-bytes', 512 * MIB);
  const limits = {
    targetBytes, minBytes: request.minBytes ?? Math.floor(targetBytes * 0.75), maxBytes: request.maxBytes ?? Math.ceil(targetBytes * 1.8),
    minInputFiles: request.minInputFiles ?? 5, deleteRatio: request.deleteRatio ?? 0.3, maxGroupBytes: request.maxGroupBytes ?? 8192 * MIB,
  };
  const { files } = await planScan(reader, loaded, { snapshot, schema: request.schema, filter: request.filter, limit: null, ...(request.signal === undefined ? {} : { signal: request.signal }) });
  const partitions = new Map<string, { readonly name: string; readonly files: ScanPlanFile[] }>();
  for (const file of files) {
    if (!isCandidate(file, limits)) continue;
    const name = partitionName(metadata, file.file);
    const key = `${file.file.specId}|${name}`;
    const part = partitions.get(key);
    if (part) part.files.push(file);
    else partitions.set(key, { name, files: [file] });
  }
  const groups = [...partitions.values()].flatMap(({ name, files: ofPartition }) => packed(ofPartition, limits.maxGroupBytes).filter((group) => isWorthIt(group, limits)).map((group) => groupOf(name, group)));
  return {
    snapshot, dataSequenceNumber: metadata.formatVersion > 1 ? snapshot.sequenceNumber : null, groups, targetBytes,
    files: { looked: files.length, chosen: groups.reduce((sum, group) => sum + group.files.length, 0) },
  };
}

interface Limits { readonly targetBytes: number; readonly minBytes: number; readonly maxBytes: number; readonly minInputFiles: number; readonly deleteRatio: number; readonly maxGroupBytes: number }

/** Rows that deletes name, as a share of the file's: an equality delete is taken for one row, a file for many for all of its. */
function hasManyDeletes({ file, deletes }: ScanPlanFile, { deleteRatio }: Limits): boolean {
  if (deletes.length === 0) return false;
  const own = deletes.filter((one) => one.file.referencedDataFile === file.path || one.file.content === 'equality-deletes');
  return own.reduce((sum, one) => sum + one.file.recordCount, 0) >= deleteRatio * file.recordCount;
}

const isCandidate = (file: ScanPlanFile, limits: Limits): boolean => file.file.fileSizeInBytes < limits.minBytes || file.file.fileSizeInBytes > limits.maxBytes || hasManyDeletes(file, limits);

function isWorthIt(group: readonly ScanPlanFile[], limits: Limits): boolean {
  const bytes = group.reduce((sum, { file }) => sum + file.fileSizeInBytes, 0);
  return group.length >= limits.minInputFiles || (group.length > 1 && bytes > limits.targetBytes) || group.some((file) => file.file.fileSizeInBytes > limits.maxBytes || hasManyDeletes(file, limits));
}

/** Neighbours in order of size, so that a group is of files of a kind. */
function packed(files: readonly ScanPlanFile[], most: number): readonly (readonly ScanPlanFile[])[] {
  const groups: ScanPlanFile[][] = [];
  let bytes = Infinity;
  for (const file of [...files].sort((a, b) => a.file.fileSizeInBytes - b.file.fileSizeInBytes)) {
    if (bytes + file.file.fileSizeInBytes > most) { groups.push([]); bytes = 0; }
    groups.at(-1)?.push(file);
    bytes += file.file.fileSizeInBytes;
  }
  return groups;
}

function groupOf(name: string, files: readonly ScanPlanFile[]): CompactionGroup {
  const [first] = files as readonly [ScanPlanFile];
  return {
    specId: first.file.specId, partition: first.file.partition, name, files,
    bytes: files.reduce((sum, { file }) => sum + file.fileSizeInBytes, 0), rows: files.reduce((sum, { file }) => sum + file.recordCount, 0),
    deleteFiles: new Set(files.flatMap(({ deletes }) => deletes.map(({ file }) => file))).size,
  };
}
