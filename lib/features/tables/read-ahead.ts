import type { Context } from '@/lib/kernel/context';
import { tableOf, type InTable } from './inputs';
import { openTable } from './open';

/**
 * Reads what the page of a table is about to ask for, while its scripts are on their way to the browser: the metadata of a
 * long history takes longer than they do. Nothing is told to anybody, so nothing is recorded; for who may not see the
 * table nothing is read, and what cannot be read is told by the request that follows.
 */
export async function readAhead(ctx: Context, input: InTable): Promise<void> {
  if (input.catalog !== ctx.ports.catalog.name || !ctx.can('describe', tableOf(input))) return;
  try {
    await openTable(ctx, input);
  } catch (error) {
    ctx.ports.log.debug({ error }, 'A table could not be read ahead of its page');
  }
}
