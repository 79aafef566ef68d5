import { z } from 'zod';
import { notFound } from '@/lib/model/errors';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { JobRecord } from '@/lib/kernel/jobs/job';
import { cancelJob as stop, jobById } from '@/lib/kernel/jobs/runner';
import { maySee, presentJobDetail } from './present-job';

const byId = z.object({ id: z.string().min(1).max(64) });

/** What one may not see does not exist. */
async function seen(ctx: Context, id: string): Promise<JobRecord> {
  const job = await jobById(ctx.ports, id);
  if (job === null || !maySee(ctx, job)) throw notFound('job', id);
  return job;
}

export const getJob = command({
  name: 'job.get', audit: 'none', input: byId, permission: 'authenticated',
  run: async (ctx, { id }) => presentJobDetail(ctx, await seen(ctx, id)),
});

export const cancelJob = command({
  name: 'job.cancel', audit: 'mutation', input: byId,
  permission: async ({ id }, ctx) => ((await seen(ctx, id)).userId === ctx.principal.id ? 'authenticated' : { privilege: 'manage', securable: securables.admin('maintenance') }),
  run: async (ctx, { id }) => {
    const job = await seen(ctx, id);
    ctx.note({ jobId: id, kind: job.kind });
    const stopped = stop(ctx.ports, id);
    const body = presentJobDetail(ctx, (await jobById(ctx.ports, id)) ?? job);
    return stopped ? { status: 202 as const, body } : { status: 200 as const, body };
  },
});
