'use client';
import { ChartColumn, Download, FileText, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Empty } from '@/components/ui/empty';
import { Loading } from '@/components/ui/loading';
import { Menu } from '@/components/ui/menu';
import { Segments } from '@/components/ui/segments';
import { buttonLook } from '@/components/ui/button-look';
import { PartProblem } from '@/components/shell/part-problem';
import { useView } from '@/components/shell/use-view';
import { routes } from '@/lib/model/routes';
import { filterText, isWhole, sortText } from '@/lib/model/values/row-view';
import { hasEnded, type Run, type Statement } from '../run/use-run';
import { Answer, type AnswerView } from './answer';
import { AnswerLine } from './answer-line';
import { ChangeLine } from './change-line';
import { NO_ANSWER_VIEW, rowViewOf } from './answer-view';
import { RunFailure } from './run-failure';
import { RunProgress } from './run-progress';
import { isOneText, shownStatement } from './shown-statement';
import { StatementStrip } from './statement-strip';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** What a run gave: its statements, and the answer of the one that is looked at. */
export function ResultPane({ run, loading, problem, submitting, changed, placeOf, onJump, onAgain }: {
  readonly run: Run | undefined;
  /** a run is asked for and not here yet */
  readonly loading: boolean;
  /** why the run could not be sent, or not be asked for */
  readonly problem: { readonly error: unknown; readonly what: string } | null;
  readonly submitting: boolean; readonly changed: boolean;
  readonly placeOf: (line: number, column: number) => { readonly line: number; readonly column: number } | null;
  readonly onJump: (line: number, column: number) => void; readonly onAgain: () => void;
}) {
  const view = useView();
  if (problem) return <Filled><div className="max-w-3xl p-4"><PartProblem error={problem.error} what={problem.what} retry={onAgain} /></div></Filled>;
  if (submitting) return <Filled><p role="status" className="appears-late px-4 py-3 text-ink-2">Sending the statement</p></Filled>;
  if (!run) return <Filled>{loading ? <div className="px-4"><Loading rows={6} /></div> : <Empty title="No answer yet" why="Run the statement at the cursor with Ctrl Enter, or all of them with Ctrl Shift Enter." />}</Filled>;

  const statement = shownStatement(run, view.get('statement'));
  const oneText = statement !== null && isOneText(statement);
  const asked = view.get('view');
  const shown: AnswerView = asked === 'chart' || asked === 'grid' || asked === 'text' ? asked : oneText ? 'text' : 'grid';
  const answered = statement !== null && statement.columns !== null && statement.error === null && (statement.rowCount !== null && statement.rowCount > 0 || statement.state === 'finished');
  return (
    <section aria-label="Answer" className="flex min-h-0 grow flex-col">
      <div className="flex h-10 shrink-0 items-center gap-3 pr-3 pl-1.5">
        {run.statements.length > 0 && <StatementStrip statements={run.statements} selected={statement?.index ?? -1} onSelect={(index) => view.set({ ...NO_ANSWER_VIEW, statement: String(index) })} />}
        <span className="grow" />
        {answered && (
          <>
            <Segments<AnswerView>
              label="Show the answer as" value={shown} onChange={(value) => view.set({ view: value === (oneText ? 'text' : 'grid') ? null : value })}
              options={[...(oneText ? [{ value: 'text' as const, label: <><FileText {...ICON} /><span className="max-sm:sr-only">Text</span></> }] : []), { value: 'grid', label: <><Table2 {...ICON} /><span className="max-sm:sr-only">Grid</span></> }, ...(oneText ? [] : [{ value: 'chart' as const, label: <><ChartColumn {...ICON} /><span className="max-sm:sr-only">Chart</span></> }])]}
            />
            <Export run={run} statement={statement} />
          </>
        )}
      </div>
      {statement && <AnswerLine run={run} statement={statement} changed={changed} />}
      {statement?.change && <ChangeLine key={`${run.id}/${statement.index}`} change={statement.change} />}
      {answered ? <div className="flex min-h-0 grow flex-col border-t border-rule"><Answer key={`${run.id}/${statement.index}`} run={run} statement={statement} view={shown} onAgain={onAgain} /></div>
        : !hasEnded(statement ?? run) ? <RunProgress run={run} statement={statement} />
        : <RunFailure run={run} problem={statement?.error ?? run.error} placeOf={placeOf} onJump={onJump} onAgain={onAgain} />}
    </section>
  );
}

const Filled = ({ children }: { readonly children: ReactNode }) => <section aria-label="Answer" className="min-h-0 grow overflow-auto">{children}</section>;

/** The answer as a file, streamed by the server, as it is sorted and filtered; more than the rows that the grid has loaded. */
function Export({ run, statement }: { readonly run: Run; readonly statement: Statement }) {
  const view = rowViewOf(useView().get);
  const arranged = !isWhole(view);
  const off = !hasEnded(statement);
  const take = (spreadsheet: boolean, shown = arranged) => () => globalThis.location.assign(routes.exportCsv(run.id, statement.index, { spreadsheet, ...(shown ? { sort: sortText(view.sort), filter: filterText(view.filter) } : {}) }));
  const how = !arranged ? '' : view.filter.length === 0 ? ', sorted as shown' : ', filtered as shown';
  return (
    <Menu
      label="Export the answer" className={buttonLook()} trigger={<><Download {...ICON} />Export</>}
      items={[
        { label: `CSV, exact${how}`, onSelect: take(false), disabled: off },
        { label: `CSV for spreadsheets${how}`, onSelect: take(true), disabled: off },
        ...(arranged ? ['separator' as const, { label: 'CSV, exact, whole answer as it came', onSelect: take(false, false), disabled: off }] : []),
      ]}
    />
  );
}
