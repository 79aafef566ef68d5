'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { profileOf } from '@/components/grid/column-profile';
import type { Arranging } from '@/components/grid/arranging';
import { filterText, isWhole, sortText, type RowView } from '@/lib/model/values/row-view';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { Statement } from '../run/use-run';
import { PAGE, RowPages } from './rows-source';

/** The rows of a view of an ended statement, arranged by the server; `source` is null for the whole answer and until the first page is here. */
export function useViewSource(id: string, statement: Statement, view: RowView, whole: RowPages) {
  const n = statement.index;
  const [sort, filter] = [sortText(view.sort), filterText(view.filter)];
  const enabled = statement.state === 'finished' && !isWhole(view);
  const asked = { id, n, ...(sort === '' ? {} : { sort }), ...(filter === '' ? {} : { filter }) };
  const first = useQuery({ ...api.queries.rows.queryOptions({ input: { ...asked, limit: PAGE } }), enabled, staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData });
  const data = enabled ? first.data : undefined;
  const source = useMemo(
    () => (data ? new RowPages(whole.columns, async (offset, limit, signal) => (await client.queries.rows({ ...asked, offset, limit }, { signal })).rows, data) : null),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what was asked is what the data answers
    [whole, data],
  );
  return { source, busy: enabled && first.isFetching, error: enabled ? first.error : null, retry: () => void first.refetch() };
}

/** What a column of the whole answer, or of what a filter leaves of it, holds. */
export function useColumnProfiles(id: string, n: number, view: RowView, { columns }: RowPages): Arranging['profile'] {
  const filter = filterText(view.filter);
  return useCallback(async (column, signal) => {
    const given = columns[column];
    if (!given) throw new RangeError('There is no such column.');
    try {
      return profileOf(given, await client.queries.summary({ id, n, column, ...(filter === '' ? {} : { filter }) }, { signal }));
    } catch (error) {
      throw new Error(problemOf(error).detail, { cause: error });
    }
  }, [id, n, filter, columns]);
}
