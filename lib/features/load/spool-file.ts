import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '@/lib/model/values/types';
import type { Context } from '@/lib/kernel/context';
import type { FileScan } from '@/lib/ports/engines/port';
import { scanOf, unreadable, type WholeFile } from './look';
import { makeFolder, uploadsFolder } from './uploads';

/** A folder beside the uploads that is swept with them, after a day. */
export const spoolOf = ({ ports }: Context, name: string): string => join(uploadsFolder(ports), name);

interface Reading { readonly part: FileScan['part']; readonly sql: string; readonly columns: readonly Column[]; readonly functions?: readonly string[] }

/** Reads a whole file, as long as that takes, into a spool; there is none when it fails. Answers how many rows came. */
export async function spoolFile(ctx: Context, spool: string, file: WholeFile, { part, sql, columns, functions = [] }: Reading): Promise<number> {
  const { settings: { queries: { memoryBytes, threads, timeMs, resultBytes } }, engine, log } = ctx.ports;
  await makeFolder(uploadsFolder(ctx.ports));
  await makeFolder(spool);
  ctx.signal.throwIfAborted();
  const run = engine.run({ sql, columns, scans: [scanOf(file, part)], functions, spool, rowLimit: null, limits: { memoryBytes, threads, timeMs, spoolBytes: resultBytes } }, () => undefined);
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
