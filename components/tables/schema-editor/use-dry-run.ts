'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebounced } from '@/components/shell/use-debounced';
import { client } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import { changesOf, type Change } from './changes-of';
import type { Drafting } from './use-table-draft';

const REST_MS = 400;

/** What the server says of the staged changes once they have rested: their DDL, who names the table, how it would be split. Nothing is written. */
export function useDryRun({ catalog, namespace, table }: TablePlace, { base, draft, etag, problems, clashes }: Drafting) {
  const text = useDebounced(problems.length > 0 || clashes.length > 0 ? '[]' : JSON.stringify(changesOf(base, draft)), REST_MS);
  return useQuery({
    queryKey: ['table-dry-run', catalog, namespace, table, etag, text], enabled: text !== '[]', retry: false, staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => client.tables.change({ params: { catalog, namespace, table }, query: { dryRun: 'true' }, headers: { 'if-match': etag }, body: { changes: [...(JSON.parse(text) as Change[])] } }, { signal }),
  });
}
