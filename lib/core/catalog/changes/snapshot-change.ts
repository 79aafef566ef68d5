import { deflateRawSync } from 'node:zlib';
import { currentSchema, partitionText, refByName, specById, typeOfField, type ContentFile, type ManifestFile, type PartitionSpec, type PrimitiveType, type PrimitiveValue, type Snapshot, type TableMetadata, compareValues, valueToBytes } from '@/lib/model/iceberg';
import { encodeManifest, encodeManifestList, partitionTypes, type NewEntry } from '@/lib/model/iceberg/manifests';
import { invalidInput, unsupported } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { removeQuietly } from '../commits/hint';
import type { Change } from '../commits/commit-table';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import type { SnapshotContent } from './snapshot-content';

const deflate = (bytes: Uint8Array): Uint8Array => deflateRawSync(bytes, { level: 6 });

export interface SnapshotTools {
  readonly store: FileStore;
  readonly reader: ManifestReader;
  readonly clock: () => number;
  readonly uuid: () => string;
  /** a fresh positive 63-bit id */
  readonly snapshotId: () => bigint;
}

/**
 * A change that appends data files and delete files in one snapshot: a new manifest for each spec and content, beside
 * all manifests of the parent (spec, Snapshots; Manifest Lists). The files that it made are named for clean-up.
 */
