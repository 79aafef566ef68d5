import { z } from 'zod';
import { endpoint, instant, page, paged } from './parts';

const tag = 'Jobs';
export const jobState = z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']);

/** Work that takes longer than a request. */
export const job = z.object({
  id: z.string(),
  kind: z.string().describe('noun.verb: table.compact'),
  title: z.string(),
  table: z.object({ catalog: z.string(), namespace: z.string(), table: z.string() }).nullable(),
  dryRun: z.boolean().describe('tells what it would do, and does nothing'),
  state: jobState,
  user: z.string(),
  progress: z.object({ done: z.number(), total: z.number().nullable(), unit: z.string() }).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  can: z.record(z.string(), z.boolean()),
});
/** `result` is what the kind of job gives; 64-bit ids in it are text. */
export const jobDetail = job.extend({ input: z.unknown(), result: z.unknown(), log: z.array(z.object({ at: instant, text: z.string() })) });

const byId = z.object({ id: z.string().min(1).max(64) });
export const jobs = {
  list: endpoint('GET', '/jobs', tag, 'Jobs that you may see, newest first')
    .input(z.object({ ...paged, state: jobState.optional(), on: z.string().max(4000).optional().describe('only of one thing: table/lake/shop/orders') })).output(page(job)),
  get: endpoint('GET', '/jobs/{id}', tag, 'One job: how far it is, what it said, what came out').input(byId).output(jobDetail),
  cancel: endpoint('DELETE', '/jobs/{id}', tag, 'Stops a job at its next step: 202, or 200 when it had ended. What it has committed stays').route({ outputStructure: 'detailed' }).input(byId)
    .output(z.union([z.object({ status: z.literal(202), body: jobDetail }), z.object({ status: z.literal(200), body: jobDetail })])),
};
