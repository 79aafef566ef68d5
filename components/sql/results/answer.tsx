'use client';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Loading } from '@/components/ui/loading';
import { ResultGrid } from '@/components/grid/result-grid';
import { PartProblem } from '@/components/shell/part-problem';
import { useView } from '@/components/shell/use-view';
import { count, counted } from '@/components/shell/words';
import { ViewBar } from '@/components/grid/view-bar';
import { filterText, sortText, type RowView } from '@/lib/model/values/row-view';
import type { Row } from '@/lib/model/values/types';
import type { Run, Statement } from '../run/use-run';
import { chartChoiceOf, chartChoiceText } from './chart-address';
import type { RowPages } from './rows-source';
import { rowViewOf } from './answer-view';
import { useKeptView } from './use-kept-view';
import { useStatementSource } from './use-statement-source';
import { useColumnProfiles, useViewSource } from './use-view-source';

const Chart = dynamic(() => import('@/components/charts/result-chart').then((module) => module.ResultChart), { ssr: false, loading: () => <Loading rows={8} /> });

export type AnswerView = 'grid' | 'chart' | 'text';
const CHARTED_MOST = 5000;

/** The rows of a statement, in the way that was chosen. */
export function Answer({ run, statement, view, onAgain }: { readonly run: Run; readonly statement: Statement; readonly view: AnswerView; readonly onAgain: () => void }) {
  const whole = useStatementSource(run.id, statement);
  return whole && <Rows run={run} whole={whole} statement={statement} view={view} onAgain={onAgain} />;
}

function Rows({ run, whole, statement, view, onAgain }: { readonly run: Run; readonly whole: RowPages; readonly statement: Statement; readonly view: AnswerView; readonly onAgain: () => void }) {
  const address = useView();
  const [sort, filter] = [address.get('sort'), address.get('filter')];
  const rowView = useMemo(() => rowViewOf((key) => (key === 'sort' ? sort : filter)), [sort, filter]);
  const show = (next: RowView, how: 'push' | 'replace') => address.set({ sort: sortText(next.sort), filter: filterText(next.filter) }, how);
  useKeptView(`${run.id}/${statement.index}`, rowView, (before) => show(before, 'replace'));
  const viewed = useViewSource(run.id, statement, rowView, whole);
  const profile = useColumnProfiles(run.id, statement.index, rowView, whole);
  const source = viewed.source ?? whole;
  const error = useSyncExternalStore(source.subscribe, () => source.error, () => null);
  const arranging = statement.state === 'finished' ? { view: rowView, onChange: (next: RowView) => show(next, 'push'), profile } : null;
  const failed: unknown = error ?? viewed.error;
  if (failed) {
    return (
      <>
        {arranging && <ViewBar arranging={arranging} columns={whole.columns} note={null} />}
        <div className="max-w-3xl p-4"><PartProblem error={failed} what="The answer" retry={viewed.error ? viewed.retry : onAgain} /></div>
      </>
    );
  }
  if (view === 'text') return <OneText source={source} />;
  if (view === 'chart') return <>{arranging && <ViewBar arranging={arranging} columns={whole.columns} note={leftOf(source, whole, viewed.busy)} />}<Charted source={source} /></>;
  return <ResultGrid source={source} label="Answer of the statement" arranging={arranging} viewNote={leftOf(source, whole, viewed.busy)} note={statement.rowCount === 0 && statement.state === 'finished' ? 'The statement gave no rows.' : source.rowCount === 0 && source !== whole ? 'No row holds what the filter asks for.' : undefined} />;
}

const leftOf = (source: RowPages, whole: RowPages, busy: boolean): string => (busy ? 'Arranging the rows' : source.rowCount === whole.rowCount ? `All ${counted(whole.rowCount, 'row')}` : `${count(source.rowCount)} of ${counted(whole.rowCount, 'row')}`);

/** An answer of a single text, such as a plan or a definition, as the lines that it has. */
function OneText({ source }: { readonly source: RowPages }) {
  const rows = useRows(source, 1);
  return (
    <pre tabIndex={0} role="region" aria-label="Answer as text" className="min-h-0 grow overflow-auto px-4 py-3 font-mono text-12 leading-5 outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)]">{String(rows?.[0]?.[0] ?? '')}</pre>
  );
}

function Charted({ source }: { readonly source: RowPages }) {
  const address = useView();
  const rows = useRows(source, Math.min(CHARTED_MOST, source.rowCount));
  return (
    <div className="min-h-0 grow overflow-auto p-4">
      {rows === null ? <Loading rows={8} /> : <Chart columns={source.columns} rows={rows} total={source.rowCount} choice={chartChoiceOf(address.get('chart'))} onChoice={(choice) => address.set({ chart: chartChoiceText(choice) })} />}
    </div>
  );
}

/** The first `count` rows, once all of them are here. */
function useRows(source: RowPages, count: number): readonly Row[] | null {
  const version = useSyncExternalStore(source.subscribe, () => source.version, () => 0);
  const { rowCount } = source;
  useEffect(() => {
    const giveUp = new AbortController();
    void source.fetch(0, Math.min(count, rowCount), giveUp.signal);
    return () => giveUp.abort();
  }, [source, count, rowCount]);
  return useMemo(() => {
    const found = Array.from({ length: count }, (_, index) => source.row(index)).filter((row) => row !== undefined);
    return found.length === count ? found : null;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the source is read anew when its version says that rows arrived
  }, [source, version, count]);
}
