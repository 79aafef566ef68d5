import { z } from 'zod';
import { conflict } from '@/lib/model/errors';
import { CSV_LINE_END, csvHeader, csvRecord } from '@/lib/model/values/csv';
import { command } from '@/lib/kernel/command';
import { byId } from './own-run';
import { spoolOfView, viewInput } from './row-view';
import { mayReadAgain, readable } from './rows';

const PAGE = 2000;

/** The whole answer, or a view of it, as CSV (RFC 4180), a page at a time as the reader takes it. CONFLICT while the statement still runs. */
export const exportCsv = command({
  name: 'query.export', audit: 'rows', permission: mayReadAgain,
  input: byId.extend({ n: z.number().int().min(0), format: z.literal('csv', { error: 'only csv so far' }), spreadsheet: z.boolean().default(false), ...viewInput }),
  run: async (ctx, input) => {
    const result = await readable(ctx, input.id, input.n);
    if (result === null || !result.ended) throw conflict('The statement has not finished. Export it when it has.');
    const { folder, rowCount: total } = await spoolOfView(ctx, { ...result, rowCount: result.statement.rowCount ?? 0 }, input);
    const { sort, filter } = input;
    ctx.note({ queryId: input.id, statement: input.n, rows: total, format: input.format, ...(sort ? { sort } : {}), ...(filter ? { filtered: true } : {}) });
    const { engine } = ctx.ports;
    const { columns } = result;
    const encoder = new TextEncoder();
    let offset = -1;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (offset < 0) {
          offset = 0;
          controller.enqueue(encoder.encode(csvHeader(columns) + CSV_LINE_END));
          return;
        }
        if (offset >= total) { controller.close(); return; }
        const { rows } = await engine.readSpool(folder, columns, offset, Math.min(PAGE, total - offset));
        if (rows.length === 0) { controller.error(new Error('The result was removed while it was exported')); return; }
        offset += rows.length;
        controller.enqueue(encoder.encode(rows.map((row) => csvRecord(row, columns, { spreadsheet: input.spreadsheet }) + CSV_LINE_END).join('')));
      },
    });
    return { body, fileName: `${input.id}-${input.n}${filter ? '-filtered' : sort ? '-sorted' : ''}.csv` };
  },
});
