import type { ReactNode } from 'react';
import { Mark, type MarkState } from './mark';

type NoteState = Extract<MarkState, 'idle' | 'good' | 'warn' | 'bad' | 'doubt'> | 'pencil';
const GROUND: Readonly<Record<NoteState, string>> = {
  idle: 'bg-well text-ink-2', good: 'bg-good-soft text-ink', warn: 'bg-warn-soft text-ink', bad: 'bg-bad-soft text-ink', doubt: 'bg-doubt-soft text-ink', pencil: 'bg-pencil-soft text-ink',
};

/** A sentence with a mark; on a soft ground when it asks for a decision. `icon` takes the place of the mark. */
export function Note({ state = 'idle', icon, children }: { readonly state?: NoteState; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={`flex gap-2 rounded-2 px-2.5 py-2 text-12 leading-[18px] ${GROUND[state]}`}>
      {icon === undefined ? state !== 'pencil' && state !== 'idle' && <span className="mt-1 shrink-0"><Mark state={state} /></span> : <span className="mt-0.5 shrink-0">{icon}</span>}
      <div className="min-w-0">{children}</div>
    </div>
  );
}
