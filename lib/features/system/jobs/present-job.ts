import { securables, tableParts } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import type { JobRecord } from '@/lib/kernel/jobs/job';

/** Whether this person may see a job: it is theirs, or they may maintain what it is about, or look after all maintenance. */
export const maySee = (ctx: Context, job: JobRecord): boolean => job.userId === ctx.principal.id || ctx.can('maintain', job.on) || ctx.can('read', securables.admin('maintenance'));
const mayCancel = (ctx: Context, job: JobRecord): boolean => job.userId === ctx.principal.id || ctx.can('manage', securables.admin('maintenance'));

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

export function presentJob(ctx: Context, job: JobRecord) {
  return {
    id: job.id, kind: job.kind, title: job.title, table: tableParts(job.on), dryRun: job.dryRun, state: job.state, user: job.userName, progress: job.progress === null ? null : { ...job.progress }, error: job.error === null ? null : { ...job.error },
    createdAt: job.createdAt.toISOString(), startedAt: instant(job.startedAt), endedAt: instant(job.endedAt), can: { cancel: job.endedAt === null && mayCancel(ctx, job) },
  };
}

export const presentJobDetail = (ctx: Context, job: JobRecord) =>
  ({ ...presentJob(ctx, job), input: job.input, result: job.result, log: job.log.map(({ at, text }) => ({ at: at.toISOString(), text })) });
