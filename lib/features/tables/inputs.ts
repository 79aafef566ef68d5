import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import { snapshotId } from '@/lib/model/requests/refs';
import { namespaceLevels } from '@/lib/model/routes';
import { securables, type Securable } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';

const name = z.string().min(1).max(255);
export const inCatalog = z.object({ catalog: name });
/** `namespace` is its levels joined by U+001F */
export const inNamespace = inCatalog.extend({ namespace: z.string().min(1).max(2000) });
export const inTable = inNamespace.extend({ table: name });
export type InTable = z.output<typeof inTable>;

/** A state of the table: a snapshot id, a ref, or the current one. */
export const asOf = { snapshot: snapshotId.optional(), ref: z.string().max(255).optional() };
export const paged = { cursor: z.string().max(2000).optional(), limit: z.number().int().min(1).max(1000) };

export const tableOf = (input: InTable): Securable => securables.table(input.catalog, input.namespace, input.table);
export const nameOf = (input: InTable) => ({ namespace: namespaceLevels(input.namespace), name: input.table });
/** Throws NOT_FOUND unless the catalog is the one there is. */
export function requireCatalog(ctx: Context, catalog: string): void {
  if (catalog !== ctx.ports.catalog.name) throw notFound('catalog', catalog);
}

const needing = (privilege: 'describe' | 'select') => (input: InTable, ctx: Context) => {
  requireCatalog(ctx, input.catalog);
  return { privilege, securable: tableOf(input) };
};
export const describe = needing('describe');
export const select = needing('select');
