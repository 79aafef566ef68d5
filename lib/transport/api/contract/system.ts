import { z } from 'zod';
import { endpoint, instant } from './parts';
import { job } from './jobs';
import { historyItem } from './queries';

export const settingItem = z.object({ name: z.string(), group: z.string(), value: z.string().describe('secrets show only whether they are set'), default: z.string().nullable(), source: z.enum(['default', 'environment', 'made here']), help: z.string() });
export const part = z.object({ name: z.string(), kind: z.string().describe('PGlite, local disk, DuckDB, …'), place: z.string(), state: z.enum(['ready', 'failing']), detail: z.string().nullable() });

export const freshness = z.object({
  catalog: z.string(), namespace: z.string(), table: z.string(),
  state: z.enum(['ok', 'late', 'broken']),
  problem: z.object({ message: z.string(), file: z.string().nullable() }).nullable(),
  lastCommitAt: instant.nullable(),
  dueAt: instant.nullable().describe('when the next commit was due; null unless late'),
  usualPauseSeconds: z.number().nullable().describe('between its commits; null unless late'),
  rowsAdded: z.number().nullable().describe('within the window'),
  commitCount: z.number().describe('within the window'),
  commits: z.array(z.object({ at: instant, rows: z.number(), operation: z.enum(['append', 'replace', 'overwrite', 'delete']).nullable() })).describe('within the window, oldest first; with many, those close together are one'),
});
export const attention = z.object({
  kind: z.enum(['broken-table', 'late-table', 'failed-query', 'failed-job', 'missing-wall']),
  subject: z.string().describe('the part of the title that names the thing'),
  title: z.string(), detail: z.string(), at: instant.nullable(), href: z.string().describe('page of the console'),
  table: z.object({ catalog: z.string(), namespace: z.string(), table: z.string() }).nullable(),
});

export const system = {
  settings: endpoint('GET', '/settings', 'System', 'What runs where, limits and settings').output(z.object({ version: z.string(), node: z.string(), startedAt: instant, parts: z.array(part), walls: z.array(z.object({ name: z.string(), holds: z.boolean(), why: z.string() })), settings: z.array(settingItem) })),
  home: endpoint('GET', '/home', 'System', 'What matters now').input(z.object({ window: z.enum(['24h', '7d', '30d']).default('30d') })).output(z.object({
    since: instant, now: instant,
    attention: z.array(attention),
    freshness: z.array(freshness).describe('broken first, then late, then the freshest; at most 40 tables'), namesComplete: z.boolean().describe('false while the names of the catalog are still being read'),
    running: z.array(historyItem), jobs: z.array(job).describe('that run or wait, of those that you may see'), recent: z.array(historyItem),
    totals: z.object({ tables: z.number(), tablesRead: z.number().describe('how many of them rows and bytes are of'), rows: z.number(), bytes: z.number(), queriesToday: z.number(), failedToday: z.number() }),
    firstVisit: z.boolean().describe('true until you have run a query'),
  })),
};
