import { z } from 'zod';
import { specById } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import { partitionsOf, skewOf, type Partition } from './files/partitions';
import { specHistory } from './files/spec-history';
import { asOf, describe, inTable } from './inputs';
import { openTable, stateOf } from './open';

export const PARTITION_SORTS = ['partition', 'rows', 'files', 'deletes', 'bytes', 'age'] as const;
const natural = new Intl.Collator('en', { numeric: true });
/** Newer specs first, within a spec by value. */
const byValue = (a: Partition, b: Partition): number => a.specId - b.specId || natural.compare(a.partition, b.partition);
const KEY = { rows: ({ rows }: Partition) => rows, files: ({ files }: Partition) => files, deletes: ({ deleteFiles }: Partition) => deleteFiles, bytes: ({ bytes }: Partition) => bytes, age: ({ lastMs }: Partition) => -(lastMs ?? 0) };

/** Rows, files and bytes of each partition, how uneven they are, and how the specs that made them followed each other. */
export const getPartitions = command({
  name: 'table.partitions', audit: 'none', permission: describe,
  input: inTable.extend({ ...asOf, spec: z.number().int().min(0).optional(), sort: z.enum(PARTITION_SORTS), descending: z.boolean(), limit: z.number().int().min(1).max(5000) }),
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { metadata } = loaded;
    const { snapshot } = stateOf(loaded, input);
    const everything = await partitionsOf(ctx, loaded, snapshot);
    const all = everything.filter(({ specId }) => input.spec === undefined || specId === input.spec);
    const direction = input.descending ? -1 : 1;
    const key = input.sort === 'partition' ? null : KEY[input.sort];
    all.sort((a, b) => direction * (key === null ? byValue(a, b) : key(a) - key(b)) || byValue(a, b));
    return {
      snapshotId: snapshot?.snapshotId.toString() ?? null, specId: metadata.defaultSpecId, names: specById(metadata, metadata.defaultSpecId).fields.filter((field) => field.transform.kind !== 'void').map((field) => field.name), total: all.length,
      skew: skewOf(everything, input.spec ?? metadata.defaultSpecId), specs: specHistory(metadata, everything),
      items: all.slice(0, input.limit).map(({ lastMs, ...group }) => ({ ...group, lastUpdatedAt: lastMs === null ? null : new Date(lastMs).toISOString() })),
    };
  },
});
