'use client';
import { Mark } from '@/components/ui/mark';
import { bytes, count } from '@/components/shell/words';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { Preflight } from './preflight';

/** One line under the editor: what the statement will read, or what is wrong with it and where. */
export function PreflightLine({ state, current, failure, onJump }: {
  readonly state: Preflight;
  /** false while the answer is of the text as it was a moment ago */
  readonly current: boolean;
  readonly failure: unknown; readonly onJump: (line: number, column: number) => void;
}) {
  return (
    <div role="status" className={`flex min-h-[34px] shrink-0 items-center gap-2.5 overflow-hidden border-y border-hair bg-well px-3.5 text-12 whitespace-nowrap ${current ? '' : 'text-ink-3'}`}>
      {failure && state.kind === 'quiet' ? <><Mark state="warn" /><span className="truncate">The text could not be checked: {problemOf(failure).detail}</span></> : <Said state={state} onJump={onJump} />}
    </div>
  );
}

function Said({ state, onJump }: { readonly state: Preflight; readonly onJump: (line: number, column: number) => void }) {
  switch (state.kind) {
    case 'quiet': return <span className="text-ink-3">{state.text}</span>;
    case 'nothing-to-read': return <><Mark state="good" /><span className="truncate">{state.verb} reads no files.</span></>;
    case 'writes': return (
      <>
        <Mark state={state.advice === null ? 'good' : 'warn'} />
        <b className="min-w-0 truncate font-strong" title={state.text}>{`${state.text.slice(0, 1).toUpperCase()}${state.text.slice(1)}.`}</b>
        {state.files > 0 && <span className="shrink-0 text-ink-2 max-sm:hidden">Reads {bytes(state.bytes)} in {count(state.files)} {state.files === 1 ? 'file' : 'files'}.</span>}
        {state.advice !== null && <span className="min-w-0 truncate text-ink-2 max-sm:hidden" title={state.advice}>{state.advice}</span>}
      </>
    );
    case 'reads': {
      const whole = state.files === state.filesTotal;
      return (
        <>
          <Mark state={state.advice === null ? 'good' : 'warn'} />
          <b className="font-strong">Reads {bytes(state.bytes)} in {whole ? `${state.files === 1 ? '' : 'all '}${count(state.files)}` : `${count(state.files)} of ${count(state.filesTotal)}`} {state.filesTotal === 1 ? 'file' : 'files'}.</b>
          {state.advice !== null && <span className="min-w-0 truncate text-ink-2 max-sm:hidden" title={state.advice}>{state.advice}</span>}
        </>
      );
    }
    case 'problem': {
      const { line, column, message } = state.problem;
      return (
        <>
          <Mark state="bad" />
          <span className="min-w-0 truncate" title={message}>{message}</span>
          <span className="grow" />
          {line !== null && column !== null && <button type="button" onClick={() => onJump(line, column)} className="shrink-0 rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)">Go to line {line}</button>}
        </>
      );
    }
  }
}
