import { z } from 'zod';
import { namespaceName } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { nameIndexSoon } from './name-index';

/** how long the first who asks waits for the names of the warehouse */
const WAIT_MS = 500;

interface NamesOf { readonly catalog: string; readonly path: string; readonly name: string; readonly tables: string[]; tableCount: number }

/**
 * Names of the namespaces and tables of the whole lake that one may see, in the order of their names: `limit` namespaces and `limit`
 * tables at most, with the true number of tables of each namespace. Nothing is read of a table.
 */
export const listNames = command({
  name: 'catalog.names', audit: 'none', permission: 'authenticated', input: z.object({ limit: z.number().int().min(1) }),
  run: async (ctx, { limit }) => {
    const catalog = ctx.ports.catalog.name;
    const index = await nameIndexSoon(ctx.ports, ctx.now().getTime(), WAIT_MS);
    const paths = index.namespaces.filter((path) => ctx.can('discover', securables.namespace(catalog, path))).toSorted().slice(0, limit);
    const namespaces = new Map(paths.map((path): [string, NamesOf] => [path, { catalog, path, name: namespaceName(path), tables: [], tableCount: 0 }]));
    for (const { namespace, table } of index.tables) {
      const of = namespaces.get(namespace);
      if (of === undefined || !ctx.can('discover', securables.table(catalog, namespace, table))) continue;
      of.tableCount += 1;
      of.tables.push(table);
    }
    let left = limit;
    for (const of of namespaces.values()) {
      of.tables.sort().splice(left);
      left -= of.tables.length;
    }
    return { namespaces: [...namespaces.values()], complete: index.complete };
  },
});
