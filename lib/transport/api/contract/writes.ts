import { z } from 'zod';
import { endpoint, instant, longId } from './parts';

type Shape = Readonly<Record<string, z.ZodType>>;

/**
 * An endpoint that changes something. Its input is taken apart as HTTP has it: `params` from the path, `query`,
 * `headers` and `body`; `?dryRun=true` answers what would happen and writes nothing.
 */
export function writing<Params extends Shape, Body extends Shape>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: `/${string}`, tag: string, summary: string, params: Params, body: Body) {
  return endpoint(method, path, tag, summary).route({ inputStructure: 'detailed' }).input(z.object({ params: z.object(params), query: writeQuery, headers: writeHeaders, body: z.object(body) }));
}
/** The same without a body. */
export function writingBare<Params extends Shape>(method: 'POST' | 'DELETE', path: `/${string}`, tag: string, summary: string, params: Params) {
  return endpoint(method, path, tag, summary).route({ inputStructure: 'detailed' }).input(z.object({ params: z.object(params), query: writeQuery, headers: writeHeaders }));
}

const writeQuery = z.object({ dryRun: z.stringbool({ error: 'must be true or false' }).optional().describe('true: say what would happen, write nothing') }).optional();
const writeHeaders = z.object({
  'if-match': z.string().max(2000).optional().describe('ETag of the table as it was read; 412 when it has changed since'),
  'idempotency-key': z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must have 1 to 200 visible ASCII characters').optional().describe('A retry with the same key is done once; kept for 24 hours'),
}).optional();

/** How much a state of a table holds; null where its writer did not say. */
export const amounts = z.object({ snapshotId: longId.nullable(), rows: z.number().nullable(), bytes: z.number().nullable(), dataFiles: z.number().nullable(), deleteFiles: z.number().nullable() });

export const effect = z.object({
  words: z.array(z.string()).describe('what changes, a line each'),
  ddl: z.object({ trino: z.string(), spark: z.string() }).nullable().describe('the same as SQL; what a dialect cannot say is a comment in it'),
  before: amounts.nullable(),
  after: amounts.nullable(),
  leaving: z.array(z.object({ id: longId, at: instant, operation: z.string().nullable(), addedRows: z.number().nullable(), deletedRows: z.number().nullable(), by: z.string().nullable() })).describe('snapshots that leave the branch, newest first, at most 100'),
  leavingTotal: z.number(),
  partitions: z.object({ estimated: z.number().describe('partitions that rows there already would fall into'), sampledFiles: z.number(), examples: z.array(z.string()) }).nullable().describe('of a new partition spec, by the bounds of files'),
  mentions: z.array(z.object({ kind: z.enum(['tab', 'history']), id: z.string(), title: z.string() })).describe('texts of yours that name the table'),
});

/** A request that takes a write back, ready to be sent; null where nothing does. */
export const undo = z.object({ method: z.string(), path: z.string().describe('below /api/v1'), ifMatch: z.string().nullable(), body: z.record(z.string(), z.unknown()).nullable(), words: z.string() });

/** What every write of a table answers. */
export const written = z.object({
  metadataVersion: z.number(), snapshotId: longId.nullable(), etag: z.string().nullable().describe('for If-Match; null when the table is gone'),
  dryRun: z.boolean(), changed: z.boolean().describe('false: everything was so already'), effect, undo: undo.nullable(),
});
/** What a write answers that touches no one table. */
export const writtenNowhere = written.extend({ metadataVersion: z.null(), snapshotId: z.null(), etag: z.null() });
