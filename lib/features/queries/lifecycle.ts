import type { Ports } from '@/lib/kernel/context';
import { requestCancel } from './cancel';
import { runsOf } from './runs';
import { removeSpool, spoolSizes } from './spool';
import { forgetRuns, loseOpenRuns, markSwept, sweepable } from './store';

const allRuns = (ports: Ports) => runsOf(ports, { queryConcurrency: ports.settings.queries.atOnce, queryConcurrencyPerPerson: ports.settings.queries.perPerson, queryQueuePerPerson: ports.settings.queries.waitingPerPerson });

/** At the start: what the last process left open is lost. Answers how many runs. */
export const recoverQueries = (ports: Ports, now: Date): Promise<number> => loseOpenRuns(ports.db, now);

/** Cancels every run, or those of one person whose access has ended, and waits until each has let go. */
export async function stopQueries(ports: Ports, now: Date, userId?: string): Promise<void> {
  const all = allRuns(ports);
  const mine = all.all().filter((run) => userId === undefined || run.order.userId === userId);
  for (const run of mine) requestCancel(all, run, now);
  await Promise.all(mine.map((run) => run.ended));
}

/** Removes results that are too old or too many (the oldest first), folders nobody knows, and history past its time. */
export async function sweepQueries(ports: Ports, now: Date): Promise<{ results: number; runs: number }> {
  const { settings, db } = ports;
  const { retention } = settings;
  const old = new Set(await sweepable(db, new Date(now.getTime() - retention.spoolMs)));
  const ended = await sweepable(db, now);
  const sizes = await spoolSizes(settings.spool);
  let total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  const gone: string[] = [];
  for (const id of ended) {
    if (!old.has(id) && total <= retention.spoolBytes) break;
    total -= sizes.get(id) ?? 0;
    gone.push(id);
  }
  const kept = new Set([...ended.filter((id) => !gone.includes(id)), ...allRuns(ports).all().map((run) => run.order.id)]);
  await Promise.all([...gone, ...[...sizes.keys()].filter((id) => !kept.has(id))].map((id) => removeSpool(settings.spool, id)));
  await markSwept(db, gone, now);
  return { results: gone.length, runs: await forgetRuns(db, new Date(now.getTime() - retention.historyMs)) };
}

/** For metrics. */
export function queryCounts(ports: Ports): { queued: number; running: number; finished: number; failed: number; cancelled: number } {
  const all = allRuns(ports);
  const queued = all.all().filter((run) => run.phase === 'queued').length;
  return { queued, running: all.all().length - queued, ...all.endedCounts };
}
