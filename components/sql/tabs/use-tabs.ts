'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, client } from '@/lib/transport/api/client';
import { DraftMirror } from './draft-mirror';
import { TabStore } from './tab-store';
import type { Tab } from './tab-drafts';

const WINDOW_KEY = 'sql-window';
const NONE: readonly Tab[] = [];

/** This window's name; it survives a reload and is not shared with other windows. */
function windowName(): string {
  const known = globalThis.sessionStorage.getItem(WINDOW_KEY);
  if (known !== null) return known;
  const made = crypto.randomUUID();
  globalThis.sessionStorage.setItem(WINDOW_KEY, made);
  return made;
}

const makeStore = (user: string) =>
  new TabStore(
    {
      list: async () => (await client.queries.tabs({})).items,
      save: ({ dirty: _, ...tab }) => client.queries.saveTab(tab),
      close: (id) => client.queries.closeTab({ id }),
    },
    new DraftMirror(globalThis.localStorage, user, windowName()),
    () => crypto.randomUUID(),
  );

/** The tabs of `user` in this window; `store` is null until the server's list is here. */
export function useTabs(user: string | undefined) {
  const queries = useQueryClient();
  const [store, setStore] = useState<TabStore | null>(null);
  const server = useQuery({ ...api.queries.tabs.queryOptions(), enabled: user !== undefined, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false });
  useEffect(() => {
    if (user === undefined || !server.data || store) return;
    const made = makeStore(user);
    made.load(server.data.items);
    setStore(made);
  }, [user, server.data, store]);
  useEffect(() => {
    if (!store) return;
    const save = () => void store.flush();
    globalThis.addEventListener('pagehide', save);
    globalThis.addEventListener('blur', save);
    return () => {
      globalThis.removeEventListener('pagehide', save);
      globalThis.removeEventListener('blur', save);
      save();
      // what was typed here is newer than the list that was loaded
      queries.removeQueries({ queryKey: api.queries.tabs.key() });
    };
  }, [store, queries]);
  const tabs = useSyncExternalStore(store?.subscribe ?? idle, store?.snapshot ?? none, none);
  return { store, tabs, error: server.error, retry: server.refetch };
}

const idle = () => () => undefined;
const none = () => NONE;
