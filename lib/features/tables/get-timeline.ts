import { command } from '@/lib/kernel/command';
import type { Snapshot } from '@/lib/model/iceberg';
import { describe, inTable } from './inputs';
import { lanesOf } from './lanes';
import { openTable } from './open';
import { addedRows, authorOf, counted, deletedRows, engineOf, totalsOf } from './summary';

export const presentSnapshot = (snapshot: Snapshot, lane: number) => ({
  id: snapshot.snapshotId.toString(), parentId: snapshot.parentSnapshotId?.toString() ?? null, at: new Date(snapshot.timestampMs).toISOString(), sequenceNumber: snapshot.sequenceNumber.toString(), operation: snapshot.operation,
  addedRows: addedRows(snapshot), deletedRows: deletedRows(snapshot), addedFiles: counted(snapshot, 'added-data-files') ?? 0, deletedFiles: counted(snapshot, 'deleted-data-files') ?? 0, addedBytes: counted(snapshot, 'added-files-size') ?? 0,
  totalRows: totalsOf(snapshot).rows, engine: engineOf(snapshot), by: authorOf(snapshot), schemaId: snapshot.schemaId, lane,
});

/** All snapshots, lean enough for ten thousand, oldest first. */
export const getTimeline = command({
  name: 'table.timeline', audit: 'none', input: inTable, permission: describe,
  run: async (ctx, input) => {
    const { metadata } = await openTable(ctx, input);
    const { lanes, laneOf } = lanesOf(metadata);
    return {
      currentSnapshotId: metadata.currentSnapshotId?.toString() ?? null, lanes: [...lanes],
      tags: Object.entries(metadata.refs).filter(([, ref]) => ref.type === 'tag').map(([name, ref]) => ({ name, snapshotId: ref.snapshotId.toString() })),
      snapshots: [...metadata.snapshots].sort((a, b) => a.timestampMs - b.timestampMs || (a.sequenceNumber < b.sequenceNumber ? -1 : 1)).map((snapshot) => presentSnapshot(snapshot, laneOf.get(snapshot.snapshotId) ?? 0)),
    };
  },
});
