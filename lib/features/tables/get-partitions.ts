import { snapshotById, specById } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import { entriesOf, partitionLabel, partitionValues } from './entries';
import { asOf, describe, inTable, paged } from './inputs';
import { openTable, stateOf } from './open';

interface Group { specId: number; partition: string; values: (string | null)[]; rows: number; files: number; deleteFiles: number; bytes: number; lastMs: number | null }

const natural = new Intl.Collator('en', { numeric: true });
/** Partitions of newer specs first, within a spec the greatest values first: the newest days at the top. */
const newestFirst = (a: Group, b: Group): number => b.specId - a.specId || natural.compare(b.partition, a.partition);

/** Rows, files and bytes of each partition. */
export const getPartitions = command({
  name: 'table.partitions', audit: 'none', input: inTable.extend({ ...asOf, limit: paged.limit }), permission: describe,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { metadata } = loaded;
    const { snapshot } = stateOf(loaded, input);
    const groups = new Map<string, Group>();
    for await (const entries of entriesOf(ctx, loaded, snapshot, { statisticsOf: new Set() })) {
      for (const { status, file, snapshotId } of entries) {
        if (status === 'deleted') continue;
        const partition = partitionLabel(metadata, file);
        const key = `${file.specId}|${partition}`;
        const group = groups.get(key) ?? { specId: file.specId, partition, values: partitionValues(metadata, file).map(({ text }) => text), rows: 0, files: 0, deleteFiles: 0, bytes: 0, lastMs: null };
        groups.set(key, group);
        const at = snapshotId === null ? undefined : snapshotById(metadata, snapshotId)?.timestampMs;
        if (at !== undefined) group.lastMs = Math.max(group.lastMs ?? 0, at);
        group.bytes += file.fileSizeInBytes;
        if (file.content === 'data') { group.rows += file.recordCount; group.files += 1; } else group.deleteFiles += 1;
      }
    }
    const all = [...groups.values()].sort(newestFirst);
    return {
      snapshotId: snapshot?.snapshotId.toString() ?? null, specId: metadata.defaultSpecId, names: specById(metadata, metadata.defaultSpecId).fields.filter((field) => field.transform.kind !== 'void').map((field) => field.name), total: all.length,
      items: all.slice(0, input.limit).map(({ lastMs, ...group }) => ({ ...group, lastUpdatedAt: lastMs === null ? null : new Date(lastMs).toISOString() })),
    };
  },
});
