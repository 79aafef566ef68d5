import { randomBytes } from 'node:crypto';
import { isAppError } from '@/lib/model/errors';
import type { Json } from '@/lib/model/values/lossless-json';
import { formatSecurable } from '../access/securables';
import type { Context, Ports } from '../context';
import { newContext, withRights } from '../new-context';
import type { JobHandle, JobOrder, JobRecord, LogLine, Progress } from './job';
import { findJob, insertJob, loseOpenJobs, saveJob } from './store';
import { Turns } from './turns';
import { UnsavedEnds } from './unsaved-ends';

const AT_ONCE = 2;
const WAITING_FOR_ONE_THING = 20;
const LOG_MAX = 1000;
/** how often what a job says goes into the database while it runs */
const SAVE_MS = 1000;

interface Live { record: JobRecord; readonly abort: AbortController; settled: Promise<void>; lost: boolean }

/** The jobs that run in this process: two at once, and one at a time on one thing, so that two on one table wait for each other. */
class Jobs {
  readonly live = new Map<string, Live>();
  /** jobs that have ended and live here until the database has that */
  readonly unsaved = new UnsavedEnds();
  readonly turns = new Turns({ total: AT_ONCE, perPerson: 1, queuePerPerson: WAITING_FOR_ONE_THING });
}

const KEY = Symbol.for('lakehouse-console.jobs');
/** Kept on the ports, because a module may exist twice in one process. */
function jobsOf(ports: Ports): Jobs {
  const holder = ports as { [KEY]?: Jobs };
  return (holder[KEY] ??= new Jobs());
}

export const newJobId = (now: Date): string => `${now.toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 15)}_${randomBytes(8).toString('hex')}`;

/**
 * Takes a job in and answers at once. `work` runs when its turn comes, with a context of the person who asked whose signal is the
 * job's; whatever verb it calls asks for rights again. TOO_MANY_REQUESTS when too many wait for the same thing.
 */
export async function startJob(ports: Ports, order: JobOrder, now: () => Date, work: (ctx: Context, job: JobHandle) => Promise<Json>): Promise<JobRecord> {
  const jobs = jobsOf(ports);
  jobs.turns.requireRoom(formatSecurable(order.on));
  const record: JobRecord = {
    id: order.id ?? newJobId(now()), kind: order.kind, title: order.title, on: order.on, dryRun: order.dryRun, input: order.input,
    userId: order.principal.id, userName: order.principal.name, state: 'queued', progress: null, log: [], result: null, error: null, createdAt: now(), startedAt: null, endedAt: null,
  };
  await insertJob(ports.db, record);
  const live: Live = { record, abort: new AbortController(), settled: Promise.resolve(), lost: false };
  jobs.live.set(record.id, live);
  live.settled = drive(ports, jobs, live, order, now, work);
  return record;
}

async function drive(ports: Ports, jobs: Jobs, live: Live, order: JobOrder, now: () => Date, work: (ctx: Context, job: JobHandle) => Promise<Json>): Promise<void> {
  const change = (changes: Partial<JobRecord>): void => { live.record = { ...live.record, ...changes }; };
  const say = (text: string): void => {
    const line: LogLine = { at: now(), text };
    change({ log: [...live.record.log, line].slice(-LOG_MAX) });
  };
  const saving = setInterval(() => { if (live.record.state === 'running') void save(ports, live); }, SAVE_MS).unref();
  let back: (() => void) | null = null;
  try {
    back = await jobs.turns.enter(formatSecurable(order.on), live.record.id);
    live.abort.signal.throwIfAborted();
    change({ state: 'running', startedAt: now() });
    await save(ports, live);
    const ctx = await withRights(newContext(ports, order.principal, order.source, { requestId: order.requestId, signal: live.abort.signal, now }));
    const result = await work(ctx, { id: live.record.id, signal: live.abort.signal, say, progress: (done, total, unit) => change({ progress: { done, total, unit } satisfies Progress }) });
    change({ state: 'finished', result, endedAt: now() });
  } catch (error) {
    const stopped = live.abort.signal.aborted;
    if (!stopped && !isAppError(error)) ports.log.error({ error, jobId: live.record.id }, 'A job failed for a reason of the console');
    const told = isAppError(error) ? { code: error.code, message: error.message } : { code: 'INTERNAL', message: 'The console made a mistake; its log says more.' };
    if (live.lost) change({ state: 'failed', endedAt: now(), error: { code: 'JOB_LOST', message: 'The console stopped while this job ran. What it had committed stays; start it again for the rest.' } });
    else change(stopped ? { state: 'cancelled', endedAt: now() } : { state: 'failed', endedAt: now(), error: told });
  } finally {
    clearInterval(saving);
    const forget = (): void => void jobs.live.delete(live.record.id);
    if (await save(ports, live)) forget();
    else jobs.unsaved.keep(live.record.id, () => save(ports, live), forget);
    back?.();
  }
}

/** False when the database could not take it. */
async function save(ports: Ports, live: Live): Promise<boolean> {
  try {
    await saveJob(ports.db, live.record);
    return true;
  } catch (error) {
    ports.log.error({ error, jobId: live.record.id }, 'The state of a job could not be saved');
    return false;
  }
}

/** As it is now, running or ended; null when there is none. */
export const jobById = async (ports: Ports, id: string): Promise<JobRecord | null> => jobsOf(ports).live.get(id)?.record ?? findJob(ports.db, id);
/** What a list from the database shows of jobs that run: they know more than their rows. */
export const asItIsNow = (ports: Ports, record: JobRecord): JobRecord => jobsOf(ports).live.get(record.id)?.record ?? record;

/** Asks a job to stop: out of the queue at once, else at its next step. False when it has ended. */
export function cancelJob(ports: Ports, id: string): boolean {
  const jobs = jobsOf(ports);
  const live = jobs.live.get(id);
  if (live === undefined || live.record.endedAt !== null) return false;
  live.abort.abort();
  jobs.turns.leave(id);
  return true;
}

/** Cancels the jobs of a person whose access has ended, and waits until each has stopped. */
export async function cancelJobsOf(ports: Ports, userId: string): Promise<void> {
  const mine = [...jobsOf(ports).live.values()].filter(({ record }) => record.userId === userId);
  for (const { record } of mine) cancelJob(ports, record.id);
  await Promise.all(mine.map(({ settled }) => settled));
}

export const recoverJobs = (ports: Ports, now: Date): Promise<number> => loseOpenJobs(ports.db, now);

/** The console stops: every job ends as lost, which is in the database when this resolves. */
export async function stopJobs(ports: Ports): Promise<void> {
  const jobs = jobsOf(ports);
  const open = [...jobs.live.values()];
  for (const live of open) {
    if (live.record.endedAt !== null) continue;
    live.lost = true;
    live.abort.abort();
    jobs.turns.leave(live.record.id);
  }
  await Promise.all(open.map(({ settled }) => settled));
  await jobs.unsaved.close();
}
