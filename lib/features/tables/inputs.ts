import { z } from 'zod';
import { namespaceLevels } from '@/lib/model/routes';
import { securables, type Securable } from '@/lib/kernel/access/securables';

const name = z.string().min(1).max(255);
export const inCatalog = z.object({ catalog: name });
/** `namespace` is its levels joined by U+001F */
export const inNamespace = inCatalog.extend({ namespace: z.string().min(1).max(2000) });
export const inTable = inNamespace.extend({ table: name });
export type InTable = z.output<typeof inTable>;

const longId = z.string().regex(/^-?\d{1,19}$/, 'must be an integer of 64 bits');
/** A state of the table: a snapshot id, a ref, or the current one. */
export const asOf = { snapshot: longId.optional(), ref: z.string().max(255).optional() };
export const paged = { cursor: z.string().max(2000).optional(), limit: z.number().int().min(1).max(1000) };

export const tableOf = (input: InTable): Securable => securables.table(input.catalog, input.namespace, input.table);
export const nameOf = (input: InTable) => ({ namespace: namespaceLevels(input.namespace), name: input.table });
export const describe = (input: InTable) => ({ privilege: 'describe' as const, securable: tableOf(input) });
export const select = (input: InTable) => ({ privilege: 'select' as const, securable: tableOf(input) });
