'use client';
import { Link } from '@/components/ui/link';
import { Chip } from '@/components/ui/chip';
import { Note } from '@/components/ui/note';
import { Fact, Facts } from '@/components/shell/facts';
import { JobReport } from '@/components/shell/jobs/job-report';
import { hasEnded, resultRows, STATE_MARK, type JobDetail } from '@/components/shell/jobs/job-words';
import { ProgressBar } from '@/components/shell/jobs/progress-bar';
import { StopJob } from '@/components/shell/jobs/stop-job';
import { useJob } from '@/components/shell/jobs/use-job';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { Moment } from '@/components/shell/time';
import { useNow } from '@/components/shell/use-now';
import { duration, moment, utc } from '@/components/shell/words';
import { namespaceName, routes } from '@/lib/model/routes';

/** One job: how far it is, what it said, what came out. */
export function JobPage({ id }: { readonly id: string }) {
  const job = useJob(id);
  return (
    <main className="min-h-0 min-w-0 grow overflow-y-auto">
      <PageHead crumbs={[{ text: 'Jobs', href: routes.jobs() }]} title={job.data?.title ?? 'Job'} beside={job.data && <><Chip state={STATE_MARK[job.data.state]}>{job.data.state}</Chip>{job.data.dryRun && <Chip>dry run</Chip>}</>} actions={job.data && <StopJob job={job.data} />} />
      <div className="px-5 pt-3.5 pb-5 max-sm:px-4"><Part query={job} what="The job" rows={8}>{(data) => <Body job={data} />}</Part></div>
    </main>
  );
}

function Body({ job }: { readonly job: JobDetail }) {
  const now = useNow(1000);
  const rows = resultRows(job.kind, job.result);
  const took = job.startedAt === null ? null : (job.endedAt === null ? now : Date.parse(job.endedAt)) - Date.parse(job.startedAt);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_312px] gap-9 max-[1100px]:grid-cols-1 max-[1100px]:gap-5">
      <div className="flex min-w-0 flex-col gap-5">
        {job.error !== null && <Note state="bad">{job.error.message}</Note>}
        {job.state === 'cancelled' && <Note>It was stopped. What it had committed by then stays.</Note>}
        {!hasEnded(job) && <Section title="Progress"><ProgressBar job={job} /></Section>}
        {rows.length > 0 && <Section title={job.dryRun ? 'What it would do' : 'What it did'}><JobReport job={job} /></Section>}
        <Section title="Log" note={job.log.length === 0 ? 'nothing said yet' : undefined}>
          <ol className="border-t border-rule pt-1 font-mono text-12">
            {job.log.map((line, index) => <li key={`${line.at} ${index}`} className="flex gap-3 py-0.5"><time dateTime={line.at} title={utc(line.at)} className="shrink-0 text-ink-3">{moment(line.at, now)}</time><span className="min-w-0 break-words">{line.text}</span></li>)}
          </ol>
        </Section>
      </div>
      <Section title="About">
        <Facts ruled>
          {job.table !== null && <Fact name="Table"><Link className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href={routes.table(job.table.catalog, job.table.namespace, job.table.table, 'maintenance')}>{namespaceName(job.table.namespace)}.{job.table.table}</Link></Fact>}
          <Fact name="Asked by">{job.user}</Fact>
          <Fact name="Asked"><Moment at={job.createdAt} /></Fact>
          {job.startedAt !== null && <Fact name="Began"><Moment at={job.startedAt} /></Fact>}
          {took !== null && <Fact name={job.endedAt === null ? 'Runs for' : 'Took'}>{duration(Math.max(0, took))}</Fact>}
          <Fact name="Id" mono>{job.id}</Fact>
        </Facts>
      </Section>
    </div>
  );
}
