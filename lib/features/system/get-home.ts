import { z } from 'zod';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { countQueries } from '../queries/count';
import { listQueries } from '../queries/history';
import { nameIndexSoon } from '../tables/name-index';
import { attentionOf } from './attention';
import { byUrgency, readFreshness } from './freshness';
import { listJobs } from './jobs';

const HOUR = 3_600_000;
const WINDOWS = { '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR } as const;
/** Home opens no more tables than this: a warehouse may hold ten thousand. */
const TABLES_MAX = 40;
const RECENT = 12;
const JOBS = 10;
/** how long the first visit after a start may wait for the names of the warehouse */
const NAMES_MS = 500;

/** What matters now: broken tables and failures first, how fresh tables are, what runs, where to go on. */
export const getHome = command({
  name: 'system.home', audit: 'none', permission: 'authenticated', input: z.object({ window: z.enum(['24h', '7d', '30d']) }),
  run: async (ctx, input) => {
    const now = ctx.now();
    const since = now.getTime() - WINDOWS[input.window];
    const dayAgo = new Date(now.getTime() - 24 * HOUR);
    const catalog = ctx.ports.catalog.name;
    const index = await nameIndexSoon(ctx.ports, now.getTime(), NAMES_MS);
    const seen = index.tables.filter(({ namespace, table }) => ctx.can('describe', securables.table(catalog, namespace, table)));
    const [tables, running, waiting, recent, failed, counts, runningJobs, waitingJobs, failedJobs] = await Promise.all([
      Promise.all(seen.slice(0, TABLES_MAX).map((table) => readFreshness(ctx, table, since))),
      listQueries(ctx, { state: 'running', limit: 10 }), listQueries(ctx, { state: 'queued', limit: 10 }), listQueries(ctx, { limit: RECENT }), listQueries(ctx, { state: 'failed', limit: 20 }),
      countQueries(ctx, dayAgo),
      listJobs(ctx, { state: 'running', limit: JOBS }), listJobs(ctx, { state: 'queued', limit: JOBS }), listJobs(ctx, { state: 'failed', limit: JOBS }),
    ]);
    const reads = tables.filter((one) => one !== null);
    const freshness = reads.map(({ fresh }) => fresh).sort(byUrgency);
    const walls = ctx.can('read', securables.admin('settings')) ? ctx.ports.walls : [];
    return {
      since: new Date(since).toISOString(), now: now.toISOString(),
      attention: attentionOf(freshness, failed.items.filter(({ submittedAt }) => submittedAt >= dayAgo.toISOString()), failedJobs.items.filter(({ dryRun, endedAt }) => !dryRun && (endedAt ?? '') >= dayAgo.toISOString()), walls),
      freshness, namesComplete: index.complete,
      running: [...running.items, ...waiting.items], jobs: [...runningJobs.items, ...waitingJobs.items], recent: recent.items,
      totals: { tables: seen.length, tablesRead: reads.length, rows: reads.reduce((sum, one) => sum + one.rows, 0), bytes: reads.reduce((sum, one) => sum + one.bytes, 0), queriesToday: counts.all, failedToday: counts.failed },
      firstVisit: recent.items.every(({ user }) => user !== ctx.principal.name),
    };
  },
});
