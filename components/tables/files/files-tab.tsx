'use client';
import { Segments } from '@/components/ui/segments';
import { useView } from '@/components/shell/use-view';
import { AsOf } from '../as-of';
import { PartitionsView } from '../partitions/partitions-view';
import type { TableInfo, TablePlace } from '../table-place';
import { FilesView } from './files-view';

const SHOWN = [{ value: 'files', label: 'Files' }, { value: 'partitions', label: 'Partitions' }] as const;

/** What a state of the table lies in: its files one by one, or by partition. */
export function FilesTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const hasPartitions = table.partitionSpecs.some(({ fields }) => fields.length > 0);
  const shown = hasPartitions && view.get('by') === 'partitions' ? 'partitions' : 'files';
  const bar = (
    <>
      {hasPartitions && <Segments label="Show" value={shown} options={SHOWN} onChange={(value) => view.set({ by: value === 'files' ? null : value, file: null, partition: null, spec: null }, 'push')} />}
      <AsOf table={table} />
    </>
  );
  return shown === 'partitions' ? <PartitionsView place={place} bar={bar} /> : <FilesView place={place} table={table} bar={bar} />;
}
