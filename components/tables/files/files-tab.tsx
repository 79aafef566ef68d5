'use client';
import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Empty } from '@/components/ui/empty';
import { Segments } from '@/components/ui/segments';
import { Part } from '@/components/shell/part';
import { useView } from '@/components/shell/use-view';
import { bytes, count, counted } from '@/components/shell/words';
import { api } from '@/lib/transport/api/client';
import { AsOf } from '../as-of';
import type { TableInfo, TablePlace } from '../table-place';
import { FileDrawer } from './file-drawer';
import { FileList, type FileSort } from './file-list';
import { SizeHistogram } from './size-histogram';

const SORTS: readonly FileSort[] = ['path', 'bytes', 'records', 'partition'];

/** The files of a state of the table: how large they are, each by itself, and inside one of them. */
export function FilesTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const content = view.get('content') === 'deletes' ? 'deletes' : view.get('content') === 'data' ? 'data' : null;
  const sort = SORTS.find((each) => each === view.get('sort')) ?? 'path';
  const descending = view.get('order') === 'desc';
  const snapshot = view.get('snapshot');
  const ref = view.get('ref');
  const asOf = { ...(snapshot === null ? {} : { snapshot }), ...(ref === null ? {} : { ref }) };
  const files = useInfiniteQuery({
    ...api.tables.files.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...place, ...asOf, limit: 500, sort, descending: descending ? 'true' : 'false', ...(content === null ? {} : { content }), ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined, getNextPageParam: (last) => last.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => files.data?.pages.flatMap((page) => page.items) ?? [], [files.data]);
  const chosen = items.find((each) => each.path === view.get('file'));
  const onSort = (by: FileSort) => view.set({ sort: by === 'path' ? null : by, order: by === sort ? (descending ? null : 'desc') : by === 'path' || by === 'partition' ? null : 'desc' });
  return (
    <div className="relative flex min-h-0 grow">
      <div className="flex min-w-0 grow flex-col px-5 pt-2 max-sm:px-4">
        <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2">
          <Segments label="Kind of files" value={content ?? 'all'} options={[{ value: 'all', label: 'All' }, { value: 'data', label: 'Data' }, { value: 'deletes', label: 'Deletes' }]} onChange={(value) => view.set({ content: value === 'all' ? null : value })} />
          <AsOf table={table} />
          <span className="grow" />
          {files.data?.pages[0] && <span className="text-12 text-ink-2">{counted(files.data.pages[0].total, 'file')}, {bytes(files.data.pages[0].totalBytes)}, {count(files.data.pages[0].totalRecords)} records</span>}
        </div>
        <Part query={files} what="The files" rows={10} empty={({ pages }) => pages[0]?.total === 0 && <Empty title={content === 'deletes' ? 'No delete files' : 'No files'} why={content === 'deletes' ? 'No row of this state was deleted by a delete file; nothing has to be merged at reading.' : 'This state of the table holds no rows.'} />}>
          {({ pages }) => (
            <>
              {content !== 'deletes' && pages[0] && <SizeHistogram sizes={pages[0].sizes} />}
              <FileList files={items} total={pages[0]?.total ?? items.length} sort={sort} descending={descending} onSort={onSort} selected={chosen?.path ?? null} latest={() => view.latest('file')} onSelect={(file) => view.set({ file: file.path }, 'push')} onEnd={() => files.hasNextPage && !files.isFetchingNextPage && void files.fetchNextPage()} />
            </>
          )}
        </Part>
      </div>
      {chosen && <FileDrawer place={place} file={chosen} asOf={asOf} onClose={() => view.set({ file: null }, 'push')} />}
    </div>
  );
}
