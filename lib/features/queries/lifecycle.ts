import type { Ports } from '@/lib/kernel/context';
import { requestCancel } from './cancel';
import { runsOf } from './runs';
import { removeSpool, spoolSizes } from './spool';
import { forgetRuns, loseOpenRuns, markSwept, sweepable } from './store';

const allRuns = (ports: Ports) => runsOf(ports, { queryConcurrency: ports.settings.queries.atOnce, queryConcurrencyPerPerson: ports.settings.queries.perPerson, queryQueuePerPerson: ports.settings.queries.waitingPerPerson });

/** At the start: what the last process left open is lost. Answers how many runs. */
export const recoverQueries = (ports: Ports, now: Date): Promise<number> => loseOpenRuns(ports.db, now);

/** Cancels the runs of a person whose access has ended, and waits until each has let go. */
export async function cancelQueriesOf(ports: Ports, now: Date, userId: string): Promise<void> {
  const all = allRuns(ports);
  const mine = all.all().filter((run) => run.order.userId === userId);
  for (const run of mine) if (!run.hasEnded) requestCancel(all, run, now);
  await Promise.all(mine.map((run) => run.settled));
}

/** The console stops: every run ends as lost, which is in the database when this resolves. */
export async function stopQueries(ports: Ports): Promise<void> {
  const all = allRuns(ports);
  const open = all.all();
  for (const run of open) {
    if (run.hasEnded) continue;
    run.lost = true;
    run.abort.abort();
    all.turns.leave(run.order.id);
  }
  await Promise.all(open.map((run) => run.settled));
  await all.unsaved.close();
}

/** Removes results that are too old or too many (the oldest first), folders nobody knows, and history past its time. */
export async function sweepQueries(ports: Ports, now: Date): Promise<{ results: number; runs: number }> {
  const { settings, db } = ports;
  const { retention } = settings;
  const sizes = await spoolSizes(settings.spool);
  // in this order: a run whose folder was seen still lives now, or its end is in the database
  const live = allRuns(ports).all().map((run) => run.order.id);
  const ended = await sweepable(db);
  const gone = overLimit(ended, sizes, { before: new Date(now.getTime() - retention.spoolMs), total: retention.spoolBytes, perPerson: retention.spoolBytesPerPerson });
  const known = new Set([...ended.map(({ id }) => id), ...live]);
  await Promise.all([...gone, ...[...sizes.keys()].filter((id) => !known.has(id))].map((id) => removeSpool(settings.spool, id)));
  await markSwept(db, gone, now);
  return { results: gone.length, runs: await forgetRuns(db, new Date(now.getTime() - retention.historyMs)) };
}

interface Kept { readonly id: string; readonly userId: string; readonly endedAt: Date }

/** Ids of the results to remove, of `ended` in the order of their end: too old, or over the limit of their person or of all. */
export function overLimit(ended: readonly Kept[], sizes: ReadonlyMap<string, number>, limits: { before: Date; total: number; perPerson: number }): string[] {
  const used = new Map<string, number>();
  let total = 0;
  const gone: string[] = [];
  for (const { id, userId, endedAt } of ended.toReversed()) {
    const bytes = sizes.get(id) ?? 0;
    const own = (used.get(userId) ?? 0) + bytes;
    if (endedAt < limits.before || own > limits.perPerson || total + bytes > limits.total) gone.push(id);
    else {
      used.set(userId, own);
      total += bytes;
    }
  }
  return gone;
}

/** For metrics. */
export function queryCounts(ports: Ports): { queued: number; running: number; finished: number; failed: number; cancelled: number } {
  const all = allRuns(ports);
  const open = all.all().filter((run) => !run.hasEnded);
  const queued = open.filter((run) => run.phase === 'queued').length;
  return { queued, running: open.length - queued, ...all.endedCounts };
}
