import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import { CSV_LINE_END, csvHeader, csvRecord } from '@/lib/model/values/csv';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { jobById } from '@/lib/kernel/jobs/runner';
import { exists } from './exists';
import { BAD_COLUMNS, scanOf, unreadable, type WholeFile } from './look';
import { makeFolder, uploadsFolder } from './uploads';

const PAGE = 2000;
const folderOf = ({ ports }: Context, job: string): string => join(uploadsFolder(ports), `bad-${job}`);

/** Puts every record that cannot be loaded aside, with its line and the reason, for a day. Answers how many there are. */
export async function findBadRows(ctx: Context, job: string, file: WholeFile): Promise<number> {
  const { settings: { queries: { memoryBytes, threads, timeMs, resultBytes } }, engine, log } = ctx.ports;
  const spool = folderOf(ctx, job);
  await makeFolder(uploadsFolder(ctx.ports));
  await makeFolder(spool);
  ctx.signal.throwIfAborted();
  const run = engine.run({
    sql: 'SELECT line, reason, record FROM file', columns: BAD_COLUMNS, scans: [scanOf(file, 'bad')], functions: [], spool, rowLimit: null, limits: { memoryBytes, threads, timeMs, spoolBytes: resultBytes },
  }, () => undefined);
  const stop = (): void => { run.cancel().catch((error: unknown) => log.error({ error }, 'The reading of a file could not be stopped')); };
  ctx.signal.addEventListener('abort', stop, { once: true });
  try {
    return (await run.result).rowCount;
  } catch (error) {
    await rm(spool, { recursive: true, force: true });
    throw unreadable(error, file);
  } finally {
    ctx.signal.removeEventListener('abort', stop);
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
