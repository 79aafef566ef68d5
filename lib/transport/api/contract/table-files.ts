import { z } from 'zod';
import { endpoint, inTable, instant, longId, page, paged } from './parts';

const tag = 'Tables';
const base = '/catalogs/{catalog}/namespaces/{namespace}/tables/{table}' as const;

export const fileItem = z.object({
  path: z.string(),
  name: z.string(),
  content: z.enum(['data', 'position-deletes', 'equality-deletes']),
  format: z.string().describe('a position-delete file in the format puffin is a deletion vector'),
  specId: z.number(),
  partition: z.string(),
  records: z.number(),
  bytes: z.number(),
  sequenceNumber: z.string(),
  addedSnapshotId: longId.nullable(),
  addedAt: instant.nullable().describe('null when the snapshot that added it is not kept any more'),
  deleteFiles: z.number().describe('delete files and vectors that apply to this data file'),
  deletedRecords: z.number().nullable().describe('rows that they name; null when one is for other files as well'),
  referencedFile: z.string().nullable().describe('of a delete file: the one data file that it is for'),
  contentOffset: z.number().nullable().describe('of a deletion vector: tells those of one Puffin file apart'),
});

const columnOfFile = z.object({
  fieldId: z.number(),
  path: z.string(),
  type: z.string().describe('as Trino writes it'),
  dropped: z.boolean().describe('not in the current schema'),
  bytes: z.number().nullable(),
  values: z.number().nullable(),
  nulls: z.number().nullable(),
  nans: z.number().nullable(),
  lower: z.string().nullable().describe('as a value: dates as dates, decimals exact'),
  upper: z.string().nullable(),
  lowerCut: z.boolean().describe('as long as bounds are kept: it may be a beginning only'),
  upperCut: z.boolean().describe('as long as bounds are kept: it may be cut and raised'),
});

export const footer = z.object({
  rowCount: z.number(),
  createdBy: z.string().nullable(),
  rowGroups: z.array(z.object({ rows: z.number(), bytes: z.number(), compressedBytes: z.number() })),
  columns: z.array(z.object({ path: z.string(), fieldId: z.number().nullable(), type: z.string(), codec: z.string(), compressedBytes: z.number(), min: z.string().nullable(), max: z.string().nullable(), nulls: z.number().nullable() })),
});

export const partitionItem = z.object({
  specId: z.number(), partition: z.string(), values: z.array(z.string().nullable()), rows: z.number().describe('of data files, before deletes'), files: z.number(), deleteFiles: z.number(), bytes: z.number(),
  lastUpdatedAt: instant.nullable().describe('when the newest of its files was added, of snapshots that are kept'),
});
export const specShare = z.object({
  specId: z.number(), current: z.boolean(), fields: z.array(z.object({ name: z.string(), source: z.string(), transform: z.string() })), changes: z.array(z.string()).describe('against the spec before, in words'),
  partitions: z.number(), files: z.number(), deleteFiles: z.number(), rows: z.number(), bytes: z.number(),
});

/** Which state of the table: a snapshot id, a branch or tag, or nothing for the current one. */
const asOf = { snapshot: longId.optional(), ref: z.string().max(255).optional() };
const amount = z.coerce.number().min(0);
const filters = {
  content: z.enum(['data', 'deletes']).optional(), partition: z.string().max(4000).optional().describe('as lists show it: day=2026-11-24, region=eu'), spec: amount.int().optional(),
  minBytes: amount.optional(), maxBytes: amount.optional().describe('smaller than this'), search: z.string().min(1).max(400).optional().describe('part of the path'),
};

export const tableFiles = {
  partitions: endpoint('GET', `${base}/partitions`, tag, 'Rows, files and bytes of each partition, how uneven they are, and every partition spec')
    .input(inTable.extend({ ...asOf, spec: amount.int().optional(), sort: z.enum(['partition', 'rows', 'files', 'deletes', 'bytes', 'age']).default('partition'), descending: z.stringbool().default(true), limit: z.coerce.number().int().min(1).max(5000).default(100) }))
    .output(z.object({
      snapshotId: longId.nullable(), specId: z.number(), names: z.array(z.string()).describe('fields of the current spec'), total: z.number(), items: z.array(partitionItem),
      skew: z.object({ specId: z.number(), partition: z.string(), bytes: z.number(), medianBytes: z.number(), times: z.number() }).nullable().describe('the largest partition of a spec beside the median one; null when there are fewer than four'),
      specs: z.array(specShare).describe('oldest first'),
    })),
  files: endpoint('GET', `${base}/files`, tag, 'Data and delete files of a state of the table, sorted and filtered over all of them')
    .input(inTable.extend({ ...asOf, ...paged, ...filters, sort: z.enum(['path', 'bytes', 'records', 'partition', 'age']).default('path'), descending: z.stringbool().default(false) }))
    .output(page(fileItem).extend({
      snapshotId: longId.nullable(), total: z.number(), totalBytes: z.number(), totalRecords: z.number(), totalOfState: z.number().describe('files without any filter'),
      sizes: z.array(z.object({ from: z.number(), to: z.number(), files: z.number() })).describe('histogram of data file sizes in bytes, whatever sizes are asked for'),
    })),
  file: endpoint('GET', `${base}/files/one`, tag, 'One live file: columns with their bounds, and the deletes or data files that belong to it')
    .input(inTable.extend({ path: z.string().min(1).max(4000), contentOffset: amount.int().optional(), ...asOf }))
    .output(fileItem.extend({ sortOrderId: z.number().nullable(), boundsHidden: z.boolean().describe('true when you may not select: bounds are values of rows'), columns: z.array(columnOfFile), related: z.array(fileItem).describe('at most 100'), relatedTotal: z.number() })),
  footer: endpoint('GET', `${base}/files/footer`, tag, "One Parquet file's own footer").input(inTable.extend({ path: z.string().min(1).max(4000), ...asOf })).output(footer),
};
