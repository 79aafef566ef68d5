import { z } from 'zod';
import { currentSchema } from '@/lib/model/iceberg';
import { isAppError } from '@/lib/model/errors';
import { namespaceLevels, namespaceName } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { nameIndexSoon } from './name-index';
import { typeName } from './present-schema';
import type { IndexedTable } from './told-names';

interface Hit { kind: 'namespace' | 'table' | 'column'; catalog: string; namespace: string; table: string | null; column: string | null; type: string | null }
const COLUMNS_OF_MAX = 200;
/** how long the first search waits for the names of the warehouse */
const WAIT_MS = 500;

/** Smaller is better: whole name, beginning, anywhere; Infinity when a word is nowhere. */
function score(name: string, words: readonly string[]): number {
  const lower = name.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return Number.POSITIVE_INFINITY;
  const last = lower.slice(lower.lastIndexOf('.') + 1);
  const word = words.at(-1) ?? '';
  return (last === word ? 0 : last.startsWith(word) ? 1 : 2) * 1000 + name.length;
}

/** Namespaces and tables by name, then columns of tables that one may describe. */
export const search = command({
  name: 'catalog.search', audit: 'none', permission: 'authenticated', input: z.object({ q: z.string().max(255), limit: z.number().int().min(1).max(50) }),
  run: async (ctx, input) => {
    const catalog = ctx.ports.catalog.name;
    const index = await nameIndexSoon(ctx.ports, ctx.now().getTime(), WAIT_MS);
    const words = input.q.toLowerCase().split(/[\s.]+/).filter((word) => word !== '');
    const tables = index.tables.filter(({ namespace, table }) => ctx.can('discover', securables.table(catalog, namespace, table)));
    const found = [
      ...index.namespaces.filter((namespace) => ctx.can('discover', securables.namespace(catalog, namespace))).map((namespace) => ({ at: score(namespaceName(namespace), words), hit: { kind: 'namespace', catalog, namespace, table: null, column: null, type: null } satisfies Hit })),
      ...tables.map(({ namespace, table }) => ({ at: score(`${namespaceName(namespace)}.${table}`, words), hit: { kind: 'table', catalog, namespace, table, column: null, type: null } satisfies Hit })),
    ].filter(({ at }) => at < Number.POSITIVE_INFINITY).sort((a, b) => a.at - b.at).map(({ hit }): Hit => hit);
    const items = found.slice(0, input.limit);
    if (words.length > 0 && items.length < input.limit) items.push(...(await columnHits(ctx, catalog, tables, words, input.limit - items.length)));
    return { items, complete: index.complete };
  },
});

async function columnHits(ctx: Context, catalog: string, tables: readonly IndexedTable[], words: readonly string[], limit: number): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const { namespace, table } of tables.slice(0, COLUMNS_OF_MAX)) {
    if (hits.length >= limit) break;
    if (!ctx.can('describe', securables.table(catalog, namespace, table))) continue;
    ctx.signal.throwIfAborted();
    try {
      const { metadata } = await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(namespace), name: table });
      for (const field of currentSchema(metadata).fields) if (score(`${table}.${field.name}`, words) < Number.POSITIVE_INFINITY) hits.push({ kind: 'column', catalog, namespace, table, column: field.name, type: typeName(field.type) });
    } catch (error) {
      // a broken table has no columns to find; the tree shows it as broken
      if (!isAppError(error)) throw error;
    }
  }
  return hits.slice(0, limit);
}
