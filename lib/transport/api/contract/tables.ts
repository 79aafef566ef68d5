import { z } from 'zod';
import { abilities, column, endpoint, inTable, instant, longId, row } from './parts';
import { comparisons } from './comparison';
import { tableFiles } from './table-files';
import { tableWrites } from './table-writes';

const tag = 'Tables';
const base = '/catalogs/{catalog}/namespaces/{namespace}/tables/{table}' as const;
const operation = z.enum(['append', 'replace', 'overwrite', 'delete']);

/** One field of a schema, flattened: parents come before their children, `depth` counts from 0. */
export const schemaField = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  depth: z.number(),
  name: z.string().describe('`element`, `key` and `value` for the insides of lists and maps'),
  path: z.string().describe('dotted full name'),
  required: z.boolean(),
  icebergType: z.string(),
  type: z.string().describe('as Trino writes it'),
  doc: z.string().nullable(),
  initialDefault: z.string().nullable(),
  writeDefault: z.string().nullable(),
  identifier: z.boolean(),
  partitionTransforms: z.array(z.string()),
  sorted: z.boolean(),
});
export const tableSchema = z.object({ schemaId: z.number(), fields: z.array(schemaField) });

export const partitionSpec = z.object({ specId: z.number(), current: z.boolean(), fields: z.array(z.object({ fieldId: z.number(), name: z.string(), source: z.string(), transform: z.string() })) });
export const refItem = z.object({ name: z.string(), type: z.enum(['branch', 'tag']), snapshotId: longId, minSnapshotsToKeep: z.number().nullable(), maxSnapshotAgeMs: z.number().nullable(), maxRefAgeMs: z.number().nullable() });

export const table = z.object({
  catalog: z.string(),
  namespace: z.string(),
  name: z.string(),
  uuid: z.string().nullable(),
  formatVersion: z.number(),
  location: z.string().describe('as its metadata names it'),
  folder: z.string().describe('where it lies'),
  metadataLocation: z.string(),
  metadataVersion: z.number(),
  etag: z.string().describe('for If-Match of a write; also sent as ETag'),
  adoptedFrom: z.string().nullable().describe('the root that its metadata names, when the folder was copied from elsewhere'),
  comment: z.string().nullable(),
  currentSnapshotId: longId.nullable(),
  lastUpdatedAt: instant,
  lastCommitAt: instant.nullable(),
  schema: tableSchema,
  partitionSpecs: z.array(partitionSpec),
  sortOrder: z.array(z.string()).describe('`order_date ASC NULLS FIRST`'),
  sortFields: z.array(z.object({ column: z.string(), transform: z.string(), direction: z.enum(['asc', 'desc']), nulls: z.enum(['first', 'last']) })).describe('the same in parts, as set-sort-order takes them'),
  properties: z.record(z.string(), z.string()),
  refs: z.array(refItem),
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  dataFiles: z.number().nullable(),
  deleteFiles: z.number().nullable(),
  snapshots: z.number(),
  schemas: z.number(),
  can: abilities,
  /** who may grant what is missing, for screens that must say so */
  grantors: z.array(z.string()),
});

export const columnStatistics = z.object({
  fieldId: z.number(),
  name: z.string(),
  type: z.string(),
  nullCount: z.number().nullable(),
  valueCount: z.number().nullable(),
  lower: z.string().nullable(),
  upper: z.string().nullable(),
  spread: z.array(z.number()).nullable().describe('rows by tenth of the range from least to greatest, estimated from the bounds of the files'),
});

export const timelineEntry = z.object({
  id: longId,
  parentId: longId.nullable(),
  at: instant,
  sequenceNumber: z.string(),
  operation: operation.nullable(),
  addedRows: z.number().nullable(),
  deletedRows: z.number().nullable(),
  addedFiles: z.number().nullable(),
  deletedFiles: z.number().nullable(),
  addedBytes: z.number().nullable(),
  totalRows: z.number().nullable(),
  engine: z.string().nullable(),
  by: z.string().nullable(),
  schemaId: z.number().nullable(),
  lane: z.number().describe('0 is main'),
});
const history = {
  currentSnapshotId: longId.nullable(),
  lanes: z.array(z.object({ name: z.string(), head: longId.nullable(), dropped: z.boolean() })),
  tags: z.array(z.object({ name: z.string(), snapshotId: longId })),
};
export const timeline = z.object({
  ...history,
  current: timelineEntry.nullable().describe('the head of main, also when it is not among the newest'),
  total: z.number().describe('snapshots of the table'),
  snapshots: z.array(timelineEntry).describe('oldest first'),
});

