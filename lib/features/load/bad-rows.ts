import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import type { Column } from '@/lib/model/values/types';
import { CSV_LINE_END, csvHeader, csvRecord } from '@/lib/model/values/csv';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { jobById } from '@/lib/kernel/jobs/runner';
import { exists } from './exists';
import { BAD_COLUMNS, type WholeFile } from './look';
import { spoolFile, spoolOf } from './spool-file';

const PAGE = 2000;
const folderOf = (ctx: Context, job: string): string => spoolOf(ctx, `bad-${job}`);

/** Puts every record that cannot be loaded aside, with its line and the reason, for a day. Answers how many there are. */
export const findBadRows = (ctx: Context, job: string, file: WholeFile): Promise<number> => spoolFile(ctx, folderOf(ctx, job), file, { part: 'bad', sql: 'SELECT line, reason, record FROM file', columns: BAD_COLUMNS });

/** How many of a file's records fit its columns. */
export async function countRows(ctx: Context, job: string, file: WholeFile): Promise<number> {
  const spool = spoolOf(ctx, `count-${job}`);
  const columns: readonly Column[] = [{ name: 'rows', type: { kind: 'bigint' } }];
  await spoolFile(ctx, spool, file, { part: 'rows', sql: 'SELECT count(*) AS rows FROM file', columns, functions: ['count_star'] });
  try {
    return Number((await ctx.ports.engine.readSpool(spool, columns, 0, 1)).rows[0]?.[0]);
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

/** The records that a load of one's own refused or left out, as CSV. NOT_FOUND for other people's jobs, and after a day. */
export const exportBadRows = command({
  name: 'job.bad_rows', audit: 'rows', permission: 'authenticated', input: z.object({ id: z.string().regex(/^[0-9a-z_]{1,64}$/), spreadsheet: z.boolean().default(false) }),
  run: async (ctx, { id, spreadsheet }) => {
    const job = await jobById(ctx.ports, id);
    if (job === null || job.userId !== ctx.principal.id || job.kind !== 'table.load') throw notFound('job', id);
    const spool = folderOf(ctx, id);
    if (!(await exists(spool))) throw notFound('list of bad rows of job', id);
    ctx.note({ jobId: id });
    const encoder = new TextEncoder();
    let offset = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) { controller.enqueue(encoder.encode(csvHeader(BAD_COLUMNS) + CSV_LINE_END)); },
      async pull(controller) {
        const { rows } = await ctx.ports.engine.readSpool(spool, BAD_COLUMNS, offset, PAGE);
        if (rows.length === 0) { controller.close(); return; }
        offset += rows.length;
        controller.enqueue(encoder.encode(rows.map((row) => csvRecord(row, BAD_COLUMNS, { spreadsheet }) + CSV_LINE_END).join('')));
      },
    });
    return { body, fileName: `${id}-bad-rows.csv` };
  },
});
