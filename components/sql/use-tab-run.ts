'use client';
import { useEffect, useRef, useState } from 'react';
import { useLakeChanged } from '@/components/shell/use-lake-changed';
import { useView } from '@/components/shell/use-view';
import { problemOf } from '@/lib/transport/api/client/problem';
import { useToast } from '@/components/ui/toast';
import { NO_ANSWER_VIEW } from './results/answer-view';
import { ranAt, runRequest, placeInTab, type EditorState, type RunKind } from './run/run-request';
import { hasEnded, useRun, useRunActs } from './run/use-run';
import type { Tab } from './tabs/tab-drafts';
import type { TabStore } from './tabs/tab-store';

/** The run of the tab that is shown: how it stands, how to start another one, how to end it. */
export function useTabRun(store: TabStore | null, tab: Tab | null) {
  const view = useView();
  const toast = useToast();
  const { submit, cancel, settle } = useRunActs();
  const lakeChanged = useLakeChanged();
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Readonly<Record<string, unknown>>>({});
  const asked = useRun(tab?.queryId ?? null);
  const run = asked.data;
  const id = tab?.id ?? '';

  // USE in a run is where the tab goes on: once, when a run that was seen running has ended; a later choice of the person stands
  const followed = useRef(new Set<string>());
  useEffect(() => {
    if (!store || !tab || !run || tab.queryId !== run.id) return;
    if (!hasEnded(run)) followed.current.add(run.id);
    else if (followed.current.delete(run.id)) {
      settle();
      if (run.statements.some(({ change }) => change !== null)) void lakeChanged();
      const { session } = run;
      if (session.schema !== run.schema || session.catalog !== run.catalog) store.change(tab.id, { catalog: session.catalog, schema: session.schema });
    }
  }, [store, tab, run, settle, lakeChanged]);

  const start = async (kind: RunKind, editor: EditorState) => {
    const request = tab && runRequest(kind, editor);
    if (!store || !tab || !request || sending.has(tab.id) || (run && !hasEnded(run))) return;
    setSending((all) => new Set(all).add(tab.id));
    setRefused((all) => ({ ...all, [tab.id]: undefined }));
    try {
      const sent = await submit.mutateAsync({ sql: request.sql, ...(tab.catalog === null ? {} : { catalog: tab.catalog }), ...(tab.schema === null ? {} : { schema: tab.schema }), ...(request.rowLimit === null ? {} : { rowLimit: request.rowLimit }) });
      view.set(NO_ANSWER_VIEW);
      store.change(tab.id, { queryId: sent.id });
    } catch (error) {
      setRefused((all) => ({ ...all, [tab.id]: error }));
    } finally {
      setSending((all) => new Set([...all].filter((each) => each !== tab.id)));
    }
  };
  const ran = tab && run ? ranAt(tab.text, run.sql) : null;
  const sendFailure: unknown = refused[id];
  const askFailure: unknown = run ? null : asked.error;
  return {
    run, loading: asked.isLoading, submitting: sending.has(id), start,
    /** whether the text that was run is no longer in the tab as it was */
    changed: run !== undefined && ran === null,
    problem: sendFailure !== undefined ? { error: sendFailure, what: 'The run' } : askFailure ? { error: askFailure, what: 'The run of this tab' } : null,
    /** a place in the text that was run, as a place in the tab's text */
    placeOf: (line: number, column: number) => (tab && ran ? placeInTab(tab.text, ran, line, column) : null),
    cancel: () => {
      if (run && !hasEnded(run)) cancel.mutate(run.id, { onError: (error) => toast({ state: 'bad', title: 'The run could not be cancelled', detail: problemOf(error).detail }) });
    },
  };
}
