'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebounced } from '@/components/shell/use-debounced';
import { api } from '@/lib/transport/api/client';

const REST_MS = 350;

/** What the text would read, asked of the server when typing rests. The answer's text tells whether it is still this one. */
export function useCheck(text: string, catalog: string | null, schema: string | null) {
  const settled = useDebounced(text, REST_MS);
  const input = { sql: settled, ...(catalog === null ? {} : { catalog }), ...(schema === null ? {} : { schema }) };
  const check = useQuery({ ...api.queries.check.queryOptions({ input }), enabled: settled.trim() !== '', staleTime: 60_000, placeholderData: keepPreviousData, retry: false });
  return { ...check, settled: settled === text && !check.isPlaceholderData };
}
