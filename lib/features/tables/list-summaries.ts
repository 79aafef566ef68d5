import { currentSnapshot } from '@/lib/model/iceberg';
import { hasCode, isAppError } from '@/lib/model/errors';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { z } from 'zod';
import { inNamespace, paged, type InTable } from './inputs';
import { tableNames } from './list';
import { openTable } from './open';
import { totalsOf } from './summary';

export interface TableSummary {
  name: string; state: 'ok' | 'broken'; problem: { message: string; file: string | null } | null;
  rows: number | null; bytes: number | null; dataFiles: number | null; deleteFiles: number | null; snapshots: number | null; formatVersion: number | null;
  comment: string | null; lastCommitAt: string | null; lastOperation: 'append' | 'replace' | 'overwrite' | 'delete' | null;
}
const unknown = { rows: null, bytes: null, dataFiles: null, deleteFiles: null, snapshots: null, formatVersion: null, comment: null, lastCommitAt: null, lastOperation: null };

/** One line about a table. A broken one is told as broken with the file; one that may not be described shows its name alone. */
export async function summarize(ctx: Context, input: InTable): Promise<TableSummary | null> {
  if (!ctx.can('describe', securables.table(input.catalog, input.namespace, input.table))) return { name: input.table, state: 'ok', problem: null, ...unknown };
  try {
    const { metadata } = await openTable(ctx, input);
    const snapshot = currentSnapshot(metadata);
    return {
      name: input.table, state: 'ok', problem: null, ...totalsOf(snapshot), snapshots: metadata.snapshots.length, formatVersion: metadata.formatVersion,
      comment: metadata.properties['comment'] ?? null, lastCommitAt: snapshot === null ? null : new Date(snapshot.timestampMs).toISOString(), lastOperation: snapshot?.operation ?? null,
    };
  } catch (error) {
    // dropped since it was listed
    if (hasCode(error, 'NOT_FOUND')) return null;
    if (isAppError(error) && error.code !== 'UNAVAILABLE') return { name: input.table, state: 'broken', problem: { message: error.message, file: error.details.file ?? null }, ...unknown };
    throw error;
  }
}

export const listSummaries = command({
  name: 'table.summaries', audit: 'none', input: inNamespace.extend({ ...paged, filter: z.string().max(255).optional() }),
  permission: (input) => ({ privilege: 'discover', securable: securables.namespace(input.catalog, input.namespace) }),
  run: async (ctx, input) => {
    const { names, next } = await tableNames(ctx, input);
    const items: TableSummary[] = [];
    // eight at a time: enough to hide the disk's latency, few enough for a remote store
    for (let from = 0; from < names.length; from += 8) {
      const some = await Promise.all(names.slice(from, from + 8).map((table) => summarize(ctx, { ...input, table })));
      items.push(...some.filter((summary) => summary !== null));
    }
    return { items, next };
  },
});
