import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import { snapshotById, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { describe, inTable } from './inputs';
import { lanesOf } from './lanes';
import { openTable } from './open';
import { addedRows, authorOf, counted, deletedRows, engineOf, totalsOf } from './summary';

export const presentSnapshot = (snapshot: Snapshot, lane: number) => ({
  id: snapshot.snapshotId.toString(), parentId: snapshot.parentSnapshotId?.toString() ?? null, at: new Date(snapshot.timestampMs).toISOString(), sequenceNumber: snapshot.sequenceNumber.toString(), operation: snapshot.operation,
  addedRows: addedRows(snapshot), deletedRows: deletedRows(snapshot), addedFiles: counted(snapshot, 'added-data-files') ?? 0, deletedFiles: counted(snapshot, 'deleted-data-files') ?? 0, addedBytes: counted(snapshot, 'added-files-size') ?? 0,
  totalRows: totalsOf(snapshot).rows, engine: engineOf(snapshot), by: authorOf(snapshot), schemaId: snapshot.schemaId, lane,
});

/** Snapshots as they were committed, oldest first. */
export const inOrder = (metadata: TableMetadata): Snapshot[] => [...metadata.snapshots].sort((a, b) => a.timestampMs - b.timestampMs || (a.sequenceNumber < b.sequenceNumber ? -1 : 1));
export const tagsOf = (metadata: TableMetadata) => Object.entries(metadata.refs).filter(([, ref]) => ref.type === 'tag').map(([name, ref]) => ({ name, snapshotId: ref.snapshotId.toString() }));

/** Snapshots oldest first: all of them, or so many of the newest. The current one is told in any case. */
export const getTimeline = command({
  name: 'table.timeline', audit: 'none', input: inTable.extend({ newest: z.number().int().min(1).max(1000).optional() }), permission: describe,
  run: async (ctx, input) => {
    const { metadata } = await openTable(ctx, input);
    const { lanes, laneOf } = lanesOf(metadata);
    const present = (snapshot: Snapshot) => presentSnapshot(snapshot, laneOf.get(snapshot.snapshotId) ?? 0);
    const current = metadata.currentSnapshotId === null ? null : snapshotById(metadata, metadata.currentSnapshotId);
    return {
      currentSnapshotId: metadata.currentSnapshotId?.toString() ?? null, current: current === null ? null : present(current), lanes: [...lanes], tags: tagsOf(metadata), total: metadata.snapshots.length,
      snapshots: inOrder(metadata).slice(input.newest === undefined ? 0 : -input.newest).map(present),
    };
  },
});
