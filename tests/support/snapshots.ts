import type { Snapshot, SnapshotRef, TableMetadata } from '@/lib/model/iceberg';
import { newTableMetadata } from '@/lib/model/iceberg';

export const DAY_MS = 86_400_000;

/** A snapshot of a history that is only numbers: id, parent, and how many days ago. */
export const snapshot = (id: number, parent: number | null, timestampMs: number): Snapshot => ({
  snapshotId: BigInt(id), parentSnapshotId: parent === null ? null : BigInt(parent), sequenceNumber: BigInt(id), timestampMs, manifestList: `file:///t/metadata/snap-${id}.avro`, manifests: null,
  operation: 'append', summary: {}, schemaId: 0, firstRowId: null, addedRows: null, extra: {},
});
export const branch = (id: number, more: Partial<SnapshotRef> = {}): SnapshotRef => ({ snapshotId: BigInt(id), type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null, ...more });
export const tag = (id: number, more: Partial<SnapshotRef> = {}): SnapshotRef => branch(id, { type: 'tag', ...more });

export function history(snapshots: readonly Snapshot[], refs: Readonly<Record<string, SnapshotRef>>, properties: Readonly<Record<string, string>> = {}): TableMetadata {
  const table = newTableMetadata({ fields: [{ id: 0, name: 'id', required: true, type: { type: 'long' } }], location: 'file:///t', uuid: '00000000-0000-0000-0000-000000000001', properties }, 0);
  return { ...table, snapshots, refs, currentSnapshotId: refs['main']?.snapshotId ?? null, snapshotLog: snapshots.map(({ snapshotId, timestampMs }) => ({ snapshotId, timestampMs })) };
}
