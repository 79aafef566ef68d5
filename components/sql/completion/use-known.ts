'use client';
import { useQueryClient, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type client } from '@/lib/transport/api/client';
import type { Known, KnownTable } from './suggest';

const STALE = 5 * 60_000;
/** names that are still being read on the server are asked for again */
const AGAIN_MS = 1000;

/** A namespace, where tables may lie. */
export interface KnownNamespace {
  readonly catalog: string;
  /** levels joined by a point, as SQL names it */
  readonly name: string;
  /** levels as an address names them */
  readonly path: string;
  /** of all its tables, of which a very large lake gives the first only */
  readonly tableCount: number;
}
export interface LakeNames {
  readonly namespaces: readonly KnownNamespace[];
  readonly tables: readonly KnownTable[];
  readonly complete: boolean;
}
type Names = Awaited<ReturnType<typeof client.catalogs.names>>;

const lakeOf = ({ namespaces, complete }: Names): LakeNames => ({
  namespaces, complete,
  tables: namespaces.flatMap(({ catalog, name: namespace, path, tables }) => tables.map((name) => ({ catalog, namespace, path, name }))),
});

/** Namespaces and tables of the lake by name; asked for once and kept. */
export const useLake = () =>
  useQuery({ ...api.catalogs.names.queryOptions({ input: {} }), select: lakeOf, staleTime: STALE, refetchInterval: ({ state }) => (state.data?.complete === false ? AGAIN_MS : false) });

/** What completion knows, from caches only; columns of a table are fetched when they are first asked for. */
export function useKnown(catalog: string | null, schema: string | null): Known {
  const queries = useQueryClient();
  const lake = useLake();
  const functions = useQuery(api.queries.functions.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return useMemo(() => ({
    // where the server looks names up when nothing else is said
    catalog: catalog ?? lake.data?.namespaces[0]?.catalog ?? null, schema, ready: lake.data?.complete === true && functions.data !== undefined,
    tables: lake.data?.tables ?? [],
    functions: functions.data?.items.map((each) => ({ name: each.name, signature: each.signatures[0] ?? '' })) ?? [],
    keywords: functions.data?.keywords ?? [],
    columns: (table) => {
      const input = { catalog: table.catalog, namespace: table.path, table: table.name };
      const options = api.tables.get.queryOptions({ input, staleTime: STALE });
      const data = queries.getQueryData(options.queryKey);
      if (!data) void queries.prefetchQuery(options);
      return data ? data.schema.fields.filter((field) => field.depth === 0).map((field) => ({ name: field.name, type: field.type, partition: field.partitionTransforms.length > 0 })) : null;
    },
  }), [catalog, schema, lake.data, functions.data, queries]);
}
