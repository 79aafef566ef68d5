'use client';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Loading } from '@/components/ui/loading';
import { ResultGrid } from '@/components/grid/result-grid';
import { PartProblem } from '@/components/shell/part-problem';
import { useView } from '@/components/shell/use-view';
import type { Row } from '@/lib/model/values/types';
import type { Run, Statement } from '../run/use-run';
import { chartChoiceOf, chartChoiceText } from './chart-address';
import type { RowPages } from './rows-source';
import { useStatementSource } from './use-statement-source';

const Chart = dynamic(() => import('@/components/charts/result-chart').then((module) => module.ResultChart), { ssr: false, loading: () => <Loading rows={8} /> });

export type AnswerView = 'grid' | 'chart' | 'text';
const CHARTED_MOST = 5000;

/** The rows of a statement, in the way that was chosen. */
export function Answer({ run, statement, view, onAgain }: { readonly run: Run; readonly statement: Statement; readonly view: AnswerView; readonly onAgain: () => void }) {
  const source = useStatementSource(run.id, statement);
  if (!source) return null;
  return <Rows source={source} statement={statement} view={view} onAgain={onAgain} />;
}

function Rows({ source, statement, view, onAgain }: { readonly source: RowPages; readonly statement: Statement; readonly view: AnswerView; readonly onAgain: () => void }) {
  const error = useSyncExternalStore(source.subscribe, () => source.error, () => null);
  if (error) return <div className="max-w-3xl p-4"><PartProblem error={error} what="The answer" retry={onAgain} /></div>;
  if (view === 'text') return <OneText source={source} />;
  if (view === 'chart') return <Charted source={source} statement={statement} />;
  return <ResultGrid source={source} label="Answer of the statement" note={statement.rowCount === 0 && statement.state === 'finished' ? 'The statement gave no rows.' : undefined} />;
}

/** An answer of a single text, such as a plan or a definition, as the lines that it has. */
function OneText({ source }: { readonly source: RowPages }) {
  const rows = useRows(source, 1);
  return (
    <pre tabIndex={0} role="region" aria-label="Answer as text" className="min-h-0 grow overflow-auto px-4 py-3 font-mono text-12 leading-5 outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)]">{String(rows?.[0]?.[0] ?? '')}</pre>
  );
}

function Charted({ source, statement }: { readonly source: RowPages; readonly statement: Statement }) {
  const address = useView();
  const rows = useRows(source, Math.min(CHARTED_MOST, source.rowCount));
  return (
    <div className="min-h-0 grow overflow-auto p-4">
      {rows === null ? <Loading rows={8} /> : <Chart columns={source.columns} rows={rows} total={statement.rowCount} choice={chartChoiceOf(address.get('chart'))} onChoice={(choice) => address.set({ chart: chartChoiceText(choice) })} />}
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
