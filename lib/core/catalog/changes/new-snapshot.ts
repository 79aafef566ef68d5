import { refByName, type ManifestFile, type Operation, type Snapshot, type SnapshotRef } from '@/lib/model/iceberg';
import { encodeManifestList } from '@/lib/model/iceberg/manifests';
import { invalidInput } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import type { Change, NewFile } from '../commits/commit-table';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import { deflate, type HeldManifest } from './manifest-maker';
import { PLAIN } from './wanted';

export interface SnapshotTools {
  readonly store: FileStore;
  readonly reader: ManifestReader;
  readonly clock: () => number;
  readonly uuid: () => string;
  /** a fresh positive 63-bit id */
  readonly snapshotId: () => bigint;
}

/** A snapshot that is being made on a branch of a base. */
export interface NewSnapshot {
  readonly branch: string;
  readonly ref: SnapshotRef | null;
  readonly parent: Snapshot | null;
  readonly parentId: bigint | null;
  readonly snapshotId: bigint;
  readonly sequenceNumber: bigint;
  /** in the names of its files */
  readonly token: string;
}

/** A branch that is not there yet begins where the table is now. INVALID_INPUT for a tag. */
export function beginSnapshot(tools: SnapshotTools, { metadata }: LoadedTable, branch: string): NewSnapshot {
  const ref = refByName(metadata, branch) ?? null;
  if (ref?.type === 'tag') throw invalidInput(`${branch} is a tag, which stays where it is; choose a branch.`);
  const parentId = ref?.snapshotId ?? metadata.currentSnapshotId;
  return {
    branch, ref, parentId, parent: metadata.snapshots.find(({ snapshotId }) => snapshotId === parentId) ?? null,
    snapshotId: tools.snapshotId(), sequenceNumber: metadata.formatVersion > 1 ? metadata.lastSequenceNumber + 1n : 0n, token: tools.uuid(),
  };
}

export interface Made {
  readonly operation: Operation;
  readonly summary: Readonly<Record<string, string>>;
  readonly manifests: readonly HeldManifest[];
  /** files beside manifests */
  readonly others?: readonly NewFile[];
}

/** The change that brings the snapshot's files and names them. */
export function finishSnapshot(tools: SnapshotTools, base: LoadedTable, snapshot: NewSnapshot, made: Made): Change {
  const { metadata, folder } = base;
  const { branch, ref, parent, parentId, snapshotId, sequenceNumber, token } = snapshot;
  const listPath = `/metadata/snap-${snapshotId}-1-${token}.avro`;
  const { manifests, nextRowId } = withRowIds(metadata.nextRowId, made.manifests.map(({ manifest }) => manifest));
  const list = encodeManifestList(manifests, { snapshotId, parentSnapshotId: parentId, sequenceNumber, formatVersion: metadata.formatVersion }, deflate);
  const complete: Snapshot = {
    snapshotId, parentSnapshotId: parentId, sequenceNumber, timestampMs: Math.max(tools.clock(), parent?.timestampMs ?? 0), manifestList: metadata.location + listPath, manifests: null,
    operation: made.operation, summary: made.summary, schemaId: metadata.currentSchemaId,
    firstRowId: metadata.nextRowId, addedRows: metadata.nextRowId === null || nextRowId === null ? null : nextRowId - metadata.nextRowId, extra: {},
  };
  return {
    files: [...(made.others ?? []), ...made.manifests.flatMap((one) => (one.made === null ? [] : [one.made.file])), { path: folder + listPath, bytes: list }],
    requirements: [
      ...(metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid' as const, uuid: metadata.tableUuid }]),
      { type: 'assert-ref-snapshot-id', ref: branch, snapshotId: ref?.snapshotId ?? null },
    ],
    updates: [
      { action: 'add-snapshot', snapshot: complete },
      { action: 'set-snapshot-ref', name: branch, ref: { ...(ref ?? { type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }), snapshotId } },
    ],
  };
}

/** v3: data manifests without a first row id get one each, in order, also those from before the table was v3 (spec, Row Lineage). */
function withRowIds(nextRowId: bigint | null, manifests: readonly ManifestFile[]): { readonly manifests: readonly ManifestFile[]; readonly nextRowId: bigint | null } {
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

/**
 * Manifests of a snapshot with their counts. Old writers left those out, and a list of version 2 must have them: read as
 * 0, they would say that nothing is in it. They are counted from the manifest itself.
 */
export async function countedManifests(reader: ManifestReader, base: LoadedTable, snapshot: Snapshot | null): Promise<readonly ManifestFile[]> {
  return mapBounded(await reader.manifests(base, snapshot), 8, (manifest) => withCounts(reader, base, manifest));
}

async function withCounts(reader: ManifestReader, base: LoadedTable, manifest: ManifestFile): Promise<ManifestFile> {
  const { addedFilesCount, existingFilesCount, deletedFilesCount, addedRowsCount, existingRowsCount, deletedRowsCount } = manifest;
  if (![addedFilesCount, existingFilesCount, deletedFilesCount, addedRowsCount, existingRowsCount, deletedRowsCount].includes(null)) return manifest;
  const counts = { added: [0, 0], existing: [0, 0], deleted: [0, 0] } satisfies Record<string, [number, number]>;
  for (const { status, file } of await reader.entriesOf(base, manifest, PLAIN)) {
    counts[status][0] += 1;
    counts[status][1] += file.recordCount;
  }
  return {
    ...manifest, addedFilesCount: counts.added[0], existingFilesCount: counts.existing[0], deletedFilesCount: counts.deleted[0],
    addedRowsCount: counts.added[1], existingRowsCount: counts.existing[1], deletedRowsCount: counts.deleted[1],
  };
}
