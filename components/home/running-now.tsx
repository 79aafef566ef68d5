'use client';
import { Link } from '@/components/ui/link';
import { Mark } from '@/components/ui/mark';
import { STATE_MARK } from '@/components/shell/jobs/job-words';
import { ProgressBar } from '@/components/shell/jobs/progress-bar';
import { StopJob } from '@/components/shell/jobs/stop-job';
import { Section } from '@/components/shell/section';
import { sqlTitle } from '@/components/shell/sql-title';
import { useNow } from '@/components/shell/use-now';
import { clock, count, counted } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import type { HomeJob, HomeRun } from './home-data';

/** Queries and jobs that run or wait: one's own, and those of others for whoever may see them. */
export function RunningNow({ runs, jobs }: { readonly runs: readonly HomeRun[]; readonly jobs: readonly HomeJob[] }) {
  const now = useNow(1000);
  return (
    <Section title="Running now" note={runs.length + jobs.length > 0 ? count(runs.length + jobs.length) : undefined}>
      {runs.length + jobs.length === 0 ? <p className="border-t border-rule py-2 text-12 text-ink-3">No query and no job runs.</p> : (
        <ul>
          {jobs.map((job) => <JobLine key={job.id} job={job} now={now} />)}
          {runs.map((run) => (
            <li key={run.id} className="border-t border-hair first:border-rule">
              <Link href={routes.sql({ query: run.id })} className="block py-1.5 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
                <span className="flex items-center gap-2"><Mark state={run.state === 'queued' ? 'queued' : 'running'} /><span className="min-w-0 grow truncate" title={run.sql}>{sqlTitle(run.sql)}</span><span className="shrink-0">{clock(Math.max(0, now - Date.parse(run.submittedAt)))}</span></span>
                <span className="flex gap-2 text-12 text-ink-3"><span className="grow">{run.user}</span><span>{run.state === 'queued' ? 'waits for its turn' : run.rowCount === null ? run.phase : `${counted(run.rowCount, 'row')} so far`}</span></span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function JobLine({ job, now }: { readonly job: HomeJob; readonly now: number }) {
  return (
    <li className="flex flex-col gap-1 border-t border-hair py-1.5 first:border-rule">
      <span className="flex items-center gap-2"><Mark state={STATE_MARK[job.state]} /><Link href={routes.job(job.id)} className="min-w-0 grow truncate rounded-1 outline-none hover:text-water-ink focus-visible:shadow-(--ring)" title={job.title}>{job.title}{job.dryRun && <span className="text-ink-3">, dry run</span>}</Link><span className="shrink-0">{clock(Math.max(0, now - Date.parse(job.startedAt ?? job.createdAt)))}</span></span>
      <span className="flex items-center gap-2 text-12 text-ink-3"><span className="min-w-0 grow truncate">{job.user}</span><ProgressBar job={job} /><StopJob job={job} size="tiny" /></span>
    </li>
  );
}
