'use client';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Mark } from '@/components/ui/mark';
import type { SqlProblem } from '../run/preflight';
import { PHASE_WORDS } from '../run/run-mark';
import type { Run } from '../run/use-run';
import { errorLine } from './error-line';

interface Place {
  readonly line: number;
  readonly column: number;
}
const LOST = { code: 'RUN_LOST', message: 'The console stopped while this ran. Nothing was written. Run it again.', line: null, column: null };

/** Why a statement gave no answer, where it is wrong, and the way there. */
export function RunFailure({ run, problem, placeOf, onJump, onAgain }: {
  readonly run: Run; readonly problem: SqlProblem | null;
  /** a place in the text that was sent as a place in the tab; null when that text was changed since */
  readonly placeOf: (line: number, column: number) => Place | null;
  readonly onJump: (line: number, column: number) => void; readonly onAgain: () => void;
}) {
  if (run.state === 'cancelled' && problem === null) return <Told mark="cancelled" title="Cancelled" onAgain={onAgain} id={run.id}>The engine has stopped. Nothing was kept.</Told>;
  const { code, message, line, column } = problem ?? LOST;
  const shown = line === null || column === null ? null : errorLine(run.sql, line, column);
  const place = line === null || column === null ? null : placeOf(line, column);
  const told = place ?? { line, column };
  return (
    <Told mark={PHASE_WORDS[run.phase].mark} title={code === 'RUN_LOST' ? 'The run was lost' : told.line === null ? 'The statement failed' : `The statement failed at line ${told.line}, column ${told.column}`} onAgain={onAgain} id={run.id}>
      <span className="whitespace-pre-wrap">{message}</span>
      {shown && <pre className="mt-2 overflow-x-auto rounded-2 border border-hair bg-well px-3 py-2 font-mono text-12 leading-5">{shown.before}<mark className="bg-bad-soft text-bad-ink underline decoration-bad decoration-wavy">{shown.at}</mark>{shown.after}</pre>}
      <span className="mt-2 flex flex-wrap items-center gap-2">
        {place && <Button size="tiny" onClick={() => onJump(place.line, place.column)}>Go to line {place.line}</Button>}
        <span className="font-mono text-12 text-ink-3">{code}</span>
      </span>
    </Told>
  );
}

function Told({ mark, title, id, onAgain, children }: { readonly mark: Parameters<typeof Mark>[0]['state']; readonly title: string; readonly id: string; readonly onAgain: () => void; readonly children: React.ReactNode }) {
  return (
    <div className="min-h-0 grow overflow-auto px-4 py-3">
      <div role="group" aria-label={title} className="flex max-w-3xl gap-2.5 rounded-2 border border-rule px-3.5 py-3">
        <span className="mt-[5px]"><Mark state={mark} /></span>
        <div className="min-w-0 grow">
          <p className="font-strong">{title}</p>
          <div className="break-words text-ink-2">{children}</div>
          <p className="mt-2 flex flex-wrap items-center gap-2 text-12 text-ink-3"><Button size="tiny" onClick={onAgain}>Run again</Button><span className="grow" /><span className="font-mono">run {id}</span><CopyButton text={id} label="Copy the run's id" /></p>
        </div>
      </div>
    </div>
  );
}
