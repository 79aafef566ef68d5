import { describe, expect, it, vi } from 'vitest';
import type { Worker } from '@/lib/ports/engines/duckdb/pool';
import { supervise } from '@/lib/ports/engines/duckdb/supervise';

const LIMITS = { memoryBytes: 1, threads: 1, timeMs: 60_000, spoolBytes: 1 };

describe('a task that is cancelled before its child is there', () => {
  it('ends at once, clears up, and the child that comes too late is killed', async () => {
    let arrive: (worker: Worker) => void = () => undefined;
    const clear = vi.fn(async () => undefined);
    const prepare = vi.fn();
    const task = supervise<never>({
      limits: LIMITS, tellsAtOnce: true, begin: { kind: 'begin', limits: LIMITS, temporary: '' }, onSaid: () => undefined, prepare, clear,
      take: () => new Promise((resolve) => { arrive = resolve; }),
      answer: () => null,
    });
    await task.cancel();
    await expect(task.result).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(clear).toHaveBeenCalledOnce();
    const kill = vi.fn();
    arrive({ pid: 1, kill, send: () => undefined, onReply: () => undefined, exited: new Promise(() => undefined) });
    await vi.waitFor(() => expect(kill).toHaveBeenCalledOnce());
    expect(prepare).not.toHaveBeenCalled();
  });
});
