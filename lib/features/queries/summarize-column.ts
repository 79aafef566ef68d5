import { z } from 'zod';
import { conflict, notFound } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import { byId } from './own-run';
import { spoolOfView, viewInput } from './row-view';
import { mayReadAgain, readable } from './rows';

/** What a column of an answer, or of a view of it, holds: over all of its rows. CONFLICT while the statement still runs. */
export const summarizeColumn = command({
  name: 'query.summary', audit: 'none', permission: mayReadAgain,
  input: byId.extend({ n: z.number().int().min(0), column: z.number().int().min(0), bars: z.number().int().min(1).max(100), ...viewInput }),
  run: async (ctx, input) => {
    const result = await readable(ctx, input.id, input.n);
    if (result === null || !result.ended) throw conflict('The statement has not finished. Ask again when it has.');
    if (input.column >= result.columns.length) throw notFound('column', `${input.column} of statement ${input.n}`);
    const { folder } = await spoolOfView(ctx, { ...result, rowCount: result.statement.rowCount ?? 0 }, { sort: undefined, filter: input.filter });
    const summary = await ctx.ports.engine.summarizeColumn(folder, result.columns, input.column, input.bars);
    return { ...summary, bars: [...summary.bars], common: [...summary.common] };
  },
});
