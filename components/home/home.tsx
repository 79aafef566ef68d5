'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SquareTerminal } from 'lucide-react';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';
import { Segments } from '@/components/ui/segments';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useMe } from '@/components/shell/use-me';
import { useNow } from '@/components/shell/use-now';
import { useView } from '@/components/shell/use-view';
import { count, counted } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { ContinueList } from './continue-list';
import { FirstSteps } from './first-steps';
import { FreshnessTable } from './freshness-table';
import type { HomeData } from './home-data';
import { LakeTotals } from './lake-totals';
import { NeedsAttention } from './needs-attention';
import { RunningNow } from './running-now';

const WINDOWS = ['24h', '7d', '30d'] as const;
type Window = (typeof WINDOWS)[number];
const LABEL: Readonly<Record<Window, string>> = { '24h': '24 h', '7d': '7 d', '30d': '30 d' };
const READING_MS = 1000;
const JOBS_MS = 2000;
const RUNNING_MS = 5000;
const RESTING_MS = 60_000;

const today = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** What matters now: what is broken or late first, how fresh tables are, what runs, where to go on. */
export function Home() {
  const view = useView();
  const now = useNow();
  const me = useMe();
  const asked = WINDOWS.find((each) => each === view.get('window')) ?? '30d';
  const home = useQuery({
    ...api.system.home.queryOptions({ input: { window: asked } }), placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.namesComplete === false ? READING_MS : (state.data?.jobs.length ?? 0) > 0 ? JOBS_MS : (state.data?.running.length ?? 0) > 0 ? RUNNING_MS : RESTING_MS),
  });
  return (
    <main className="min-h-0 min-w-0 grow overflow-y-auto">
      <PageHead
        title="Home" beside={<span className="text-ink-3" suppressHydrationWarning>{today.format(now).replace(' at ', ', ')}</span>}
        actions={me.data?.can['runQueries'] === true && <LinkButton variant="primary" href={routes.sql({ tab: 'new' })} icon={<SquareTerminal size={16} strokeWidth={1.6} aria-hidden="true" />}>New query</LinkButton>}
      />
      <div className="flex flex-col gap-3.5 px-5 pt-2 pb-5 max-sm:px-4">
        <Part query={home} what="Home" rows={12}>
          {(data) => (
            <>
              <FirstSteps data={data} />
              <NeedsAttention data={data} />
              <div className="grid grid-cols-[minmax(0,1fr)_340px] gap-9 max-[1100px]:grid-cols-1 max-[1100px]:gap-4">
                <Section
                  title="Freshness" note={<span className="max-sm:hidden">{scope(data)}. A tick is a commit, its height the magnitude of its rows</span>}
                  actions={<Segments label="Window" value={asked} options={WINDOWS.map((each) => ({ value: each, label: LABEL[each] }))} onChange={(value) => view.set({ window: value === '30d' ? null : value })} />}
                >
                  {data.freshness.length > 0 ? <FreshnessTable data={data} window={LABEL[asked]} /> : <NoTables data={data} />}
                </Section>
                <div className="flex flex-col gap-3">
                  <RunningNow runs={data.running} jobs={data.jobs} />
                  <ContinueList runs={data.recent} />
                  <LakeTotals totals={data.totals} />
                </div>
              </div>
            </>
          )}
        </Part>
      </div>
    </main>
  );
}

function scope({ totals, freshness, namesComplete }: HomeData): string {
  const tables = freshness.length < totals.tables ? `${count(freshness.length)} of ${counted(totals.tables, 'table')}` : counted(totals.tables, 'table');
  return namesComplete ? `${tables}, late first` : `${tables} so far; names are still being read`;
}

function NoTables({ data }: { readonly data: HomeData }) {
  if (!data.namesComplete) return <p className="border-t border-rule py-2 text-12 text-ink-3">The names of the catalog are being read.</p>;
  return <Empty title="No tables to see" why="The catalog holds none, or no right on one was granted to you. An admin can grant it." action={<LinkButton href={routes.tables()}>See catalogs</LinkButton>} />;
}
