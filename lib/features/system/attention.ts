import { namespaceName, routes } from '@/lib/model/routes';
import type { Wall } from '@/lib/kernel/context';
import type { Fresh } from './freshness';

export interface Attention {
  kind: 'broken-table' | 'late-table' | 'failed-query' | 'failed-job' | 'missing-wall';
  /** the part of `title` that names the thing */
  subject: string;
  title: string;
  detail: string;
  at: string | null;
  href: string;
  table: { catalog: string; namespace: string; table: string } | null;
}
interface FailedRun { readonly id: string; readonly user: string; readonly sql: string; readonly submittedAt: string; readonly error: { readonly code: string; readonly message: string } | null }

interface FailedJob { readonly id: string; readonly title: string; readonly endedAt: string | null; readonly error: { readonly message: string } | null }

/** Failures of the system; what is wrong with a text is for its writer alone. */
const SYSTEM_FAILURES: ReadonlySet<string> = new Set(['RUN_LOST', 'GENERIC_INTERNAL_ERROR', 'ICEBERG_BAD_DATA', 'REMOTE_TASK_ERROR', 'EXCEEDED_SPOOL_LIMIT', 'EXCEEDED_SPILL_LIMIT', 'EXCEEDED_LOCAL_MEMORY_LIMIT', 'EXCEEDED_TIME_LIMIT']);
const QUERIES_MAX = 3;
const JOBS_MAX = 3;
const UNITS = [[86_400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']] as const;

/** `every 2 hours`, `every day`. */
export function pace(seconds: number): string {
  const [size, unit] = UNITS.find(([each]) => seconds >= each * 0.95) ?? UNITS[3];
  const amount = Math.max(1, Math.round(seconds / size));
  return amount === 1 ? `every ${unit}` : `every ${amount} ${unit}s`;
}

/** What should be looked at, the most urgent first: unreadable tables, queries that the system failed, jobs that failed, late tables, missing walls. */
export function attentionOf(tables: readonly Fresh[], failed: readonly FailedRun[], jobs: readonly FailedJob[], walls: readonly Wall[]): Attention[] {
  const place = ({ catalog, namespace, table }: Fresh) => ({ catalog, namespace, table });
  const name = (one: Fresh) => `${namespaceName(one.namespace)}.${one.table}`;
  return [
    ...tables.filter(({ state }) => state === 'broken').map((one): Attention => ({
      kind: 'broken-table', subject: name(one), title: `Table ${name(one)} cannot be read`, detail: one.problem?.message ?? '', at: null, href: routes.table(one.catalog, one.namespace, one.table), table: place(one),
    })),
    ...failed.filter(({ error }) => error !== null && SYSTEM_FAILURES.has(error.code)).slice(0, QUERIES_MAX).map((run): Attention => ({
      kind: 'failed-query', subject: run.user, title: `A query of ${run.user} ${run.error?.code === 'RUN_LOST' ? 'was lost' : 'failed'}`, detail: run.error?.message ?? '', at: run.submittedAt, href: routes.sql({ query: run.id }), table: null,
    })),
    ...jobs.slice(0, JOBS_MAX).map((job): Attention => ({
      kind: 'failed-job', subject: job.title, title: `${job.title} failed`, detail: job.error?.message ?? '', at: job.endedAt, href: routes.job(job.id), table: null,
    })),
    ...tables.filter(({ state }) => state === 'late').map((one): Attention => ({
      kind: 'late-table', subject: name(one), title: `Table ${name(one)} is late`, detail: `A commit came ${pace(one.usualPauseSeconds ?? 0)}; the next one has not come.`, at: one.dueAt, href: routes.table(one.catalog, one.namespace, one.table, 'snapshots'), table: place(one),
    })),
    ...walls.filter(({ holds }) => !holds).map((wall): Attention => ({
      kind: 'missing-wall', subject: wall.name, title: `A wall around SQL is missing: ${wall.name}`, detail: wall.why, at: null, href: `${routes.settings()}#walls`, table: null,
    })),
  ];
}
