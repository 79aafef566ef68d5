'use client';
import { useQuery } from '@tanstack/react-query';
import { Note } from '@/components/ui/note';
import { PartProblem } from '@/components/shell/part-problem';
import { Section } from '@/components/shell/section';
import { count } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import type { TableInfo, TablePlace } from '../table-place';
import { ColumnsTable } from './columns-table';
import { drawnPartitions } from './drawn-partitions';
import { LastCommits } from './last-commits';
import { RowsByPartition } from './rows-by-partition';
import { TableFacts } from './table-facts';
import { TableFigures } from './table-figures';

/** What is in the table, how it is spread, and what happened to it last. */
export function OverviewTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const statistics = useQuery(api.tables.statistics.queryOptions({ input: place }));
  const partitions = drawnPartitions(place, table);
  const topLevel = table.schema.fields.filter((field) => field.depth === 0);
  return (
    <div className="flex min-h-0 grow flex-col gap-2.5 overflow-y-auto px-5 pt-3.5 pb-5 max-sm:px-4 [&>*]:shrink-0">
      <TableFigures place={place} table={table} />
      {table.adoptedFrom !== null && <Note state="warn">This folder was copied: its metadata names {table.adoptedFrom}. It is read where it lies now, and cannot be changed from here.</Note>}
      <div className="flex gap-8 max-[1100px]:flex-col">
        <Section className="grow" title="Columns" note={`${count(topLevel.length)}${table.schema.fields.length > topLevel.length ? `, ${count(table.schema.fields.length)} with nested` : ''}`}>
          {statistics.error && !statistics.data && <PartProblem error={statistics.error} what="The statistics of the columns" retry={() => void statistics.refetch()} />}
          {statistics.data?.boundsHidden && <Note state="idle">Least, greatest and spread are values of rows; they show with the right to select. {table.grantors.length > 0 ? `${table.grantors.join(', ')} can grant it.` : ''}</Note>}
          <ColumnsTable fields={topLevel} columns={statistics.data?.columns ?? null} />
        </Section>
        <div className="flex w-[312px] shrink-0 flex-col gap-3 max-[1100px]:w-full">
          <LastCommits place={place} />
          {partitions && <RowsByPartition asked={partitions} />}
          <TableFacts place={place} table={table} />
        </div>
      </div>
    </div>
  );
}
