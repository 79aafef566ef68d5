'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDebounced } from '@/components/shell/use-debounced';
import { useView } from '@/components/shell/use-view';
import { api } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import type { Sizes } from './size-histogram';

const SORTS = ['path', 'bytes', 'records', 'partition', 'age'] as const;
export type FileSort = (typeof SORTS)[number];
/** Texts, and ages, begin with the least; amounts with the greatest. */
const RISES: ReadonlySet<FileSort> = new Set(['path', 'partition', 'age']);

/** The files that the address asks for: kind, size, partition, part of the path, order; and how to ask for others. */
export function useFiles(place: TablePlace) {
  const view = useView();
  const content = view.get('content') === 'deletes' ? 'deletes' as const : view.get('content') === 'data' ? 'data' as const : null;
  const sort = SORTS.find((each) => each === view.get('sort')) ?? 'path';
  const descending = view.get('order') === 'desc';
  const [from, to] = (view.get('size') ?? '').split('-').map(Number);
  const minBytes = from !== undefined && Number.isFinite(from) && view.get('size') !== null ? from : null;
  const [partition, spec, search] = [view.get('partition'), view.get('spec'), view.get('find')];
  // the whole list is looked through: once the typing rests
  const find = useDebounced(search, 200);
  const asOf = useMemo(() => {
    const [snapshot, ref] = [view.get('snapshot'), view.get('ref')];
    return { ...(snapshot === null ? {} : { snapshot }), ...(ref === null ? {} : { ref }) };
  }, [view]);
  const filters = {
    ...(content === null ? {} : { content }), ...(minBytes === null ? {} : { minBytes: String(minBytes), ...(to === undefined || !Number.isFinite(to) ? {} : { maxBytes: String(to) }) }),
    ...(partition === null ? {} : { partition }), ...(spec === null ? {} : { spec }), ...(find === null ? {} : { search: find }),
  };
  const query = useInfiniteQuery({
    ...api.tables.files.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...place, ...asOf, ...filters, limit: 500, sort, descending: descending ? 'true' : 'false', ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined, getNextPageParam: (last) => last.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    query, items, first: query.data?.pages[0], asOf, content, sort, descending, minBytes, partition, search,
    isFiltered: Object.keys(filters).length > 0,
    onSort: (by: FileSort) => {
      const usual = RISES.has(by) ? null : 'desc';
      view.set({ sort: by === 'path' ? null : by, order: by !== sort ? usual : descending ? null : 'desc' });
    },
    onSize: (size: Sizes | null) => view.set({ size: size === null ? null : `${size.from}-${size.to}`, content: size === null ? view.get('content') : 'data' }),
    onContent: (value: 'all' | 'data' | 'deletes') => view.set({ content: value === 'all' ? null : value, ...(value === 'data' ? {} : { size: null }) }),
    onSearch: (text: string) => view.set({ find: text }),
    clear: () => view.set({ content: null, size: null, partition: null, spec: null, find: null }),
    clearPartition: () => view.set({ partition: null, spec: null }),
  };
}
