'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { FilterField } from '@/components/ui/filter-field';
import { Segments } from '@/components/ui/segments';
import { Part } from '@/components/shell/part';
import { useView } from '@/components/shell/use-view';
import { bytes, count, counted } from '@/components/shell/words';
import type { TableInfo, TablePlace } from '../table-place';
import { FileDrawer } from './file-drawer';
import { FileList, keyOfFile } from './file-list';
import { SizeHistogram } from './size-histogram';
import { useFiles } from './use-files';

const KINDS = [{ value: 'all', label: 'All' }, { value: 'data', label: 'Data' }, { value: 'deletes', label: 'Deletes' }] as const;

/** Every file of a state: how large they are, each by itself with its deletes, and inside one of them. */
export function FilesView({ place, table, bar }: { readonly place: TablePlace; readonly table: TableInfo; readonly bar: ReactNode }) {
  const view = useView();
  const files = useFiles(place);
  const { query, items, first } = files;
  const chosen = items.find((each) => keyOfFile(each) === view.get('file'));
  return (
    <div className="relative flex min-h-0 grow">
      <div className="flex min-w-0 grow flex-col px-5 pt-2 max-sm:px-4">
        <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2">
          {bar}
          <Segments label="Kind of files" value={files.content ?? 'all'} options={KINDS} onChange={files.onContent} />
          <div className="w-52 max-sm:w-full"><FilterField label="Part of the path" placeholder="Part of the path" value={files.search ?? ''} onChange={files.onSearch} /></div>
          {files.partition !== null && <Filtered text={files.partition === '' ? 'not partitioned' : files.partition} onClear={files.clearPartition} />}
          <span className="grow" />
          {first && <span className="text-12 text-ink-2">{first.total < first.totalOfState ? `${count(first.total)} of ${counted(first.totalOfState, 'file')}` : counted(first.total, 'file')}, {bytes(first.totalBytes)}, {count(first.totalRecords)} records</span>}
        </div>
        {first && files.content !== 'deletes' && first.sizes.some((size) => size.files > 0) && <SizeHistogram sizes={first.sizes} chosen={files.minBytes} onChoose={files.onSize} />}
        <Part query={query} what="The files" rows={10} empty={({ pages }) => pages[0]?.total === 0 && (files.isFiltered && pages[0].totalOfState > 0 ? <NoneLeft deletesOnly={files.content === 'deletes' && files.partition === null && files.search === null} onClear={files.clear} /> : <Empty title="No files" why="This state of the table holds no rows." />)}>
          {() => <FileList files={items} total={first?.total ?? items.length} sort={files.sort} descending={files.descending} onSort={files.onSort} selected={chosen === undefined ? null : keyOfFile(chosen)} latest={() => view.latest('file')} onSelect={(file) => view.set({ file: keyOfFile(file) }, 'push')} onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()} />}
        </Part>
      </div>
      {chosen && <FileDrawer place={place} file={chosen} asOf={files.asOf} grantors={table.grantors} onClose={() => view.set({ file: null }, 'push')} />}
    </div>
  );
}

function NoneLeft({ deletesOnly, onClear }: { readonly deletesOnly: boolean; readonly onClear: () => void }) {
  if (deletesOnly) return <Empty title="No delete files" why="No row of this state was deleted by a delete file; nothing has to be merged at reading." />;
  return <Empty title="No file is like that" why="The filters above leave none of the files of this state." action={<Button onClick={onClear}>Show all files</Button>} />;
}

function Filtered({ text, onClear }: { readonly text: string; readonly onClear: () => void }) {
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center gap-1 rounded-1 bg-water-soft pl-2 text-12 text-water-ink">
      <span className="truncate font-mono">{text}</span>
      <button type="button" aria-label={`Show files of all partitions, not ${text} alone`} onClick={onClear} className="grid size-6 shrink-0 place-items-center rounded-1 outline-none focus-visible:shadow-(--ring)"><X size={14} strokeWidth={1.6} aria-hidden="true" /></button>
    </span>
  );
}
