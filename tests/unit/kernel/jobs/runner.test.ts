import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/model/errors';
import type { Json } from '@/lib/model/values/lossless-json';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import type { JobHandle, JobRecord } from '@/lib/kernel/jobs/job';
import { cancelJob, cancelJobsOf, jobById, recoverJobs, startJob, stopJobs } from '@/lib/kernel/jobs/runner';
import { findJob, forgetJobs, listJobRecords } from '@/lib/kernel/jobs/store';
import { peoplePorts } from '@/tests/support/people-ports';

let lake: Awaited<ReturnType<typeof peoplePorts>>;
let ann: Context;
beforeAll(async () => {
  lake = await peoplePorts();
  ann = await lake.person('ann', 'engineer', 'catalog/lake');
}, 60_000);
afterAll(() => lake.end());

type Work = (ctx: Context, job: JobHandle) => Promise<Json>;
const start = (work: Work, table = 'orders', ctx: Context = ann): Promise<JobRecord> =>
  startJob(lake.ports, { kind: 'table.compact', title: `Compact ${table}`, on: securables.table('lake', 'shop', table), dryRun: false, input: { big: 2n ** 62n }, principal: ctx.principal, source: ctx.source, requestId: 'r' }, () => new Date(), work);
const ended = async (id: string): Promise<JobRecord> => {
  for (;;) {
    const job = await findJob(lake.ports.db, id);
    if (job !== null && job.endedAt !== null) return job;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
};
/** Work that waits until it is let go, and ends early when it is told to stop. */
function gate(): { work: Work; open: () => void; entered: Promise<void> } {
  let [open, enter] = [(): void => undefined, (): void => undefined];
  const opened = new Promise<void>((resolve) => { open = resolve; });
  const entered = new Promise<void>((resolve) => { enter = resolve; });
  const work: Work = (_, { signal }) => new Promise((resolve, reject) => {
    enter();
    void opened.then(() => resolve(null));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return { work, open, entered };
}

describe('a job', () => {
  it('tells how far it is, and keeps what it said and what came out, to the last digit', async () => {
    const { entered, open, work } = gate();
    const job = await start(async (ctx, handle) => {
      handle.say('looked');
      handle.progress(3, 10, 'files');
      await work(ctx, handle);
      return { removed: 2n ** 63n - 1n };
    });
    await entered;
    expect(await jobById(lake.ports, job.id)).toMatchObject({ state: 'running', progress: { done: 3, total: 10, unit: 'files' } });
    open();
    expect(await ended(job.id)).toMatchObject({ state: 'finished', userName: 'ann', input: { big: 2n ** 62n }, result: { removed: 2n ** 63n - 1n }, log: [{ text: 'looked' }], error: null });
  });

  it('that ends while the database takes nothing is told from this process, and is in the database once that takes it', async () => {
    const { entered, open, work } = gate();
    const { id } = await start(work);
    await entered;
    await lake.ports.db.client.$executeRawUnsafe('ALTER TABLE "Job" RENAME TO "JobAway"');
    open();
    await expect.poll(async () => (await jobById(lake.ports, id))?.state).toBe('finished');
    await expect(findJob(lake.ports.db, id)).rejects.toThrow();
    await lake.ports.db.client.$executeRawUnsafe('ALTER TABLE "JobAway" RENAME TO "Job"');
    expect((await findJob(lake.ports.db, id))?.state).toBe('running');
    expect(cancelJob(lake.ports, id)).toBe(false);
    expect(await ended(id)).toMatchObject({ state: 'finished', error: null });
  });

  it('that fails says why; a mistake of ours is logged and not told', async () => {
    const refused = await start(async () => { throw new AppError('CONFLICT', 'Somebody was first.'); });
    expect(await ended(refused.id)).toMatchObject({ state: 'failed', error: { code: 'CONFLICT', message: 'Somebody was first.' } });
    const broken = await start(async () => { throw new TypeError('secret of the code'); });
    expect((await ended(broken.id)).error).toEqual({ code: 'INTERNAL', message: expect.not.stringContaining('secret') as string });
    expect(lake.logged.some((line) => line.includes('A job failed'))).toBe(true);
  });

  it('waits for another on the same table, and for no other', async () => {
    const [first, second, other] = [gate(), gate(), gate()];
    const one = await start(first.work);
    const two = await start(second.work);
    const three = await start(other.work, 'products');
    await Promise.all([first.entered, other.entered]);
    expect([(await jobById(lake.ports, two.id))?.state, (await jobById(lake.ports, three.id))?.state]).toEqual(['queued', 'running']);
    first.open();
    await second.entered;
    expect((await ended(one.id)).state).toBe('finished');
    second.open();
    other.open();
    expect([(await ended(two.id)).state, (await ended(three.id)).state]).toEqual(['finished', 'finished']);
  });

  it('stops when it is told, also while it waits', async () => {
    const [first, second] = [gate(), gate()];
    const one = await start(first.work);
    const two = await start(second.work);
    await first.entered;
    expect([cancelJob(lake.ports, two.id), cancelJob(lake.ports, one.id), cancelJob(lake.ports, 'nobody')]).toEqual([true, true, false]);
    expect([(await ended(one.id)).state, (await ended(two.id)).state]).toEqual(['cancelled', 'cancelled']);
    expect(cancelJob(lake.ports, one.id)).toBe(false);
  });

  it('ends with the access of its person', async () => {
    const { work, entered } = gate();
    const job = await start(work);
    await entered;
    await cancelJobsOf(lake.ports, 'somebody else');
    expect((await jobById(lake.ports, job.id))?.state).toBe('running');
    await cancelJobsOf(lake.ports, ann.principal.id);
    expect((await findJob(lake.ports.db, job.id))?.state).toBe('cancelled');
  });

  it('is lost with the console, whether it stops or is killed, and says so', async () => {
    const { work, entered } = gate();
    const job = await start(work);
    await entered;
    await stopJobs(lake.ports);
    expect(await findJob(lake.ports.db, job.id)).toMatchObject({ state: 'failed', error: { code: 'JOB_LOST' } });
    await lake.ports.db.client.job.update({ where: { id: job.id }, data: { state: 'running', endedAt: null, error: null } });
    expect(await recoverJobs(lake.ports, new Date())).toBe(1);
    expect(await findJob(lake.ports.db, job.id)).toMatchObject({ state: 'failed', error: { code: 'JOB_LOST' } });
  });

  it('is listed newest first, by pages and by thing, until it is forgotten', async () => {
    const all = await listJobRecords(lake.ports.db, { state: null, securable: null, before: null, limit: 100 });
    expect(all.length).toBeGreaterThan(7);
    expect(all.map(({ createdAt }) => createdAt.getTime())).toEqual(all.map(({ createdAt }) => createdAt.getTime()).toSorted((a, b) => b - a));
    const second = await listJobRecords(lake.ports.db, { state: null, securable: null, before: all[2]!, limit: 2 });
    expect(second.map(({ id }) => id)).toEqual(all.slice(3, 5).map(({ id }) => id));
    expect((await listJobRecords(lake.ports.db, { state: 'failed', securable: null, before: null, limit: 100 })).every(({ state }) => state === 'failed')).toBe(true);
    expect((await listJobRecords(lake.ports.db, { state: null, securable: 'table/lake/shop/products', before: null, limit: 100 })).map(({ title }) => title)).toEqual(['Compact products']);
    expect(await forgetJobs(lake.ports.db, new Date(Date.now() + 1000))).toBe(all.length);
  });
});
