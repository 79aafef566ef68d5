'use client';
import type { ReactNode } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { Mark } from '@/components/ui/mark';
import { Section } from '@/components/shell/section';
import { Ago } from '@/components/shell/time';
import { useNow } from '@/components/shell/use-now';
import { count, counted, secondsSince, span, utc } from '@/components/shell/words';
import { Gauge, NoGauge } from './gauge';
import type { Attention, HomeData } from './home-data';

const WIDTH = 190;
const MARK = { 'broken-table': 'broken', 'failed-query': 'bad', 'failed-job': 'bad', 'late-table': 'warn', 'missing-wall': 'warn' } as const;
const ACTION = { 'broken-table': 'Look into it', 'failed-query': 'Open query', 'failed-job': 'Open job', 'late-table': 'See commits', 'missing-wall': 'See walls' } as const;

/** What should be looked at, the most urgent first, each with its evidence and where to act on it. */
export function NeedsAttention({ data }: { readonly data: HomeData }) {
  const { attention } = data;
  if (attention.length === 0) {
    if (data.totals.tables === 0) return null;
    return <p className="flex flex-wrap items-center gap-x-2"><Mark state="good" />Nothing needs attention<span className="text-12 text-ink-3">{counted(data.totals.tablesRead, 'table')} can be read and none is late; the system failed no query and no job in 24 h.</span></p>;
  }
  return (
    <Section title="Needs attention" note={count(attention.length)}>
      <ul className="border-b border-hair">
        {attention.map((item) => (
          <li key={item.title} className="flex min-h-11 items-center gap-3 border-t border-hair py-1 first:border-rule">
            <span className="mx-0.5"><Mark state={MARK[item.kind]} /></span>
            <div className="min-w-0 grow leading-[18px]">
              <p>{titled(item)}</p>
              <p className="truncate text-12 text-ink-2 max-sm:wrap-anywhere max-sm:whitespace-normal" title={item.detail}>{item.detail}</p>
            </div>
            <div className="shrink-0 max-[1100px]:hidden"><Evidence item={item} data={data} /></div>
            <span className="w-20 shrink-0 text-right text-12 text-ink-3 max-sm:hidden">{item.at !== null && (item.kind === 'late-table' ? <Late since={item.at} /> : <Ago at={item.at} />)}</span>
            <span className="flex w-[104px] shrink-0 [&>*]:grow"><LinkButton size="tiny" href={item.href}>{ACTION[item.kind]}</LinkButton></span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Late({ since }: { readonly since: string }) {
  const now = useNow();
  return <span title={`due ${utc(since)}`}>{span(secondsSince(since, now))} late</span>;
}

/** The title with the thing's own name in strong. */
function titled({ title, subject }: Attention): ReactNode {
  const at = title.indexOf(subject);
  return at < 0 || subject === '' ? title : <>{title.slice(0, at)}<span className="font-strong">{subject}</span>{title.slice(at + subject.length)}</>;
}

function Evidence({ item, data }: { readonly item: Attention; readonly data: HomeData }) {
  const { table } = item;
  const row = table === null ? undefined : data.freshness.find((each) => each.catalog === table.catalog && each.namespace === table.namespace && each.table === table.table);
  if (row === undefined) return null;
  if (row.state === 'broken') return <NoGauge width={WIDTH} id={`evidence-${item.title}`.replace(/[^\w-]/g, '_')} />;
  return <Gauge commits={row.commits} from={Date.parse(data.since)} to={Date.parse(data.now)} width={WIDTH} due={row.dueAt === null ? null : Date.parse(row.dueAt)} label="Commits of the table, silent since one was due" />;
}
