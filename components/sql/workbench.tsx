'use client';
import { useCallback, useMemo, useRef, useState } from 'react';
import { SqlEditor, type SqlEditorHandle } from '@/components/editor/sql-editor';
import type { EditorCursor } from '@/components/editor/editor-pane';
import { PartProblem } from '@/components/shell/part-problem';
import { useMe } from '@/components/shell/use-me';
import { Loading } from '@/components/ui/loading';
import { completeAt } from './completion/complete-at';
import { resolve } from './completion/suggest';
import { useKnown, useLake } from './completion/use-known';
import { ResultPane } from './results/result-pane';
import { preflight, problemsOf } from './run/preflight';
import { PreflightLine } from './run/preflight-line';
import { RunBar } from './run/run-bar';
import type { RunKind } from './run/run-request';
import { useCheck } from './run/use-check';
import { SqlPane } from './side/sql-pane';
import { Split } from './split';
import { TabStrip } from './tabs/tab-strip';
import { useActiveTab } from './tabs/use-active-tab';
import { useSaving, useTabs } from './tabs/use-tabs';
import { statementAt } from './text/split-statements';
import { tablesRead } from './run/tables-read';
import { useActs } from './use-acts';
import { useTabRun } from './use-tab-run';

const AT_START: EditorCursor = { cursor: 0, from: 0, to: 0 };

/** Texts in tabs, what they would read, their runs and answers. Each leaf below knows its own part and no other. */
export function Workbench() {
  const me = useMe();
  const { store, tabs, error, retry } = useTabs(me.data?.name);
  const { active, show, add, close } = useActiveTab(store, tabs);
  const saving = useSaving(store, active?.id ?? null);
  const editor = useRef<SqlEditorHandle>(null);
  const [cursors, setCursors] = useState<Readonly<Record<string, EditorCursor>>>({});
  const [naming, setNaming] = useState<string | null>(null);
  const cursor = cursors[active?.id ?? ''] ?? AT_START;
  const text = active?.text ?? '';
  const known = useKnown(active?.catalog ?? null, active?.schema ?? null);
  const lake = useLake();
  const check = useCheck(text, active?.catalog ?? null, active?.schema ?? null);
  const run = useTabRun(store, active);
  const complete = useMemo(() => completeAt(known), [known]);
  const markers = useMemo(() => (check.settled ? problemsOf(check.data).map((problem) => ({ ...problem, severity: 'error' as const })) : []), [check.settled, check.data]);
  const statement = useMemo(() => statementAt(text, cursor.cursor), [text, cursor.cursor]);
  const band = useMemo(() => (statement ? { first: statement.firstLine, last: statement.lastLine } : null), [statement]);
  const inQuery = useMemo(() => tablesRead(check.data, statement, text, known), [check.data, statement, text, known]);
  const ids = useMemo(() => tabs.map(({ id }) => id), [tabs]);
  const onText = useCallback((tab: string, next: string) => store?.change(tab, { text: next }), [store]);
  const onCursor = useCallback((tab: string, next: EditorCursor) => setCursors((all) => ({ ...all, [tab]: next })), []);
  const start = (kind: RunKind) => void run.start(kind, { text, ...cursor });
  const acts = useActs({
    editor, text, start, cancel: run.cancel, nameTab: () => setNaming(active?.id ?? null),
    tableAt: (name) => resolve(name, known), cursor: cursor.cursor,
  });
  const jump = (line: number, column: number) => editor.current?.goTo(line, column);

  if (error && tabs.length === 0) return <main className="grow p-5"><div className="max-w-3xl"><PartProblem error={error} what="Your queries" retry={() => void retry()} /></div></main>;
  return (
    <div className="relative flex min-w-0 grow max-[900px]:flex-col">
      <SqlPane known={known} inQuery={inQuery} onInsert={(written) => editor.current?.insert(written)} onOpenRun={(id) => acts.openRun(id)} />
      <main className="flex min-h-0 min-w-0 grow flex-col overflow-hidden">
        <h1 className="sr-only">SQL</h1>
        <TabStrip tabs={tabs} active={active?.id ?? null} naming={naming} onShow={show} onAdd={() => add(active ? { catalog: active.catalog, schema: active.schema } : {})} onClose={(tab) => void close(tab)} onNaming={setNaming} onName={(id, title) => store?.change(id, { title })} onMove={(id, to) => store?.move(id, to)} />
        {!store || !active ? <div className="p-4"><Loading rows={8} label="Loading your queries" /></div> : (
          <>
            <RunBar
              tab={active} run={run.run} submitting={run.submitting} cancelling={run.cancelling} saving={saving} schemas={(lake.data?.namespaces ?? []).map(({ catalog, name }) => ({ catalog, schema: name }))}
              mayRun={me.data?.can['runQueries'] !== false} hasText={statement !== null} onRun={start} onCancel={run.cancel} onFormat={() => acts.act('format')} onSchema={(catalog, schema) => store.change(active.id, { catalog, schema })}
            />
            <Split
              name="sql" label="Height of the editor"
              above={<SqlEditor ref={editor} tab={active.id} tabs={ids} text={text} label="SQL" markers={markers} band={band} complete={complete} onText={onText} onCursor={onCursor} onAct={acts.act} />}
              below={(
                <>
                  <PreflightLine state={preflight(text.trim() === '' ? { statements: [], error: null } : check.data, cursor.cursor)} current={check.settled} failure={check.error} onJump={jump} />
                  <ResultPane
                    run={run.run} loading={run.loading} problem={run.problem} submitting={run.submitting} changed={run.changed} onAgain={() => start('statement')}
                    placeOf={run.placeOf} onJump={jump}
                  />
                </>
              )}
            />
          </>
        )}
      </main>
    </div>
  );
}
