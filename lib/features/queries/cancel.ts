import { command } from '@/lib/kernel/command';
import { hasEnded } from './run-state';
import { applyTo, type QueryRun } from './run';
import { byId, ownRun, runs } from './own-run';
import { presentRun, recordOf } from './present';
import type { Runs } from './runs';

/** Asks a run to stop: out of the queue at once, off the engine within a second. */
export function requestCancel(all: Runs, run: QueryRun, now: Date): void {
  run.apply('cancel', now);
  for (const statement of run.statements) if (!hasEnded(statement.phase)) applyTo(statement, 'cancel', now);
  run.abort.abort();
  all.turns.leave(run.order.id);
}

export const cancelQuery = command({
  name: 'query.cancel', audit: 'mutation', withReadScope: true, input: byId, permission: 'authenticated',
  run: async (ctx, { id }) => {
    const { record, live } = await ownRun(ctx, id, 'kill_others');
    ctx.note({ queryId: id });
    if (live === null || hasEnded(live.phase)) return { status: 200 as const, body: presentRun(record, null) };
    requestCancel(runs(ctx), live, ctx.now());
    return { status: 202 as const, body: presentRun(recordOf(live), null) };
  },
});
