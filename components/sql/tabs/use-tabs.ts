'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '@/lib/transport/api/client';
import { DraftMirror } from './draft-mirror';
import { TabStore, type Saving } from './tab-store';
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
      save: (tab) => client.queries.saveTab(tab),
      close: (id) => client.queries.closeTab({ id }),
    },
    new DraftMirror(globalThis.localStorage, user, windowName()),
    () => crypto.randomUUID(),
  );

/** The tabs of `user` in this window; `store` is null until the server's list is here. */
export function useTabs(user: string | undefined) {
  const queries = useQueryClient();
  const loaded = useQuery({
    queryKey: ['sql', 'tab-store', user ?? ''], enabled: user !== undefined, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, structuralSharing: false,
    queryFn: async () => {
      const { items } = await client.queries.tabs({});
      const made = makeStore(user ?? '');
      made.load(items);
      return made;
    },
  });
  const store = loaded.data ?? null;
  useEffect(() => {
    if (!store) return;
    const save = () => void store.flush();
    globalThis.addEventListener('pagehide', save);
    globalThis.addEventListener('blur', save);
    return () => {
      globalThis.removeEventListener('pagehide', save);
      globalThis.removeEventListener('blur', save);
      save();
      store.dispose();
      // the next visit asks again: other windows may have changed the tabs meanwhile
      queries.removeQueries({ queryKey: ['sql', 'tab-store'] });
    };
  }, [store, queries]);
  const tabs = useSyncExternalStore(store?.subscribe ?? idle, store?.snapshot ?? none, none);
  return { store, tabs, error: loaded.error, retry: loaded.refetch };
}

/** How safe the text of a tab is, as it changes. */
export const useSaving = (store: TabStore | null, id: string | null): Saving =>
  useSyncExternalStore(store?.subscribe ?? idle, () => (store && id !== null ? store.saving(id) : 'saved'), () => 'saved');

const idle = () => () => undefined;
const none = () => NONE;
