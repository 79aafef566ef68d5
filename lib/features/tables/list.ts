import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import { namespaceLevels, namespaceName, namespacePath } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { containerAbilities } from './abilities';
import { inCatalog, inNamespace, paged, requireCatalog } from './inputs';

const contains = (filter: string | undefined): ((name: string) => boolean) => {
  const wanted = filter?.trim().toLowerCase() ?? '';
  return (name) => wanted === '' || name.toLowerCase().includes(wanted);
};

export const listCatalogs = command({
  name: 'catalog.list', input: z.object({}), permission: 'authenticated', audit: 'none',
  run: async (ctx) => {
    const { catalog, store } = ctx.ports;
    const on = securables.catalog(catalog.name);
    return { items: ctx.can('discover', on) ? [{ name: catalog.name, warehouse: store.rootUri, can: containerAbilities(ctx, on) }] : [], next: null };
  },
});

const toNamespace = (ctx: Context, catalog: string, levels: readonly string[]) => {
  const path = namespacePath(levels);
  return { levels: [...levels], path, name: namespaceName(path), location: `${ctx.ports.store.rootUri}/${levels.join('/')}`, can: containerAbilities(ctx, securables.namespace(catalog, path)) };
};

type NamePages = (after: string | null) => Promise<{ readonly names: readonly string[]; readonly next: string | null }>;

/** Names until `limit` of them are wanted, page after page of the store; `next` is the last one given. */
async function wantedNames(pages: NamePages, wanted: (name: string) => boolean, after: string | undefined, limit: number): Promise<{ names: readonly string[]; next: string | null }> {
  const names: string[] = [];
  for (let from = after ?? null; ;) {
    const page = await pages(from);
    for (const name of page.names) {
      if (!wanted(name)) continue;
      if (names.length === limit) return { names, next: names.at(-1) ?? null };
      names.push(name);
    }
    if (page.next === null) return { names, next: null };
    from = page.next;
  }
}

export const listNamespaces = command({
  name: 'namespace.list', audit: 'none',
  input: inCatalog.extend({ ...paged, parent: z.string().max(2000).optional(), filter: z.string().max(255).optional() }),
  permission: (input) => ({ privilege: 'discover', securable: input.parent === undefined ? securables.catalog(input.catalog) : securables.namespace(input.catalog, input.parent) }),
  run: async (ctx, input) => {
    requireCatalog(ctx, input.catalog);
    const parent = input.parent === undefined ? [] : namespaceLevels(input.parent);
    const matches = contains(input.filter);
    const page = await wantedNames(
      (after) => ctx.ports.catalog.listNamespaces(parent, { after, limit: 1000 }),
      (name) => matches(name) && ctx.can('discover', securables.namespace(input.catalog, namespacePath([...parent, name]))), input.cursor, input.limit,
    );
    return { items: page.names.map((name) => toNamespace(ctx, input.catalog, [...parent, name])), next: page.next };
  },
});

export const getNamespace = command({
  name: 'namespace.get', audit: 'none', input: inNamespace,
  permission: (input) => ({ privilege: 'discover', securable: securables.namespace(input.catalog, input.namespace) }),
  run: async (ctx, input) => {
    requireCatalog(ctx, input.catalog);
    const levels = namespaceLevels(input.namespace);
    if (!(await ctx.ports.catalog.namespaceExists(levels))) throw notFound('namespace', namespaceName(input.namespace));
    return toNamespace(ctx, input.catalog, levels);
  },
});

const tablesInput = inNamespace.extend({ ...paged, filter: z.string().max(255).optional() });

/** Names of tables that one may see; no metadata is read. */
export async function tableNames(ctx: Context, input: z.output<typeof tablesInput>): Promise<{ names: readonly string[]; next: string | null }> {
  requireCatalog(ctx, input.catalog);
  const matches = contains(input.filter);
  return wantedNames(
    (after) => ctx.ports.catalog.listTables(namespaceLevels(input.namespace), { after, limit: 1000 }),
    (name) => matches(name) && ctx.can('discover', securables.table(input.catalog, input.namespace, name)), input.cursor, input.limit,
  );
}

export const listTables = command({
  name: 'table.list', audit: 'none', input: tablesInput,
  permission: (input) => ({ privilege: 'discover', securable: securables.namespace(input.catalog, input.namespace) }),
  run: async (ctx, input) => {
    const { names, next } = await tableNames(ctx, input);
    return { items: names.map((name) => ({ namespace: input.namespace, name })), next };
  },
});
