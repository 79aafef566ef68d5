import { notFound } from '@/lib/model/errors';
import { ancestors, snapshotById } from '@/lib/model/iceberg';
import { snapshotId as longId } from '@/lib/model/requests/refs';
import { command } from '@/lib/kernel/command';
import { entriesOf, partitionLabel } from './entries';
import { presentSnapshot } from './get-timeline';
import { describe, inTable } from './inputs';
import { lanesOf } from './lanes';
import { openTable } from './open';

const PARTITIONS_MAX = 100;

/** One snapshot with what it changed in each partition, from the entries that it added and deleted itself. */
export const getSnapshot = command({
  name: 'table.snapshot', audit: 'none', input: inTable.extend({ snapshotId: longId }), permission: describe,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { metadata } = loaded;
    const id = BigInt(input.snapshotId);
    const snapshot = snapshotById(metadata, id);
    if (snapshot === null) throw notFound('snapshot', input.snapshotId);
    const byPartition = new Map<string, { partition: string; addedRows: number; deletedRows: number; addedFiles: number; deletedFiles: number; addedBytes: number; deletedBytes: number }>();
    for await (const entries of entriesOf(ctx, loaded, snapshot, { statisticsOf: new Set() }, (manifest) => manifest.addedSnapshotId === null || manifest.addedSnapshotId === id)) {
      for (const { status, file, snapshotId } of entries) {
        if (status === 'existing' || snapshotId !== id) continue;
        const partition = partitionLabel(metadata, file);
        const change = byPartition.get(partition) ?? { partition, addedRows: 0, deletedRows: 0, addedFiles: 0, deletedFiles: 0, addedBytes: 0, deletedBytes: 0 };
        byPartition.set(partition, change);
        const added = status === 'added';
        if (file.content === 'data') change[added ? 'addedRows' : 'deletedRows'] += file.recordCount;
        else if (added && file.content === 'position-deletes') change.deletedRows += file.recordCount;
        change[added ? 'addedFiles' : 'deletedFiles'] += 1;
        change[added ? 'addedBytes' : 'deletedBytes'] += file.fileSizeInBytes;
      }
    }
    const changes = [...byPartition.values()].sort((a, b) => b.addedRows + b.deletedRows - a.addedRows - a.deletedRows);
    return {
      ...presentSnapshot(snapshot, lanesOf(metadata).laneOf.get(id) ?? 0), manifestList: snapshot.manifestList, summary: { ...(snapshot.operation === null ? {} : { operation: snapshot.operation }), ...snapshot.summary },
      refs: Object.entries(metadata.refs).filter(([, ref]) => ref.snapshotId === id).map(([name]) => name), onMain: ancestors(metadata, metadata.currentSnapshotId).some((one) => one.snapshotId === id),
      changes: changes.slice(0, PARTITIONS_MAX), changesComplete: changes.length <= PARTITIONS_MAX,
    };
  },
});
