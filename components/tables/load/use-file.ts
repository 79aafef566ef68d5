'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDebounced } from '@/components/shell/use-debounced';
import { client } from '@/lib/transport/api/client';
import type { TableInfo } from '../table-place';
import type { ColumnChoice, Inspection, ToldOptions } from './inspection';

const REST_MS = 400;

/** The columns that are filled at first: the file's own for a new table; a table's by the same name, letters' case aside. */
function firstChoices(first: Inspection, table: TableInfo | null): readonly ColumnChoice[] {
  if (table === null) return first.columns;
  return table.schema.fields.filter(({ parentId }) => parentId === null).map(({ name, icebergType, required }) => ({
    name, type: icebergType, required, source: first.sources.find((source) => source === name) ?? first.sources.find((source) => source.toLowerCase() === name.toLowerCase()) ?? '',
  }));
}

/** An uploaded file as it reads by the options, and how it fits the columns as they are chosen. */
export function useFile(upload: string | null, table: TableInfo | null) {
  const [told, setTold] = useState<ToldOptions>({});
  const [edited, setEdited] = useState<readonly ColumnChoice[] | null>(null);
  const options = useDebounced(JSON.stringify(told), REST_MS);
  const first = useQuery({
    queryKey: ['file', upload, options], enabled: upload !== null, retry: false, placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => client.load.inspect({ id: upload ?? '', options: JSON.parse(options) as ToldOptions }, { signal }),
  });
  const found = first.data === undefined ? [] : firstChoices(first.data, table);
  const isOfFile = edited !== null && (table !== null || edited.every(({ source }) => first.data?.sources.includes(source) === true));
  const columns = isOfFile ? edited : found;
  const chosen = columns.filter(({ source, name }) => source !== '' && name.trim() !== '');
  const asked = useDebounced(first.data === undefined || chosen.length === 0 || (edited === null && table === null) ? '' : JSON.stringify(chosen), REST_MS);
  const fitted = useQuery({
    queryKey: ['file-columns', upload, options, asked], enabled: asked !== '', retry: false, placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => client.load.inspect({ id: upload ?? '', options: JSON.parse(options) as ToldOptions, columns: JSON.parse(asked) as ColumnChoice[] }, { signal }),
  });
  return { first, fitted, seen: asked === '' ? first.data : (fitted.data ?? first.data), found, columns, chosen, told, setTold, setColumns: setEdited, error: first.error ?? (asked === '' ? null : fitted.error) };
}
