import { parseJson, stringifyJson, type Json } from '@/lib/model/values/lossless-json';
import type { Database } from '@/lib/ports/db/port';
import { formatSecurable, parseSecurable } from '../access/securables';
import type { JobRecord, JobState, LogLine, Progress } from './job';

type Row = Awaited<ReturnType<Database['client']['job']['findMany']>>[number];

/** Objects of ours with 64-bit numbers in them are kept as text: the database's own JSON would round them. */
const text = (value: Json): string | null => (value === null ? null : stringifyJson(value));
const json = (value: string | null): Json => (value === null ? null : parseJson(value));

function toRecord(row: Row): JobRecord {
  return {
    id: row.id, kind: row.kind, title: row.title, on: parseSecurable(row.securable), dryRun: row.dryRun, input: json(row.input), userId: row.userId, userName: row.userName, state: row.state as JobState,
    progress: row.progress === null ? null : (parseJson(row.progress) as unknown as Progress), log: (parseJson(row.log) as unknown as readonly { at: string; text: string }[]).map((line): LogLine => ({ at: new Date(line.at), text: line.text })),
    result: json(row.result), error: row.error === null ? null : (parseJson(row.error) as unknown as { code: string; message: string }), createdAt: row.createdAt, startedAt: row.startedAt, endedAt: row.endedAt,
  };
}

const values = (job: JobRecord) => ({
  state: job.state, progress: job.progress === null ? null : stringifyJson({ ...job.progress }), log: stringifyJson(job.log.map(({ at, text: line }) => ({ at: at.toISOString(), text: line }))),
  result: text(job.result), error: job.error === null ? null : stringifyJson({ ...job.error }), startedAt: job.startedAt, endedAt: job.endedAt,
});

export async function insertJob(db: Database, job: JobRecord): Promise<void> {
  await db.client.job.create({ data: { id: job.id, kind: job.kind, title: job.title, securable: formatSecurable(job.on), dryRun: job.dryRun, input: text(job.input), userId: job.userId, userName: job.userName, createdAt: job.createdAt, ...values(job) } });
}

export async function saveJob(db: Database, job: JobRecord): Promise<void> {
  await db.client.job.update({ where: { id: job.id }, data: values(job) });
}

export async function findJob(db: Database, id: string): Promise<JobRecord | null> {
  const row = await db.client.job.findUnique({ where: { id } });
  return row === null ? null : toRecord(row);
}

export interface JobFilter {
  readonly state: JobState | null;
  /** the whole text of the securable */
  readonly securable: string | null;
  readonly before: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
export async function listJobRecords(db: Database, { state, securable, before, limit }: JobFilter): Promise<readonly JobRecord[]> {
  const rows = await db.client.job.findMany({
    where: {
      ...(state === null ? {} : { state }), ...(securable === null ? {} : { securable }),
      ...(before === null ? {} : { OR: [{ createdAt: { lt: before.createdAt } }, { createdAt: before.createdAt, id: { lt: before.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit,
  });
  return rows.map(toRecord);
}

/** What the last process left open is failed. Answers how many. */
export async function loseOpenJobs(db: Database, now: Date): Promise<number> {
  const { count } = await db.client.job.updateMany({
    where: { state: { in: ['queued', 'running'] } },
    data: { state: 'failed', endedAt: now, error: stringifyJson({ code: 'JOB_LOST', message: 'The console stopped while this job ran. What it had committed stays; start it again for the rest.' }) },
  });
  return count;
}

/** Forgets jobs that ended before `before`. Answers how many. */
export async function forgetJobs(db: Database, before: Date): Promise<number> {
  return (await db.client.job.deleteMany({ where: { endedAt: { lt: before } } })).count;
}
