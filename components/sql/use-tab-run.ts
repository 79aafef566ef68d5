'use client';
import { useEffect, useRef, useState } from 'react';
import { useLakeChanged } from '@/components/shell/use-lake-changed';
import { useView } from '@/components/shell/use-view';
import { problemOf } from '@/lib/transport/api/client/problem';
import { useToast } from '@/components/ui/toast';
import { NO_ANSWER_VIEW } from './results/answer-view';
import { ranAt, runRequest, placeInTab, type EditorState, type RunKind } from './run/run-request';
import { hasEnded, useRun, useRunActs, type Run } from './run/use-run';
import type { Tab } from './tabs/tab-drafts';
import type { TabStore } from './tabs/tab-store';

interface Sending { readonly sent: Promise<Run>; readonly ends: boolean }

/** The run of the tab that is shown: how it stands, how to start another one, how to end it. */
export function useTabRun(store: TabStore | null, tab: Tab | null) {
  const view = useView();
  const toast = useToast();
  const { submit, cancel, settle } = useRunActs();
  const lakeChanged = useLakeChanged();
  /** by tab: a run that was sent and is not answered yet, and whether it is to end as soon as its id is known */
  const [sending, setSending] = useState<ReadonlyMap<string, Sending>>(new Map());
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
    const sent = submit.mutateAsync({ sql: request.sql, ...(tab.catalog === null ? {} : { catalog: tab.catalog }), ...(tab.schema === null ? {} : { schema: tab.schema }), ...(request.rowLimit === null ? {} : { rowLimit: request.rowLimit }) });
    setSending((all) => new Map(all).set(tab.id, { sent, ends: false }));
    setRefused((all) => ({ ...all, [tab.id]: undefined }));
    try {
      const { id: queryId } = await sent;
      view.set(NO_ANSWER_VIEW);
      store.change(tab.id, { queryId });
    } catch (error) {
      setRefused((all) => ({ ...all, [tab.id]: error }));
    } finally {
      setSending((all) => new Map([...all].filter(([each]) => each !== tab.id)));
    }
  };
  const end = (queryId: string) => cancel.mutate(queryId, { onError: (error) => toast({ state: 'bad', title: 'The run could not be cancelled', detail: problemOf(error).detail }) });
  /** A run that was just sent has no id yet: it ends as soon as it has one. */
  const endSent = ({ sent, ends }: Sending) => {
    if (ends) return;
    setSending((all) => new Map(all).set(id, { sent, ends: true }));
    // that it was refused is told by `start`
    void sent.then((started) => end(started.id), () => undefined);
  };
  const unanswered = sending.get(id);
  const ran = tab && run ? ranAt(tab.text, run.sql) : null;
  const sendFailure: unknown = refused[id];
  const askFailure: unknown = run ? null : asked.error;
  return {
    run, loading: asked.isLoading, submitting: unanswered !== undefined, start,
    cancelling: unanswered?.ends === true || run?.phase === 'cancelling',
    /** whether the text that was run is no longer in the tab as it was */
    changed: run !== undefined && ran === null,
    problem: sendFailure !== undefined ? { error: sendFailure, what: 'The run' } : askFailure ? { error: askFailure, what: 'The run of this tab' } : null,
    /** a place in the text that was run, as a place in the tab's text */
    placeOf: (line: number, column: number) => (tab && ran ? placeInTab(tab.text, ran, line, column) : null),
    cancel: () => {
      if (unanswered) endSent(unanswered);
      else if (run && !hasEnded(run)) end(run.id);
    },
  };
}
