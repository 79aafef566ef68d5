import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, Row } from '@/lib/model/values/types';
import type { EngineScan } from '@/lib/ports/engines/port';
import type { Context } from '@/lib/kernel/context';

const TIME_MAX_MS = 30_000;

/** Rows of a statement of the console's own, for a screen: at most `limit`, within half a minute, and kept nowhere. */
export async function readRows(ctx: Context, { sql, columns, scans, limit }: { readonly sql: string; readonly columns: readonly Column[]; readonly scans: readonly EngineScan[]; readonly limit: number }): Promise<{ rows: Row[]; truncated: boolean }> {
  const { settings, engine } = ctx.ports;
  await mkdir(settings.spool, { recursive: true });
  const spool = await mkdtemp(join(settings.spool, 'preview-'));
  try {
    await chmod(spool, 0o711);
    const run = engine.run({
      sql, columns, scans, functions: [], spool, rowLimit: limit,
      limits: { memoryBytes: settings.queries.memoryBytes, threads: settings.queries.threads, timeMs: Math.min(settings.queries.timeMs, TIME_MAX_MS), spoolBytes: settings.queries.resultBytes },
    }, () => undefined);
    const stop = (): void => { run.cancel().catch((error: unknown) => ctx.ports.log.error({ error }, 'A look at rows could not be stopped')); };
    ctx.signal.addEventListener('abort', stop, { once: true });
    try {
      const { rowCount, truncated } = await run.result;
      const { rows } = await engine.readSpool(spool, columns, 0, rowCount);
      return { rows: rows.map((row) => [...row]), truncated };
    } finally {
      ctx.signal.removeEventListener('abort', stop);
    }
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}
