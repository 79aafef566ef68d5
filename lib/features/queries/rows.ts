import { join } from 'node:path';
import { z } from 'zod';
import { AppError, invalidInput, notFound } from '@/lib/model/errors';
import type { Column, Row } from '@/lib/model/values/types';
import { command, type Demand } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { byId, ownRun, runs } from './own-run';
import { stillNeeds } from './rights';
import { spoolOfView, viewInput } from './row-view';
import { hasEnded } from './run-state';
import type { StatementRun } from './run';

interface Readable { readonly statement: Readonly<StatementRun>; readonly columns: readonly Column[]; readonly folder: string; readonly ended: boolean }

/** Whose run it is, is asked when it is read; here, whether what it was read from may still be selected. */
export async function mayReadAgain({ id, n }: { readonly id: string; readonly n: number }, ctx: Context): Promise<Demand> {
  const { record } = await ownRun(ctx, id, null);
  const statement = record.statements[n];
  const needs = statement === undefined ? [] : stillNeeds(ctx, statement);
  return needs.length === 0 ? 'authenticated' : needs;
}

/** The result of a statement that the person who asks owns; null while there is nothing to read yet. */
export async function readable(ctx: Context, id: string, n: number): Promise<Readable | null> {
  const { record } = await ownRun(ctx, id, null);
  const statement = record.statements[n];
  if (statement === undefined) {
    // statements are known once the text was read
    if (!hasEnded(record.phase) && record.statements.length === 0) return null;
    throw notFound('statement', `${n} of query ${id}`);
  }
  if (!record.resultKept) throw new AppError('NOT_FOUND', 'The result is no longer kept. Run the query again.');
  if (statement.columns === null || statement.spool === null) return null;
  return { statement, columns: statement.columns, folder: join(ctx.ports.settings.spool, statement.spool), ended: hasEnded(statement.phase) };
}

/** How long a request for rows is kept when there are none yet. */
const WAIT_MS = 1000;

const pageInput = byId.extend({ n: z.number().int().min(0), cursor: z.string().max(200).optional(), offset: z.number().int().min(0).optional(), limit: z.number().int().min(1).max(10_000), ...viewInput });
interface Page { readonly rows: Row[]; readonly next: string | null; readonly rowCount: number }

/**
 * A page of rows. `next` is null only at the end; no rows with a `next` means: ask again. Where there are none yet it waits
 * for some, a second at most. `rowCount` is how many there are so far, of the view when the request asks for one: a cursor
 * holds within the same sort and filter.
 */
export const readRows = command({
  name: 'query.rows', audit: 'none', permission: mayReadAgain, input: pageInput,
  run: async (ctx, input) => {
    if (input.cursor !== undefined && !/^\d{1,15}$/.test(input.cursor)) throw invalidInput('The cursor is not one that this API gave.', { cursor: 'use the `next` of the page before' });
    const enough = new AbortController();
    // listened for before it is looked, so that nothing comes in between
    const live = runs(ctx).get(input.id);
    const news = live?.news(WAIT_MS, AbortSignal.any([ctx.signal, enough.signal]));
    try {
      if (!live) return await pageNow(ctx, input);
      const page = await live.serve(pageNow(ctx, input));
      if (page.rows.length > 0 || page.next === null) return page;
      await news;
      return await live.serve(pageNow(ctx, input));
    } finally {
      enough.abort();
    }
  },
});

async function pageNow(ctx: Context, input: z.output<typeof pageInput>): Promise<Page> {
  const offset = input.cursor === undefined ? (input.offset ?? 0) : Number(input.cursor);
  const result = await readable(ctx, input.id, input.n);
  if (result === null) {
    const { record } = await ownRun(ctx, input.id, null);
    return { rows: [], next: hasEnded(record.phase) || hasEnded(record.statements[input.n]?.phase ?? 'queued') ? null : String(offset), rowCount: 0 };
  }
  const { folder, rowCount } = await spoolOfView(ctx, { ...result, rowCount: result.statement.rowCount ?? 0 }, input);
  if (offset >= rowCount) return { rows: [], next: result.ended ? null : String(offset), rowCount };
  const { rows } = await ctx.ports.engine.readSpool(folder, result.columns, offset, Math.min(input.limit, rowCount - offset));
  const after = offset + rows.length;
  return { rows: [...rows], next: result.ended && after >= rowCount ? null : String(after), rowCount };
}
