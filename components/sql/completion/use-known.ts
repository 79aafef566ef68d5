'use client';
import { useQueryClient, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, client } from '@/lib/transport/api/client';
import type { Known, KnownTable } from './suggest';

const TABLES_MOST = 2000;
const STALE = 5 * 60_000;

/** A namespace, where tables may lie. */
export interface KnownNamespace {
  readonly catalog: string;
  /** levels joined by a point, as SQL names it */
  readonly name: string;
  /** levels as an address names them */
  readonly path: string;
}
interface Lake {
  readonly namespaces: KnownNamespace[];
  readonly tables: KnownTable[];
}

/** Names that one may see, as far as completion needs them. */
async function namesOfLake(): Promise<Lake> {
  const found: Lake = { namespaces: [], tables: [] };
  for (const { name: catalog } of (await client.catalogs.list({})).items) await walk(catalog, undefined, found);
  return found;
}

async function walk(catalog: string, parent: string | undefined, found: Lake): Promise<void> {
  const namespaces = await client.catalogs.namespaces({ catalog, limit: 1000, ...(parent === undefined ? {} : { parent }) });
  for (const namespace of namespaces.items) {
    found.namespaces.push({ catalog, name: namespace.name, path: namespace.path });
    if (found.tables.length < TABLES_MOST) {
      const tables = await client.catalogs.tables({ catalog, namespace: namespace.path, limit: 1000 });
      found.tables.push(...tables.items.map((each) => ({ catalog, namespace: namespace.name, path: namespace.path, name: each.name })));
    }
    await walk(catalog, namespace.path, found);
  }
}

/** Namespaces and tables of the lake by name; asked for once and kept. */
export const useLake = () => useQuery({ queryKey: ['completion', 'names'], queryFn: namesOfLake, staleTime: STALE });

/** What completion knows, from caches only; columns of a table are fetched when they are first asked for. */
export function useKnown(catalog: string | null, schema: string | null): Known {
  const queries = useQueryClient();
  const lake = useLake();
  const functions = useQuery(api.queries.functions.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return useMemo(() => ({
    // where the server looks names up when nothing else is said
    catalog: catalog ?? lake.data?.namespaces[0]?.catalog ?? null, schema, ready: lake.data !== undefined && functions.data !== undefined,
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
