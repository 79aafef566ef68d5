import { z } from 'zod';
import { ancestors, type Snapshot } from '@/lib/model/iceberg';
import { isAppError } from '@/lib/model/errors';
import { namespaceLevels, namespaceName, routes } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { listQueries } from '../queries/history';
import { countQueries } from '../queries/count';
import { nameIndex, type IndexedTable } from '../tables/name-index';
import { addedRows, deletedRows, totalsOf } from '../tables/summary';

const HOUR = 3_600_000;
const WINDOWS = { '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR } as const;
/** Home opens no more tables than this: a warehouse may hold ten thousand. */
const TABLES_MAX = 40;
const COMMITS_MAX = 200;

interface Fresh {
  catalog: string; namespace: string; table: string; state: 'ok' | 'broken'; problem: string | null; lastCommitAt: string | null; rowsAdded: number | null;
  commits: { at: string; rows: number; operation: Snapshot['operation'] }[];
}
type Read = { fresh: Fresh; rows: number; bytes: number };

async function read(ctx: Context, { namespace, table }: IndexedTable, since: number): Promise<Read | null> {
  const base = { catalog: ctx.ports.catalog.name, namespace, table };
  try {
    const { metadata } = await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(namespace), name: table });
    const line = ancestors(metadata, metadata.currentSnapshotId);
    const recent = line.filter((snapshot) => snapshot.timestampMs >= since).slice(0, COMMITS_MAX);
    const totals = totalsOf(line[0] ?? null);
    return {
      fresh: {
        ...base, state: 'ok', problem: null, lastCommitAt: line[0] ? new Date(line[0].timestampMs).toISOString() : null, rowsAdded: recent.reduce((sum, snapshot) => sum + (addedRows(snapshot) ?? 0), 0),
        commits: recent.toReversed().map((snapshot) => ({ at: new Date(snapshot.timestampMs).toISOString(), rows: (addedRows(snapshot) ?? 0) - deletedRows(snapshot), operation: snapshot.operation })),
      },
      rows: totals.rows ?? 0, bytes: totals.bytes ?? 0,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'NOT_FOUND') return null;
    return { fresh: { ...base, state: 'broken', problem: error.message, lastCommitAt: null, rowsAdded: null, commits: [] }, rows: 0, bytes: 0 };
  }
}

/** What matters now: broken tables and failures first, how fresh tables are, what runs, where to go on. */
export const getHome = command({
  name: 'system.home', audit: 'none', permission: 'authenticated', input: z.object({ window: z.enum(['24h', '7d', '30d']) }),
  run: async (ctx, input) => {
    const now = ctx.now();
    const since = now.getTime() - WINDOWS[input.window];
    const catalog = ctx.ports.catalog.name;
    const index = nameIndex(ctx.ports, now.getTime());
    const seen = index.tables.filter(({ namespace, table }) => ctx.can('describe', securables.table(catalog, namespace, table)));
    const reads = (await Promise.all(seen.slice(0, TABLES_MAX).map((table) => read(ctx, table, since)))).filter((one) => one !== null);
    const [running, waiting, recent, counts] = await Promise.all([
      listQueries(ctx, { state: 'running', limit: 10 }), listQueries(ctx, { state: 'queued', limit: 10 }), listQueries(ctx, { limit: 8 }),
      countQueries(ctx, new Date(now.getTime() - 24 * HOUR)),
    ]);
    const fresh = reads.map(({ fresh: one }) => one).sort((a, b) => (a.state === b.state ? (a.lastCommitAt ?? '') < (b.lastCommitAt ?? '') ? 1 : -1 : a.state === 'broken' ? -1 : 1));
    return {
      since: new Date(since).toISOString(), now: now.toISOString(),
      attention: [
        ...fresh.filter(({ state }) => state === 'broken').map((one) => ({ kind: 'broken-table' as const, title: `Table ${namespaceName(one.namespace)}.${one.table} cannot be read`, detail: one.problem ?? '', at: null, href: routes.table(catalog, one.namespace, one.table) })),
        ...(ctx.can('read', securables.admin('settings')) ? ctx.ports.walls.filter(({ holds }) => !holds).map((wall) => ({ kind: 'missing-wall' as const, title: `A wall around SQL is missing: ${wall.name}`, detail: wall.why, at: null, href: routes.settings() })) : []),
      ],
      freshness: fresh, freshnessComplete: index.complete && seen.length <= TABLES_MAX, running: [...running.items, ...waiting.items], recent: recent.items,
      totals: { tables: seen.length, rows: reads.reduce((sum, one) => sum + one.rows, 0), bytes: reads.reduce((sum, one) => sum + one.bytes, 0), queriesToday: counts.all, failedToday: counts.failed },
      firstVisit: recent.items.length === 0,
    };
  },
});
