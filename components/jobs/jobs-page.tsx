'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Empty } from '@/components/ui/empty';
import { Segments } from '@/components/ui/segments';
import { hasEnded, STATE_MARK, type JobItem } from '@/components/shell/jobs/job-words';
import { ProgressBar } from '@/components/shell/jobs/progress-bar';
import { StopJob } from '@/components/shell/jobs/stop-job';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Ago } from '@/components/shell/time';
import { useNow } from '@/components/shell/use-now';
import { useView } from '@/components/shell/use-view';
import { duration } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';

const STATES = [['', 'All'], ['queued', 'Waiting'], ['running', 'Running'], ['finished', 'Finished'], ['failed', 'Failed'], ['cancelled', 'Cancelled']] as const;
type State = (typeof STATES)[number][0];
const LOOK_MS = 2000;

/** Work that takes longer than a request: what runs, what ran, and what came of it. */
export function JobsPage() {
  const view = useView();
  const state = STATES.find(([key]) => key === view.get('state'))?.[0] ?? '';
  const jobs = useInfiniteQuery(api.jobs.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: 50, ...(state === '' ? {} : { state }), ...(cursor === undefined ? {} : { cursor }) }), initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: LOOK_MS,
  }));
  const list = { data: jobs.data?.pages.flatMap(({ items }) => items), error: jobs.error, refetch: jobs.refetch };
  return (
    <main className="min-h-0 min-w-0 grow overflow-y-auto">
      <PageHead title="Jobs" facts={<span>Long work on tables. It goes on when this page is closed.</span>} />
      <div className="flex flex-col gap-3 px-5 pt-3.5 pb-5 max-sm:px-4">
        <div><Segments label="State" value={state} options={STATES.map(([value, label]) => ({ value, label }))} onChange={(value: State) => view.set({ state: value })} /></div>
        <Part query={list} what="The jobs" rows={8} empty={(items) => items.length === 0 && <Empty title={state === '' ? 'No job has run' : `No job is ${state === 'queued' ? 'waiting' : state}`} why="A job begins on the Maintenance tab of a table, or when a file is loaded." />}>
          {(items) => (
            <PlainTable label="Jobs" head={<><Th>Job</Th><Th>State</Th><Th className="max-sm:hidden">By</Th><Th right className="max-sm:hidden">Took</Th><Th right>Asked</Th></>}>
              {items.map((job) => <Row key={job.id} job={job} />)}
            </PlainTable>
          )}
        </Part>
        {jobs.hasNextPage && <div><Button busy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>Show earlier jobs</Button></div>}
      </div>
    </main>
  );
}

function Row({ job }: { readonly job: JobItem }) {
  const now = useNow(1000);
  const took = job.startedAt === null ? null : (job.endedAt === null ? now : Date.parse(job.endedAt)) - Date.parse(job.startedAt);
  return (
    <Tr>
      <Td wraps className="py-1.5">
        <span className="flex flex-wrap items-center gap-2"><Link href={routes.job(job.id)} className="rounded-1 font-strong outline-none hover:text-water-ink focus-visible:shadow-(--ring)">{job.title}</Link>{job.dryRun && <Chip>dry run</Chip>}</span>
      </Td>
      <Td wraps className="py-1.5"><Chip state={STATE_MARK[job.state]}>{job.state}</Chip>{!hasEnded(job) && <div className="mt-1 flex flex-wrap items-center gap-2.5"><ProgressBar job={job} /><StopJob job={job} size="tiny" /></div>}{job.error !== null && <span className="block text-12 text-bad-ink">{job.error.message}</span>}</Td>
      <Td className="max-sm:hidden">{job.user}</Td>
      <Td right className="max-sm:hidden">{took === null ? '\u2013' : duration(Math.max(0, took))}</Td>
      <Td right><Ago at={job.createdAt} /></Td>
    </Tr>
  );
}
