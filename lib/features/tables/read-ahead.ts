import type { Context } from '@/lib/kernel/context';
import { withRights } from '@/lib/kernel/new-context';
import { tableOf, type InTable } from './inputs';
import { openTable } from './open';

/** Whether the table may be seen, for a page that is not drawn yet: nothing is told to anybody, so nothing is recorded. */
export async function mayDescribe(ctx: Context, input: InTable): Promise<boolean> {
  return input.catalog === ctx.ports.catalog.name && (await withRights(ctx)).can('describe', tableOf(input));
}

/**
 * Reads what the page of a table is about to ask for, while its scripts are on their way to the browser: the metadata of a
 * long history takes longer than they do. For who may not see the table nothing is read, and what cannot be read is told by
 * the request that follows.
 */
export async function readAhead(ctx: Context, input: InTable): Promise<void> {
  try {
    if (!(await mayDescribe(ctx, input))) return;
    await openTable(ctx, input);
  } catch (error) {
    ctx.ports.log.debug({ error }, 'A table could not be read ahead of its page');
  }
}
