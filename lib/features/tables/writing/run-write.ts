import type { EngineWriteResult, EngineWriteStatement } from '@/lib/ports/engines/port';
import type { Context } from '@/lib/kernel/context';

/** Lets the engine write, and stops it when the caller is told to stop. */
export async function runWrite(ctx: Context, statement: Omit<EngineWriteStatement, 'limits'>): Promise<EngineWriteResult> {
  const { memoryBytes, threads, timeMs, writeBytes } = ctx.ports.settings.queries;
  ctx.signal.throwIfAborted();
  const run = ctx.ports.engine.startWrite({ ...statement, limits: { memoryBytes, threads, timeMs, spoolBytes: writeBytes } });
  const stop = (): void => { run.cancel().catch((error: unknown) => ctx.ports.log.error({ error }, 'A statement that writes could not be stopped')); };
  ctx.signal.addEventListener('abort', stop, { once: true });
  try {
    return await run.result;
  } finally {
    ctx.signal.removeEventListener('abort', stop);
  }
}
