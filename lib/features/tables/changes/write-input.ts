import { z } from 'zod';
import type { Privilege } from '@/lib/kernel/access/privileges';
import type { Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { inTable, requireCatalog, tableOf, type InTable } from '../inputs';

/** What every write may be asked with, beside what it writes. */
export const writeOptions = {
  /** say what would happen, write nothing */
  dryRun: z.boolean().default(false),
  /** as HTTP has it: ETags of the state that the asker has seen */
  ifMatch: z.string().max(2000).optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
};
export const tableWrite = inTable.extend(writeOptions);
export type WriteOptions = { readonly dryRun: boolean; readonly ifMatch?: string | undefined; readonly idempotencyKey?: string | undefined };
export type TableWrite = InTable & WriteOptions;

/** The privilege on the table itself. */
export const needing = (...privileges: readonly Privilege[]) => (input: InTable, ctx: Context): readonly Need[] => {
  requireCatalog(ctx, input.catalog);
  return privileges.map((privilege) => ({ privilege, securable: tableOf(input) }));
};
