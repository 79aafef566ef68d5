'use client';
import { useQuery } from '@tanstack/react-query';
import { Figures } from '@/components/ui/figures';
import { Ago } from '@/components/shell/time';
import { bytes, bytesParts, count, counted, signed } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import type { TableInfo, TablePlace } from '../table-place';
import { newestCommits } from './newest-commits';

/** Soundings of the table; each leads to where its number comes from. */
export function TableFigures({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const timeline = useQuery(api.tables.timeline.queryOptions({ input: newestCommits(place) }));
  const to = (tab: 'data' | 'files' | 'snapshots' | 'schema') => routes.table(place.catalog, place.namespace, place.table, tab);
  const last = timeline.data?.current;
  const [size, unit] = bytesParts(table.bytes);
  const delta = last ? (last.addedRows ?? 0) - (last.deletedRows ?? 0) : null;
  const average = table.bytes !== null && table.dataFiles ? table.bytes / table.dataFiles : null;
  return (
    <Figures items={[
      { label: 'Rows', value: count(table.rows), note: delta === null ? 'in the current snapshot' : `${signed(delta)} in the last commit`, href: to('data') },
      { label: 'Size', value: size, unit, note: average === null ? 'of data files' : `${bytes(average)} a file on average`, href: to('files') },
      { label: 'Data files', value: count(table.dataFiles), note: table.deleteFiles ? counted(table.deleteFiles, 'delete file') : 'no delete files', href: to('files') },
      { label: 'Snapshots', value: count(table.snapshots), note: <>last <Ago at={table.lastCommitAt} /></>, href: to('snapshots') },
      { label: 'Columns', value: count(table.schema.fields.filter((field) => field.depth === 0).length), note: counted(table.schemas, 'schema') + ' in its history', href: to('schema') },
    ]} />
  );
}
