'use client';
import { useEffect } from 'react';
import { useStored } from '@/components/shell/use-stored';
import { useView } from '@/components/shell/use-view';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { useToast } from '@/components/ui/toast';
import { NO_ANSWER_VIEW } from '../results/answer-view';
import { neighbour, wantedTab } from './tab-address';
import type { Tab } from './tab-drafts';
import type { TabStore } from './tab-store';

/** Runs that are being opened in a tab, so that one address does not open two. */
const opening = new Set<string>();

/** The tab that the address names; links with a text or a run open one. */
export function useActiveTab(store: TabStore | null, tabs: readonly Tab[]) {
  const view = useView();
  const toast = useToast();
  const [last, setLast] = useStored('sql:tab', '');
  const { set } = view;
  const [tab, query, text] = [view.get('tab'), view.get('query'), view.get('text')];
  useEffect(() => {
    if (!store) return;
    const show = (id: string) => set({ tab: id, query: null, text: null, ...NO_ANSWER_VIEW });
    // the address itself: what the hook says follows a moment later, and a tab would be opened twice
    const asked = new URLSearchParams(globalThis.location.search);
    const wanted = wantedTab({ tab: asked.get('tab'), query: asked.get('query'), text: asked.get('text') }, store.snapshot(), last === '' ? null : last);
    switch (wanted.kind) {
      case 'nothing': return tab === null || tab === last ? undefined : setLast(tab);
      case 'show': return show(wanted.id);
      case 'open': return show(store.add(wanted.text === '' ? {} : { text: wanted.text }).id);
      case 'open-run': return void openRun(wanted.query, store, show).catch((error: unknown) => {
        toast({ state: 'bad', title: 'This query cannot be opened', detail: problemOf(error).detail });
        set({ query: null });
      });
    }
  }, [store, tabs, tab, query, text, last, set, setLast, toast]);

  const active = tabs.find((each) => each.id === tab) ?? null;
  return {
    active,
    show: (id: string) => set({ tab: id, ...NO_ANSWER_VIEW }, 'push'),
    add: (given: Partial<Tab> = {}) => {
      const made = store?.add(given);
      if (made) set({ tab: made.id, ...NO_ANSWER_VIEW }, 'push');
    },
    close: async (closed: Tab) => {
      const next = neighbour(tabs, closed.id);
      if (closed.id === tab) set({ tab: next, ...NO_ANSWER_VIEW });
      try {
        await store?.close(closed.id);
      } catch (error) {
        toast({ state: 'bad', title: 'The tab is closed here, but not on the server', detail: problemOf(error).detail });
      }
      const undo = () => {
        const back = store?.add({ title: closed.title, text: closed.text, catalog: closed.catalog, schema: closed.schema, queryId: closed.queryId });
        if (back) set({ tab: back.id, ...NO_ANSWER_VIEW });
      };
      if (closed.text.trim() !== '') toast({ title: `${closed.title} is closed`, action: { label: 'Undo', onSelect: undo } });
    },
  };
}

async function openRun(query: string, store: TabStore, show: (id: string) => void): Promise<void> {
  if (opening.has(query)) return;
  opening.add(query);
  try {
    const run = await client.queries.get({ id: query });
    show(store.add({ text: run.sql, catalog: run.catalog, schema: run.schema, queryId: run.id }).id);
  } finally {
    opening.delete(query);
  }
}
