'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Bytes } from '@/components/shell/bytes';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { Ago } from '@/components/shell/time';
import { useView } from '@/components/shell/use-view';
import { count } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import type { Partition } from './heat-shape';

const SHOWN = 200;
const COLUMNS = [['partition', 'Partition'], ['rows', 'Rows'], ['bytes', 'Size'], ['files', 'Files'], ['deletes', 'Delete files'], ['age', 'Last file']] as const;
type Sort = (typeof COLUMNS)[number][0];
const NARROW = new Set<Sort>(['deletes', 'age', 'files']);

/** Partitions as a table, sorted over all of them; a row leads to its files. */
export function PartitionTable({ place, asOf, spec, onOpen }: { readonly place: TablePlace; readonly asOf: { readonly snapshot?: string; readonly ref?: string }; readonly spec: string; readonly onOpen: (partition: Partition) => void }) {
  const view = useView();
  const sort = COLUMNS.find(([key]) => key === view.get('psort'))?.[0] ?? 'partition';
  const descending = view.get('porder') !== 'asc';
  const partitions = useQuery({ ...api.tables.partitions.queryOptions({ input: { ...place, ...asOf, spec, sort, descending: descending ? 'true' : 'false', limit: SHOWN } }), placeholderData: keepPreviousData });
  const onSort = (by: Sort) => view.set({ psort: by === 'partition' ? null : by, porder: by === sort && descending ? 'asc' : null });
  return (
    <Section title="Table" note={partitions.data && (partitions.data.total > SHOWN ? `the first ${SHOWN} of ${count(partitions.data.total)} in this order` : count(partitions.data.total))}>
      <Part query={partitions} what="The partitions" rows={8}>
        {({ items }) => (
          <PlainTable label="Partitions" head={COLUMNS.map(([by, text]) => (
            <Th key={by} right={by !== 'partition'} className={by === 'partition' ? 'w-1/2' : NARROW.has(by) ? 'max-sm:hidden' : ''}>
              <button type="button" aria-label={`Sort by ${text.toLowerCase()}${by === sort ? `, ${descending ? 'descending' : 'ascending'} now` : ''}`} onClick={() => onSort(by)} className="inline-flex items-center gap-1 rounded-1 outline-none hover:text-ink focus-visible:shadow-(--ring)">{text}{by === sort && (descending ? <ArrowDown size={11} aria-hidden="true" /> : <ArrowUp size={11} aria-hidden="true" />)}</button>
            </Th>
          ))}>
            {items.map((item) => (
              <Tr key={`${item.specId}|${item.partition}`}>
                <Td className="max-w-0 truncate max-sm:py-1" title={item.partition}><button type="button" onClick={() => onOpen(item)} className="max-w-full truncate rounded-1 text-left font-mono text-12 text-water-ink outline-none max-sm:break-all max-sm:whitespace-normal focus-visible:shadow-(--ring)">{item.partition || 'not partitioned'}</button></Td>
                <Td right>{count(item.rows)}</Td><Td right><Bytes value={item.bytes} /></Td><Td right className="max-sm:hidden">{count(item.files)}</Td><Td right className={`max-sm:hidden ${item.deleteFiles > 0 ? 'text-op-delete' : 'text-ink-3'}`}>{item.deleteFiles === 0 ? '\u2013' : count(item.deleteFiles)}</Td><Td right className="text-ink-3 max-sm:hidden"><Ago at={item.lastUpdatedAt} none={'\u2013'} /></Td>
              </Tr>
            ))}
          </PlainTable>
        )}
      </Part>
    </Section>
  );
}
