'use client';
import { Link } from '@/components/ui/link';
import { useId } from 'react';
import { timeScale } from '@/components/charts/time-scale';
import { ZebraAxis } from '@/components/charts/zebra-axis';
import { Mark } from '@/components/ui/mark';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Ago } from '@/components/shell/time';
import { useSize } from '@/components/shell/use-size';
import { count, counted, utc } from '@/components/shell/words';
import { namespaceName, routes } from '@/lib/model/routes';
import { Gauge, NoGauge } from './gauge';
import type { HomeData } from './home-data';

const MARK = { ok: 'good', late: 'warn', broken: 'broken' } as const;
const WORD = { ok: 'in time', late: 'late', broken: 'unreadable' } as const;

/** Tables, the late ones first, each with its commits on one axis of time. */
export function FreshnessTable({ data, window }: { readonly data: HomeData; readonly window: string }) {
  const { ref, width } = useSize<HTMLDivElement>();
  const pattern = useId();
  const from = Date.parse(data.since);
  const to = Date.parse(data.now);
  return (
    <PlainTable
      label="Freshness" className="table-fixed"
      head={<>
        <Th className="w-[26%] align-bottom max-sm:w-[40%]">Table</Th>
        <Th right className="w-[108px] align-bottom max-sm:w-[76px]">Last commit</Th>
        <th scope="col" className="h-10 border-b border-rule px-3 pb-1 align-bottom max-sm:pr-0">
          <span className="sr-only">Commits in the last {window}</span>
          <div ref={ref} aria-hidden="true">{width > 0 && <svg width={width} height="23" className="block"><ZebraAxis scale={timeScale(from, to, width)} last="now" /></svg>}</div>
        </th>
        <Th right className="w-[112px] align-bottom max-sm:hidden">Rows in {window}</Th>
      </>}
    >
      {data.freshness.map((table) => {
        const name = `${namespaceName(table.namespace)}.${table.table}`;
        return (
          <Tr key={`${table.catalog}/${table.namespace}/${table.table}`}>
            <Td className="truncate">
              <Link href={routes.table(table.catalog, table.namespace, table.table)} title={name} className="flex items-center gap-2 rounded-1 outline-none hover:text-water-ink focus-visible:shadow-(--ring)">
                <Mark state={MARK[table.state]} /><span className="sr-only">{WORD[table.state]}</span><span className="min-w-0 truncate">{name}</span>
              </Link>
            </Td>
            <Td right className={table.state === 'broken' ? 'text-bad-ink' : table.state === 'late' ? 'text-warn-ink' : 'text-ink-2'}>{table.state === 'broken' ? 'unreadable' : <Ago at={table.lastCommitAt} none="no commit" />}</Td>
            <Td className="px-3 max-sm:pr-0">
              {width > 0 && (table.state === 'broken' ? <NoGauge width={width} id={`${pattern}-${table.namespace}-${table.table}`.replace(/[^\w-]/g, '_')} /> : (
                <Gauge commits={table.commits} from={from} to={to} width={width} due={table.dueAt === null ? null : Date.parse(table.dueAt)} label={`${counted(table.commitCount, 'commit')} in the last ${window}${table.dueAt === null ? '' : `; the next was due ${utc(table.dueAt)}`}`} />
              ))}
            </Td>
            <Td right className={`max-sm:hidden ${table.rowsAdded === null ? 'text-ink-3' : ''}`}>{table.rowsAdded === null ? 'unknown' : count(table.rowsAdded)}</Td>
          </Tr>
        );
      })}
    </PlainTable>
  );
}
