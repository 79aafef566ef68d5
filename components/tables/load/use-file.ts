'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDebounced } from '@/components/shell/use-debounced';
import { client } from '@/lib/transport/api/client';
import type { TableInfo } from '../table-place';
import type { FileSource } from './file-source';
import type { ColumnChoice, Inspection, ToldOptions } from './inspection';

const REST_MS = 400;

/** The columns that are filled at first: the file's own for a new table; a table's by the same name, letters' case aside. */
function firstChoices(first: Inspection, table: TableInfo | null): readonly ColumnChoice[] {
  if (table === null) return first.columns;
  return table.schema.fields.filter(({ parentId }) => parentId === null).map(({ name, icebergType, required }) => ({
    name, type: icebergType, required, source: first.sources.find((source) => source === name) ?? first.sources.find((source) => source.toLowerCase() === name.toLowerCase()) ?? '',
  }));
}

function inspect(catalog: string, { upload, path }: FileSource, asked: { readonly options: ToldOptions; readonly columns?: readonly ColumnChoice[] }, signal: AbortSignal): Promise<Inspection> {
  const body = { options: asked.options, ...(asked.columns === undefined ? {} : { columns: [...asked.columns] }) };
  return path === undefined ? client.load.inspect({ id: upload ?? '', ...body }, { signal }) : client.load.inspectPath({ catalog, path, ...body }, { signal });
}

/** A file as it reads by the options, and how it fits the columns as they are chosen. */
export function useFile(catalog: string, source: FileSource | null, table: TableInfo | null) {
  const [told, setTold] = useState<ToldOptions>({});
  const [edited, setEdited] = useState<readonly ColumnChoice[] | null>(null);
  const options = useDebounced(JSON.stringify(told), REST_MS);
  const first = useQuery({
    queryKey: ['file', catalog, source, options], enabled: source !== null, retry: false, placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => inspect(catalog, source ?? {}, { options: JSON.parse(options) as ToldOptions }, signal),
  });
  const found = first.data === undefined ? [] : firstChoices(first.data, table);
  // by other options the file may have other columns: what was chosen of these is kept where they are still there
  const isOfFile = edited !== null && (table !== null || edited.every(({ source: one }) => first.data?.sources.includes(one) === true));
  const columns = isOfFile ? edited : found;
  const chosen = columns.filter((column) => column.source !== '' && column.name.trim() !== '');
  const asked = useDebounced(first.data === undefined || chosen.length === 0 || (edited === null && table === null) ? '' : JSON.stringify(chosen), REST_MS);
  const fitted = useQuery({
    queryKey: ['file-columns', catalog, source, options, asked], enabled: asked !== '', retry: false, placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => inspect(catalog, source ?? {}, { options: JSON.parse(options) as ToldOptions, columns: JSON.parse(asked) as ColumnChoice[] }, signal),
  });
  return {
    seen: asked === '' ? first.data : (fitted.data ?? first.data), found, columns, chosen, told, setTold, setColumns: setEdited,
    error: first.error ?? (asked === '' ? null : fitted.error), isLooking: first.isFetching || fitted.isFetching,
  };
}