const amounts = z.array(z.number());
export const timelineColumns = z.object({
  ...history,
  id: z.array(longId).describe('oldest first; every column has this order'),
  parent: z.array(z.number()).describe('place of the parent in these columns, -1 where there is none any more'),
  at: z.array(z.number()).describe('milliseconds since the epoch'),
  operation: z.array(operation.nullable()),
  lane: z.array(z.number()).describe('0 is main'),
  schemaId: z.array(z.number().nullable()),
  addedRows: amounts, deletedRows: amounts, addedFiles: amounts, deletedFiles: amounts, addedBytes: amounts, deletedBytes: amounts,
  maker: z.array(z.number()).describe('place in makers'),
  makers: z.array(z.object({ by: z.string().nullable(), engine: z.string().nullable() })),
});

export const snapshotDetail = timelineEntry.extend({
  manifestList: z.string().nullable(),
  summary: z.record(z.string(), z.string()),
  refs: z.array(z.string()),
  onMain: z.boolean(),
  changes: z.array(z.object({ partition: z.string(), addedRows: z.number(), deletedRows: z.number(), addedFiles: z.number(), deletedFiles: z.number(), addedBytes: z.number(), deletedBytes: z.number() })).describe('by partition, at most 100'),
  changesComplete: z.boolean(),
});

/** Which state of the table: a snapshot id, a branch or tag, or nothing for the current one. */
const asOf = { snapshot: longId.optional(), ref: z.string().max(255).optional() };

export const tables = {
  get: endpoint('GET', base, tag, 'A table as its current metadata tells it').input(inTable).output(table),
  statistics: endpoint('GET', `${base}/statistics`, tag, 'Nulls, bounds and spread of each column, from the manifests').input(inTable.extend(asOf)).output(z.object({ snapshotId: longId.nullable(), columns: z.array(columnStatistics), files: z.number(), boundsHidden: z.boolean().describe('true when you may not select: bounds are values of rows') })),
  schemas: endpoint('GET', `${base}/schemas`, tag, 'Every schema that the table had').input(inTable).output(z.object({ currentSchemaId: z.number(), items: z.array(tableSchema.extend({ firstSnapshotId: longId.nullable(), firstUsedAt: instant.nullable(), changes: z.array(z.string()).describe('against the schema before, in words') })) })),
  timeline: endpoint('GET', `${base}/timeline`, tag, 'All snapshots, lean, with lanes and tags').input(inTable.extend({ newest: z.coerce.number().int().min(1).max(1000).optional().describe('only so many of the newest') })).output(timeline),
  timelineColumns: endpoint('GET', `${base}/timeline/columns`, tag, 'The same by columns, for histories of ten thousand').input(inTable).output(timelineColumns),
  snapshot: endpoint('GET', `${base}/snapshots/{snapshotId}`, tag, 'One snapshot and what it changed').input(inTable.extend({ snapshotId: longId })).output(snapshotDetail),
  ...tableFiles,
  preview: endpoint('GET', `${base}/preview`, tag, 'First rows, never a full scan').input(inTable.extend({ ...asOf, limit: z.coerce.number().int().min(1).max(1000).default(200) })).output(z.object({ snapshotId: longId.nullable(), columns: z.array(column), rows: z.array(row), filesRead: z.number(), filesTotal: z.number(), milliseconds: z.number() })),
  ddl: endpoint('GET', `${base}/ddl`, tag, 'CREATE TABLE for Trino and for Spark').input(inTable).output(z.object({ trino: z.string(), spark: z.string() })),
  ...comparisons,
  ...tableWrites,
};