export async function snapshotChange(tools: SnapshotTools, base: LoadedTable, content: SnapshotContent): Promise<Change> {
  const { metadata } = base;
  const branch = content.branch ?? 'main';
  const ref = refByName(metadata, branch);
  if (ref?.type === 'tag') throw invalidInput(`${branch} is a tag, which stays where it is; choose a branch.`);
  checkContent(metadata, content);
  if (content.removed !== undefined || content.rowDeletes !== undefined || content.validate !== undefined || content.dataSequenceNumber !== undefined) throw unsupported('Files cannot be taken from a table yet.');
  // a branch that is not there yet begins where the table is now
  const parentId = ref?.snapshotId ?? metadata.currentSnapshotId;
  const parent = metadata.snapshots.find((snapshot) => snapshot.snapshotId === parentId) ?? null;
  const snapshotId = tools.snapshotId();
  const sequenceNumber = metadata.formatVersion > 1 ? metadata.lastSequenceNumber + 1n : 0n;
  const token = tools.uuid();
  const files: string[] = [];
  const listPath = `/metadata/snap-${snapshotId}-1-${token}.avro`;
  let nextRowId = metadata.nextRowId;
  try {
    const manifests: ManifestFile[] = [];
    for (const [index, group] of grouped(content.added).entries()) {
      const path = `/metadata/${token}-m${index}.avro`;
      files.push(base.folder + path);
      manifests.push(await writeManifest(tools, base, group, { path, snapshotId, sequenceNumber }));
    }
    const inherited = await Promise.all((await tools.reader.manifests(base, parent)).map((manifest) => withCounts(tools.reader, base, manifest)));
    const numbered = withRowIds(metadata.nextRowId, [...manifests, ...inherited]);
    nextRowId = numbered.nextRowId;
    const list = encodeManifestList(numbered.manifests, { snapshotId, parentSnapshotId: parentId, sequenceNumber, formatVersion: metadata.formatVersion }, deflate);
    files.push(base.folder + listPath);
    await tools.store.create(base.folder + listPath, list);
  } catch (error) {
    // nothing names them yet
    for (const file of files) await removeQuietly(tools.store, file);
    throw error;
  }
  const timestampMs = Math.max(tools.clock(), parent?.timestampMs ?? 0);
  const snapshot: Snapshot = {
    snapshotId, parentSnapshotId: parentId, sequenceNumber, timestampMs, manifestList: base.metadata.location + listPath, manifests: null, operation: content.operation,
    summary: summaryOf(metadata, parent, content), schemaId: metadata.currentSchemaId,
    firstRowId: metadata.nextRowId, addedRows: metadata.nextRowId === null || nextRowId === null ? null : nextRowId - metadata.nextRowId, extra: {},
  };
  return {
    files,
    requirements: [
      ...(metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid' as const, uuid: metadata.tableUuid }]),
      { type: 'assert-ref-snapshot-id', ref: branch, snapshotId: ref?.snapshotId ?? null },
    ],
    updates: [
      { action: 'add-snapshot', snapshot },
      { action: 'set-snapshot-ref', name: branch, ref: { ...(ref ?? { type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }), snapshotId } },
    ],
  };
}

function checkContent({ formatVersion }: TableMetadata, { added }: SnapshotContent): void {
  const deletes = added.filter((file) => file.content !== 'data');
  if (deletes.length > 0 && formatVersion === 1) throw unsupported('A table of format version 1 cannot hold row deletes; raise it to version 2 first.');
  if (formatVersion >= 3 && deletes.some((file) => file.content === 'position-deletes' && file.format !== 'puffin')) throw unsupported('A table of format version 3 takes deletion vectors, not position delete files.');
}

/**
 * Old writers left the counts of a manifest out, and a list of version 2 must have them: read as 0, they would say that
 * nothing is in it. They are counted from the manifest itself.
 */
async function withCounts(reader: ManifestReader, base: LoadedTable, manifest: ManifestFile): Promise<ManifestFile> {
  const { addedFilesCount, existingFilesCount, deletedFilesCount, addedRowsCount, existingRowsCount, deletedRowsCount } = manifest;
  if (![addedFilesCount, existingFilesCount, deletedFilesCount, addedRowsCount, existingRowsCount, deletedRowsCount].includes(null)) return manifest;
  const counts = { added: [0, 0], existing: [0, 0], deleted: [0, 0] } satisfies Record<string, [number, number]>;
  for (const { status, file } of await reader.entriesOf(base, manifest, { statisticsOf: new Set() })) {
    counts[status][0] += 1;
    counts[status][1] += file.recordCount;
  }
  return {
    ...manifest, addedFilesCount: counts.added[0], existingFilesCount: counts.existing[0], deletedFilesCount: counts.deleted[0],
    addedRowsCount: counts.added[1], existingRowsCount: counts.existing[1], deletedRowsCount: counts.deleted[1],
  };
}

/** Data and deletes apart, and each spec apart. */
function grouped(files: readonly ContentFile[]): readonly (readonly ContentFile[])[] {
  const groups = new Map<string, ContentFile[]>();
  for (const file of files) {
    const key = `${file.content === 'data' ? 'data' : 'deletes'}|${file.specId}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()];
}

async function writeManifest({ store }: SnapshotTools, base: LoadedTable, files: readonly ContentFile[], at: { path: string; snapshotId: bigint; sequenceNumber: bigint }): Promise<ManifestFile> {
  const { metadata } = base;
  const [first] = files as readonly [ContentFile];
  const spec = specById(metadata, first.specId);
  const types = partitionTypes(spec, (id) => typeOfField(metadata, id));
  const content = first.content === 'data' ? 'data' : 'deletes';
  const entries = files.map((file): NewEntry => ({ status: 'added', snapshotId: at.snapshotId, sequenceNumber: null, fileSequenceNumber: null, file }));
  const bytes = encodeManifest(entries, { formatVersion: metadata.formatVersion, content, schema: currentSchema(metadata), spec, types, snapshotId: at.snapshotId }, deflate);
  await store.create(base.folder + at.path, bytes);
  return {
    path: metadata.location + at.path, length: bytes.length, specId: spec.specId, content, sequenceNumber: at.sequenceNumber, minSequenceNumber: at.sequenceNumber, addedSnapshotId: at.snapshotId,
    addedFilesCount: files.length, existingFilesCount: 0, deletedFilesCount: 0, addedRowsCount: files.reduce((sum, file) => sum + file.recordCount, 0), existingRowsCount: 0, deletedRowsCount: 0,
    partitions: partitionSummaries(spec, types, files), keyMetadata: null, firstRowId: null,
  };
}

/** v3: data manifests without a first row id get one each, in order, also those from before the table was v3 (spec, Row Lineage). */
function withRowIds(nextRowId: bigint | null, manifests: readonly ManifestFile[]): { manifests: readonly ManifestFile[]; nextRowId: bigint | null } {
  if (nextRowId === null) return { manifests, nextRowId };
  let next = nextRowId;
  const numbered = manifests.map((manifest) => {
    if (manifest.content !== 'data' || manifest.firstRowId !== null) return manifest;
    const firstRowId = next;
    next += BigInt((manifest.addedRowsCount ?? 0) + (manifest.existingRowsCount ?? 0));
    return { ...manifest, firstRowId };
  });
  return { manifests: numbered, nextRowId: next };
}

/** Range of each partition field over the files of a manifest. */
export function partitionSummaries(spec: PartitionSpec, types: readonly PrimitiveType[], files: readonly ContentFile[]): ManifestFile['partitions'] {
  return spec.fields.map((_, index) => {
    const values = files.map((file) => file.partition[index] ?? null);
    const isNan = (value: PrimitiveValue | null): boolean => typeof value === 'number' && Number.isNaN(value);
    const known = values.filter((value): value is PrimitiveValue => value !== null && !isNan(value));
    const type = types[index];
    const [low, high] = known.length === 0 || type === undefined ? [null, null] : [known.reduce((a, b) => (compareValues(b, a) < 0 ? b : a)), known.reduce((a, b) => (compareValues(b, a) > 0 ? b : a))];
    return {
      containsNull: values.includes(null), containsNan: values.some(isNan),
      lowerBound: low === null || type === undefined ? null : valueToBytes(type, low), upperBound: high === null || type === undefined ? null : valueToBytes(type, high),
    };
  });
}

/** Counts as Spark and Trino write and read them; totals go on from the parent's. */
function summaryOf(metadata: TableMetadata, parent: Snapshot | null, content: SnapshotContent): Readonly<Record<string, string>> {
  const data = content.added.filter((file) => file.content === 'data');
  const positions = content.added.filter((file) => file.content === 'position-deletes');
  const equality = content.added.filter((file) => file.content === 'equality-deletes');
  const rows = (files: readonly ContentFile[]): number => files.reduce((sum, file) => sum + file.recordCount, 0);
  const bytes = content.added.reduce((sum, file) => sum + (file.contentSizeInBytes ?? file.fileSizeInBytes), 0);
  const partitions = new Set(content.added.map((file) => `${file.specId}|${specById(metadata, file.specId).fields.map((field, index) => partitionText(field.transform, typeOfField(metadata, field.sourceId) ?? { type: 'unknown' }, file.partition[index] ?? null)).join('/')}`));
  const some = (key: string, count: number): Record<string, string> => (count > 0 ? { [key]: String(count) } : {});
  const total = (key: string, more: number): Record<string, string> => {
    const before = parent === null ? 0 : Number(parent.summary[key] ?? Number.NaN);
    return Number.isNaN(before) ? {} : { [key]: String(before + more) };
  };
  return {
    ...content.summary,
    ...some('added-data-files', data.length), ...some('added-delete-files', positions.length + equality.length), ...some('added-position-delete-files', positions.length), ...some('added-equality-delete-files', equality.length),
    ...some('added-records', rows(data)), ...some('added-position-deletes', rows(positions)), ...some('added-equality-deletes', rows(equality)), ...some('added-files-size', bytes), 'changed-partition-count': String(partitions.size),
    ...total('total-records', rows(data)), ...total('total-files-size', bytes), ...total('total-data-files', data.length), ...total('total-delete-files', positions.length + equality.length),
    ...total('total-position-deletes', rows(positions)), ...total('total-equality-deletes', rows(equality)),
  };
}
