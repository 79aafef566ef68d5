'use client';
import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useStored } from '@/components/shell/use-stored';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { levelKey, treeRows, type TreeLevel } from './tree-rows';

const PAGE = 1000;
/** A table that is looked at is loaded however far down it stands, up to so many. */
const FOLLOWED_MAX = 20_000;
const STALE = 60_000;

async function namespacesOf(catalog: string, parent: string | null): Promise<TreeLevel['namespaces']> {
  const found: { path: string; name: string }[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Awaited<ReturnType<typeof client.catalogs.namespaces>> = await client.catalogs.namespaces({ catalog, limit: PAGE, ...(parent === null ? {} : { parent }), ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items.map((each) => ({ path: each.path, name: each.levels.at(-1) ?? each.name })));
    cursor = page.next;
  }
  return found;
}

async function levelOf(queries: QueryClient, catalog: string, namespace: string | null, pages: number): Promise<Omit<TreeLevel, 'state' | 'problem'>> {
  const inside = namespacesOf(catalog, namespace);
  // it is looked at below, when the tables are here too
  inside.catch(() => undefined);
  const tables: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; namespace !== null && page < pages && (page === 0 || cursor !== null); page += 1) {
    const input = { catalog, namespace, limit: PAGE, ...(cursor === null ? {} : { cursor }) };
    const answer: Awaited<ReturnType<typeof client.catalogs.tables>> = await queries.fetchQuery(api.catalogs.tables.queryOptions({ input, staleTime: STALE }));
    tables.push(...answer.items.map((each) => each.name));
    cursor = answer.next;
  }
  return { namespaces: await inside, tables, more: cursor !== null };
}

/** What is looked at, as the address of the page names it. */
interface LookedAt { readonly catalog: string | null; readonly namespace: string | null; readonly table: string | null }

/** Whether the table that is looked at stands behind those of its level that are loaded; tables come in the order of their names. */
const isBehind = (level: TreeLevel | undefined, table: string | null): boolean => table !== null && level !== undefined && level.more && level.tables.length < FOLLOWED_MAX && (level.tables.at(-1) ?? '') < table;

/** The tree of catalogs, namespaces and tables; a level is asked for when it is opened, and as far as what is looked at. What is open is remembered. */
export function useTree(mustBeOpen: readonly string[], at: LookedAt) {
  const queries = useQueryClient();
  const [stored, store] = useStored('tree:open', '[]');
  const [pages, setPages] = useState<Readonly<Record<string, number>>>({});
  const catalogs = useQuery(api.catalogs.list.queryOptions({ staleTime: STALE }));
  const names = useMemo(() => catalogs.data?.items.map((each) => each.name) ?? [], [catalogs.data]);
  const only = names.length === 1 ? names[0] : undefined;
  const expanded = useMemo(() => new Set([...parseKeys(stored), ...(only === undefined ? [] : [levelKey(only, null)])]), [stored, only]);
  const wanted = mustBeOpen.join('\n');
  useEffect(() => {
    if (wanted !== '' && wanted.split('\n').some((key) => !expanded.has(key))) store(JSON.stringify([...new Set([...expanded, ...wanted.split('\n')])]));
    // once a page: a level that one closes by hand stays closed
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);
  const open = [...expanded].flatMap((key) => {
    const [catalog, namespace] = parseLevel(key);
    return catalog !== undefined && names.includes(catalog) ? [{ key, catalog, namespace }] : [];
  });
  const levels = useQueries({
    queries: open.map((each) => ({
      queryKey: ['tree', each.key, pages[each.key] ?? 1],
      queryFn: () => levelOf(queries, each.catalog, each.namespace, pages[each.key] ?? 1),
      staleTime: STALE,
      placeholderData: (previous: Awaited<ReturnType<typeof levelOf>> | undefined) => previous,
    })),
    combine: (results) => new Map(results.map((result, index) => [open[index]?.key ?? '', toLevel(result)])),
  });
  const more = (key: string) => setPages((all) => ({ ...all, [key]: (all[key] ?? 1) + 1 }));
  const place = at.catalog === null ? null : levelKey(at.catalog, at.namespace);
  const level = place === null ? undefined : levels.get(place);
  const behind = isBehind(level, at.table) ? place : null;
  useEffect(() => {
    if (behind !== null) more(behind);
    // once for each page that has come
  }, [behind, level?.tables.length]);
  const rows = treeRows(names, expanded, levels);
  return {
    rows, catalogs,
    /** asks for a level that is likely to be opened; it is in sight, so its names are allowed */
    warm: (key: string) => {
      const [catalog, namespace] = parseLevel(key);
      if (catalog !== undefined && !expanded.has(key)) void queries.prefetchQuery({ queryKey: ['tree', key, pages[key] ?? 1], queryFn: () => levelOf(queries, catalog, namespace, pages[key] ?? 1), staleTime: STALE });
    },
    toggle: (key: string) => {
      const next = new Set(expanded);
      if (!next.delete(key)) next.add(key);
      store(JSON.stringify([...next]));
    },
    more,
    again: (key: string) => void queries.invalidateQueries({ queryKey: ['tree', key] }),
  };
}

function toLevel(result: { readonly data: Omit<TreeLevel, 'state' | 'problem'> | undefined; readonly error: unknown; readonly isPending: boolean }): TreeLevel {
  const empty = { namespaces: [], tables: [], more: false };
  return { ...(result.data ?? empty), state: result.error ? 'failed' : result.isPending ? 'loading' : 'ready', problem: result.error ? problemOf(result.error).detail : null };
}

function parseKeys(text: string): readonly string[] {
  try {
    const keys: unknown = JSON.parse(text);
    return Array.isArray(keys) ? keys.filter((key): key is string => typeof key === 'string') : [];
  } catch {
    return [];
  }
}

function parseLevel(key: string): readonly [catalog: string | undefined, namespace: string | null] {
  try {
    const level: unknown = JSON.parse(key);
    return Array.isArray(level) && typeof level[0] === 'string' ? [level[0], typeof level[1] === 'string' ? level[1] : null] : [undefined, null];
  } catch {
    return [undefined, null];
  }
}
