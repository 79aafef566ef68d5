import { isAppError } from '@/lib/model/errors';
import { ancestors, type Snapshot } from '@/lib/model/iceberg';
import { namespaceLevels } from '@/lib/model/routes';
import type { Context } from '@/lib/kernel/context';
import type { IndexedTable } from '../tables/told-names';
import { addedRows, deletedRows, totalsOf } from '../tables/summary';
import { lateness } from './lateness';

/** Ticks of one table: with more commits, those of one slice of the window are one tick. */
const TICKS_MAX = 300;
/** How many commits tell a table's pace. */
const PACE_COMMITS = 30;

export interface Fresh {
  catalog: string; namespace: string; table: string;
  state: 'ok' | 'late' | 'broken';
  problem: { message: string; file: string | null } | null;
  lastCommitAt: string | null;
  dueAt: string | null;
  usualPauseSeconds: number | null;
  rowsAdded: number | null;
  commitCount: number;
  commits: Tick[];
}
export interface Tick { at: string; rows: number; operation: Snapshot['operation'] }
export interface TableNow { readonly fresh: Fresh; readonly rows: number; readonly bytes: number }

const instant = (ms: number): string => new Date(ms).toISOString();

/**
 * Commits as at most TICKS_MAX ticks, oldest first. A tick of several has their rows together, the moment of the last,
 * and an operation that is no append when one of them was none.
 */
export function ticksOf(commits: readonly { readonly atMs: number; readonly rows: number; readonly operation: Snapshot['operation'] }[], sinceMs: number, nowMs: number): Tick[] {
  if (commits.length <= TICKS_MAX) return commits.map(({ atMs, ...rest }) => ({ at: instant(atMs), ...rest }));
  const slices = new Map<number, Tick>();
  for (const { atMs, rows, operation } of commits) {
    const slice = Math.min(TICKS_MAX - 1, Math.floor(((atMs - sinceMs) / Math.max(1, nowMs - sinceMs)) * TICKS_MAX));
    const here = slices.get(slice);
    slices.set(slice, { at: instant(atMs), rows: (here?.rows ?? 0) + rows, operation: here !== undefined && here.operation !== 'append' ? here.operation : operation });
  }
  return [...slices.values()];
}

/** What one table's metadata says of its pace, and what it holds. Null when it has gone in the meantime. */
export async function readFreshness(ctx: Context, { namespace, table }: IndexedTable, sinceMs: number): Promise<TableNow | null> {
  const base = { catalog: ctx.ports.catalog.name, namespace, table };
  try {
    const { metadata } = await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(namespace), name: table });
    const line = ancestors(metadata, metadata.currentSnapshotId);
    const recent = line.filter((snapshot) => snapshot.timestampMs >= sinceMs);
    const late = lateness(line.slice(0, PACE_COMMITS).map((snapshot) => snapshot.timestampMs).reverse(), ctx.now().getTime());
    const totals = totalsOf(line[0] ?? null);
    return {
      fresh: {
        ...base, state: late === null ? 'ok' : 'late', problem: null, lastCommitAt: line[0] ? instant(line[0].timestampMs) : null,
        dueAt: late === null ? null : instant(late.dueMs), usualPauseSeconds: late === null ? null : Math.round(late.usualPauseMs / 1000),
        rowsAdded: recent.reduce((sum, snapshot) => sum + (addedRows(snapshot) ?? 0), 0),
        commitCount: recent.length, commits: ticksOf(recent.map((snapshot) => ({ atMs: snapshot.timestampMs, rows: (addedRows(snapshot) ?? 0) - deletedRows(snapshot), operation: snapshot.operation })).reverse(), sinceMs, ctx.now().getTime()),
      },
      rows: totals.rows ?? 0, bytes: totals.bytes ?? 0,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'NOT_FOUND') return null;
    return { fresh: { ...base, state: 'broken', problem: { message: error.message, file: error.details.file ?? null }, lastCommitAt: null, dueAt: null, usualPauseSeconds: null, rowsAdded: null, commitCount: 0, commits: [] }, rows: 0, bytes: 0 };
  }
}

const RANK = { broken: 0, late: 1, ok: 2 } as const;
/** Broken first, then late, then the freshest; equals by name. */
export const byUrgency = (a: Fresh, b: Fresh): number =>
  RANK[a.state] - RANK[b.state] || (b.lastCommitAt ?? '').localeCompare(a.lastCommitAt ?? '') || `${a.namespace}.${a.table}`.localeCompare(`${b.namespace}.${b.table}`);
