import { command } from '@/lib/kernel/command';
import type { Snapshot, TableMetadata } from '@/lib/model/iceberg';
import { inOrder, tagsOf } from './get-timeline';
import { describe, inTable } from './inputs';
import { keptOf } from './kept';
import { lanesOf } from './lanes';
import { openTable } from './open';
import { addedRows, authorOf, counted, deletedRows, engineOf } from './summary';

/** Rough weight of one snapshot's places in all columns. */
const BYTES_EACH = 160;

/**
 * The whole history as columns, oldest first: what a drawing of ten thousand snapshots needs, in a fifth of what they
 * take as objects.
 */
export const getTimelineColumns = command({
  name: 'table.timeline-columns', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const { metadata } = await openTable(ctx, input);
    return keptOf(metadata, 'timeline-columns', async () => ({ value: columnsOf(metadata), bytes: metadata.snapshots.length * BYTES_EACH }));
  },
});

function columnsOf(metadata: TableMetadata) {
  const { lanes, laneOf } = lanesOf(metadata);
  const snapshots = inOrder(metadata);
  const places = new Map(snapshots.map((snapshot, index) => [snapshot.snapshotId, index]));
  const makers = new Map<string, { readonly index: number; readonly by: string | null; readonly engine: string | null }>();
  const makerOf = (snapshot: Snapshot): number => {
    const [by, engine] = [authorOf(snapshot), engineOf(snapshot)];
    const key = JSON.stringify([by, engine]);
    const known = makers.get(key) ?? { index: makers.size, by, engine };
    makers.set(key, known);
    return known.index;
  };
  const amounts = (key: string): number[] => snapshots.map((snapshot) => counted(snapshot, key) ?? 0);
  const maker = snapshots.map(makerOf);
  return {
    currentSnapshotId: metadata.currentSnapshotId?.toString() ?? null, lanes: [...lanes], tags: tagsOf(metadata),
    makers: [...makers.values()].map(({ by, engine }) => ({ by, engine })), maker,
    id: snapshots.map(({ snapshotId }) => snapshotId.toString()),
    parent: snapshots.map(({ parentSnapshotId }) => (parentSnapshotId === null ? -1 : (places.get(parentSnapshotId) ?? -1))),
    at: snapshots.map(({ timestampMs }) => timestampMs), operation: snapshots.map(({ operation }) => operation), lane: snapshots.map(({ snapshotId }) => laneOf.get(snapshotId) ?? 0), schemaId: snapshots.map(({ schemaId }) => schemaId),
    addedRows: snapshots.map((snapshot) => addedRows(snapshot) ?? 0), deletedRows: snapshots.map(deletedRows),
    addedFiles: amounts('added-data-files'), deletedFiles: amounts('deleted-data-files'), addedBytes: amounts('added-files-size'), deletedBytes: amounts('removed-files-size'),
  };
}
