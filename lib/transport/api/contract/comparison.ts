import { z } from 'zod';
import { column, endpoint, inTable, instant, longId, row } from './parts';
import { amounts } from './writes';

const tag = 'Tables';
const base = '/catalogs/{catalog}/namespaces/{namespace}/tables/{table}/compare' as const;
const point = z.string().min(1).max(255).describe('the id of a snapshot, a branch or a tag');
const points = { from: point.optional().describe('the parent of `to` unless told'), to: point.default('main') };

const end = z.object({ id: longId, at: instant, operation: z.string().nullable(), engine: z.string().nullable(), by: z.string().nullable(), summary: z.record(z.string(), z.string()) });
const totals = z.object({ dataFiles: z.number(), deleteFiles: z.number(), rows: z.number().describe('in data files; what deletes take away is counted by itself'), bytes: z.number(), positionDeletes: z.number(), equalityDeletes: z.number() });

export const comparison = z.object({
  from: end.nullable().describe('null: before the first snapshot'), to: end,
  relation: z.object({ kind: z.enum(['same', 'ahead', 'behind', 'diverged']).describe('ahead: `to` grew from `from`'), commits: z.number() }),
  schema: z.object({ from: z.number(), to: z.number(), words: z.array(z.string()) }),
  properties: z.array(z.object({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() })).nullable().describe('null when the metadata of then is gone'),
  before: amounts, after: amounts,
  added: totals.describe('of files that only `to` has'), removed: totals.describe('of files that only `from` has'),
  partitions: z.array(z.object({ specId: z.number(), partition: z.string().describe('day=2026-11-24/region=eu; empty when unpartitioned'), added: totals, removed: totals })).describe('those with most rows first, at most 1,000'),
  partitionsTotal: z.number(),
});

export const comparisons = {
  compare: endpoint('GET', base, tag, 'How two snapshots differ: schema, properties, rows, files and bytes by partition').input(inTable.extend(points)).output(comparison),
  compareRows: endpoint('GET', `${base}/rows`, tag, 'Rows that only one of two snapshots has')
    .input(inTable.extend({ ...points, kind: z.enum(['added', 'removed']), limit: z.coerce.number().int().min(1).max(1000).default(100) }))
    .output(z.object({ from: longId.nullable(), to: longId, kind: z.enum(['added', 'removed']), columns: z.array(column), rows: z.array(row), truncated: z.boolean(), filesRead: z.number() })),
};
