'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type client } from '@/lib/transport/api/client';

export type Found = Awaited<ReturnType<typeof client.catalogs.search>>['items'][number];

/**
 * What the lake has by that name; nothing is asked for an empty one. An answer is never taken for the next search: a table
 * may have been made since. While the server still reads the names of the lake it is asked again.
 */
export const useSearch = (text: string, most: number) =>
  useQuery({ ...api.catalogs.search.queryOptions({ input: { q: text, limit: most } }), enabled: text !== '', placeholderData: keepPreviousData, staleTime: 0, refetchInterval: (query) => (query.state.data?.complete === false ? 1000 : false) });
