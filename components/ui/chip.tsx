import type { ReactNode } from 'react';
import { Mark, type MarkState } from './mark';

const GROUND: Readonly<Record<MarkState, string>> = {
  good: 'bg-good-soft text-good-ink', warn: 'bg-warn-soft text-warn-ink', bad: 'bg-bad-soft text-bad-ink', broken: 'bg-bad-soft text-bad-ink', doubt: 'bg-doubt-soft text-doubt-ink',
  running: 'bg-water-soft text-water-ink', queued: 'bg-idle-soft text-idle-ink', idle: 'bg-idle-soft text-idle-ink', cancelled: 'bg-idle-soft text-idle-ink',
};
const LINE = 'text-ink-2 shadow-[inset_0_0_0_1px_var(--rule)]';
const PENCIL = 'bg-pencil-soft text-pencil-ink';

/** One state with its word; without a state an outlined fact; `pencil` for what is put down and not yet committed. */
export function Chip({ state, icon, pencil = false, children }: { readonly state?: MarkState; readonly icon?: ReactNode; readonly pencil?: boolean; readonly children: ReactNode }) {
  return (
    <span className={`inline-flex h-5 items-center gap-[5px] rounded-1 px-1.5 text-12 whitespace-nowrap ${pencil ? PENCIL : state === undefined ? LINE : GROUND[state]}`}>
      {state === undefined ? icon : <Mark state={state} />}
      <span>{children}</span>
    </span>
  );
}
