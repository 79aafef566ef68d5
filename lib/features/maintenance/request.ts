import { z } from 'zod';
import { namespaceName } from '@/lib/model/routes';
import type { Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { JobHandle } from '@/lib/kernel/jobs/job';
import { inTable, requireCatalog, tableOf, type InTable } from '../tables/inputs';

/** The table, what is asked, and, when a job does it, the job to tell how far it is. */
export const asked = <Shape extends z.ZodRawShape>(shape: Shape) =>
  inTable.extend({ dryRun: z.boolean().default(false), job: z.custom<JobHandle>().optional() }).extend(shape);

export const maintain = (input: InTable, ctx: Context): Need => {
  requireCatalog(ctx, input.catalog);
  return { privilege: 'maintain', securable: tableOf(input) };
};

/** As people name it: `shop.orders`. */
export const tableTitle = ({ namespace, table }: InTable): string => `${namespaceName(namespace)}.${table}`;

/** `1 file`, `1,204 files`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** The audit must not show a look for an act. */
export function sayDryRun(ctx: Context, { dryRun }: { readonly dryRun: boolean }): void {
  if (dryRun) ctx.note({ dryRun });
}
