import { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { formatSecurable, parseSecurable, securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { JOB_STATES, type JobRecord } from '@/lib/kernel/jobs/job';
import { asItIsNow } from '@/lib/kernel/jobs/runner';
import { listJobRecords } from '@/lib/kernel/jobs/store';
import { maySee, presentJob } from './present-job';

const BATCH = 200;
/** rows looked through for one page, when most belong to others */
const LOOKED_MAX = 5000;

/** Jobs newest first, those alone that one may see. */
export const listJobs = command({
  name: 'job.list', audit: 'none', permission: 'authenticated',
  input: z.object({ cursor: z.string().max(200).optional(), limit: z.number().int().min(1).max(1000), state: z.enum(JOB_STATES).optional(), on: z.string().max(4000).optional() }),
  run: async (ctx, input) => {
    const [at, id] = input.cursor?.split('~') ?? [];
    if (input.cursor !== undefined && (id === undefined || Number.isNaN(Date.parse(at ?? '')))) throw invalidInput('The cursor is not one that this API gave.', { cursor: 'use the `next` of the page before' });
    const securable = input.on === undefined ? null : formatSecurable(parseSecurable(input.on));
    const everything = ctx.can('read', securables.admin('maintenance'));
    const page: JobRecord[] = [];
    let before = id === undefined || at === undefined ? null : { createdAt: new Date(at), id };
    for (let looked = 0; page.length <= input.limit && looked < LOOKED_MAX;) {
      const rows = await listJobRecords(ctx.ports.db, { state: input.state ?? null, securable, before, limit: BATCH });
      page.push(...rows.filter((row) => everything || maySee(ctx, row)));
      looked += rows.length;
      const last = rows.at(-1);
      if (rows.length < BATCH || last === undefined) break;
      before = last;
    }
    const shown = page.slice(0, input.limit);
    const last = shown.at(-1);
    return { items: shown.map((row) => presentJob(ctx, asItIsNow(ctx.ports, row))), next: page.length > input.limit && last ? `${last.createdAt.toISOString()}~${last.id}` : null };
  },
});
