import { z } from 'zod';
import { undo } from './writes';
import { cell, column, endpoint, instant, page, paged, row } from './parts';

const tag = 'Queries';
export const state = z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']);
export const phase = z.enum(['queued', 'starting', 'running', 'finishing', 'finished', 'failed', 'cancelling', 'cancelled', 'lost']);
export const sqlError = z.object({ code: z.string().describe("Trino's error name"), message: z.string(), line: z.number().nullable(), column: z.number().nullable() });
export const scanStatistics = z.object({ filesTotal: z.number(), filesPlanned: z.number(), bytesPlanned: z.number() });
export const span = z.object({ start: z.number(), end: z.number(), line: z.number(), column: z.number() });

export const statement = z.object({
  index: z.number(),
  verb: z.string().describe('SELECT, SHOW TABLES, …'),
  text: z.string(),
  span,
  state,
  phase,
  columns: z.array(column).nullable().describe('null until they are known'),
  rowCount: z.number().nullable().describe('rows that can be read so far; final once finished'),
  truncated: z.boolean().describe('true when rowLimit cut the answer'),
  statistics: scanStatistics.nullable(),
  snapshots: z.array(z.object({ name: z.string().describe('as SQL writes it'), catalog: z.string(), namespace: z.string().describe('levels joined by U+001F'), table: z.string(), snapshotId: z.string().nullable(), at: instant.nullable() })),
  updateType: z.string().nullable().describe('what a statement that writes did: INSERT, CREATE TABLE; null of one that reads'),
  updateCount: z.number().nullable().describe('rows inserted, updated and deleted'),
  change: z.object({
    on: z.object({ catalog: z.string(), namespace: z.string().describe('levels joined by U+001F'), table: z.string().nullable() }).nullable(),
    metadataVersion: z.number().nullable(), snapshotId: z.string().nullable(), words: z.array(z.string()).describe('what changed, a line each'), undo: undo.nullable(),
  }).nullable().describe('of a statement that writes'),
  error: sqlError.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export const query = z.object({
  id: z.string(),
  state,
  phase,
  sql: z.string(),
  catalog: z.string().nullable(),
  schema: z.string().nullable(),
  rowLimit: z.number().nullable(),
  user: z.string(),
  queuePosition: z.number().nullable().describe('1 is next'),
  submittedAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  session: z.object({ catalog: z.string().nullable(), schema: z.string().nullable() }).describe('after the USE statements of the run'),
  statements: z.array(statement),
  error: sqlError.nullable(),
});
export const historyItem = z.object({ id: z.string(), sql: z.string(), state, phase, user: z.string(), submittedAt: instant, endedAt: instant.nullable(), milliseconds: z.number().nullable(), rowCount: z.number().nullable(), statements: z.number(), error: sqlError.nullable(), resultKept: z.boolean() });

export const checkedStatement = z.object({
  index: z.number(), span, verb: z.string(),
  error: sqlError.nullable(),
  tables: z.array(z.object({ name: z.string(), catalog: z.string(), namespace: z.string(), table: z.string() })),
  statistics: scanStatistics.nullable(),
  advice: z.string().nullable().describe('one sentence: what would read less, or what another engine would not know'),
  words: z.array(z.string()).describe('what a statement that writes would change, a line each'),
});
const sql = z.string().min(1).max(262_144);
const session = { catalog: z.string().max(255).optional(), schema: z.string().max(2000).optional() };
const inQuery = z.object({ id: z.string().min(1).max(64) });
const inStatement = inQuery.extend({ n: z.coerce.number().int().min(0).max(10_000) });
const filter = z.string().max(8000).optional().describe('Conditions that must all hold, `column:operator:value` joined by commas, for example `2:contains:abc,0:null`. Columns by position from 0; operators eq, ne (keeps NULL), contains (texts, either case), gte, lte, null, notnull; the value is percent-encoded once more');
const sort = z.string().max(200).optional().describe('`column:asc` or `column:desc` joined by commas, the first counts most, for example `2:desc,0:asc`. NULL comes last');

export const sqlTab = z.object({ id: z.string(), title: z.string(), text: z.string(), catalog: z.string().nullable(), schema: z.string().nullable(), position: z.number(), queryId: z.string().nullable(), version: z.number(), updatedAt: instant });

export const queries = {
  submit: endpoint('POST', '/queries', tag, 'Run one or several statements', 202).input(z.object({ sql, ...session, rowLimit: z.number().int().min(1).max(1_000_000_000).optional() })).output(query),
  get: endpoint('GET', '/queries/{id}', tag, 'State of a run').input(inQuery).output(query),
  rows: endpoint('GET', '/queries/{id}/statements/{n}/rows', tag, 'A page of an answer')
    .input(inStatement.extend({ cursor: z.string().max(200).optional(), offset: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(10_000).default(1000), sort, filter }))
    .output(z.object({ rows: z.array(row), next: z.string().nullable(), rowCount: z.number().describe('rows so far, of those that the filter leaves') })),
  summary: endpoint('GET', '/queries/{id}/statements/{n}/columns/{column}', tag, 'What a column of an answer holds')
    .input(inStatement.extend({ column: z.coerce.number().int().min(0).max(10_000), bars: z.coerce.number().int().min(1).max(100).default(24), filter }))
    .output(z.object({
      rows: z.number(), nulls: z.number(), distinct: z.number(), distinctIsExact: z.boolean().describe('false: an estimate, within some percent'),
      least: cell.describe('null without values, or without an order; texts are cut after 300 characters'), greatest: cell,
      bars: z.array(z.number()).describe('rows by equal parts of the range, for numbers and dates'), common: z.array(z.object({ value: cell, rows: z.number() })).describe('the most frequent values, for the others'),
    })),
  cancel: endpoint('DELETE', '/queries/{id}', tag, 'Cancel a run: 202, or 200 when it had ended').route({ outputStructure: 'detailed' }).input(inQuery).output(z.union([z.object({ status: z.literal(202), body: query }), z.object({ status: z.literal(200), body: query })])),
  list: endpoint('GET', '/queries', tag, 'History of runs, newest first').input(z.object({ ...paged, text: z.string().max(255).optional(), state: state.optional() })).output(page(historyItem)),
  check: endpoint('POST', '/queries/check', tag, 'What a text would do and read, without running it').input(z.object({ sql, ...session })).output(z.object({ statements: z.array(checkedStatement), error: sqlError.nullable() })),
  functions: endpoint('GET', '/sql/functions', tag, 'Functions of the dialect').output(z.object({ items: z.array(z.object({ name: z.string(), kind: z.enum(['scalar', 'aggregate', 'window']), signatures: z.array(z.string()) })), keywords: z.array(z.string()) })),
  tabs: endpoint('GET', '/sql/tabs', tag, 'Your editor tabs').output(page(sqlTab)),
  saveTab: endpoint('PUT', '/sql/tabs/{id}', tag, 'Make or change a tab; the version that it was based on must still be the current one')
    .input(z.object({ id: z.string().min(8).max(64), title: z.string().max(200), text: z.string().max(262_144), catalog: z.string().max(255).nullable(), schema: z.string().max(2000).nullable(), position: z.number(), queryId: z.string().max(64).nullable(), baseVersion: z.number().int().min(0).max(2_000_000_000).nullable().describe('null for a new tab') }))
    .output(sqlTab),
  closeTab: endpoint('DELETE', '/sql/tabs/{id}', tag, 'Close a tab').input(z.object({ id: z.string().min(8).max(64) })).output(z.object({ ok: z.literal(true) })),
};
