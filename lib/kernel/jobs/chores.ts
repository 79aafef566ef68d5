import type { Context, Ports } from '../context';
import { systemContext } from '../new-context';

/** Something the console does by itself, at the start and then again and again. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(ctx: Context): Promise<unknown>;
}

/** Runs each chore now and then every so often, never twice at once. A failure is logged, and the next turn comes all the same. */
export function startChores(ports: Ports, chores: readonly Chore[]): () => Promise<void> {
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();
  const timers = chores.map((chore) => {
    let busy = false;
    const turn = (): void => {
      if (busy || stopped.signal.aborted) return;
      busy = true;
      const work = systemContext(ports, 'job', { signal: stopped.signal })
        .then((ctx) => chore.run(ctx))
        .then(() => undefined, (error: unknown) => ports.log.error({ chore: chore.name, error }, 'A chore failed'))
        .finally(() => { busy = false; running.delete(work); });
      running.add(work);
    };
    turn();
    return setInterval(turn, chore.everyMs).unref();
  });
  return async () => {
    stopped.abort();
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running);
  };
}
