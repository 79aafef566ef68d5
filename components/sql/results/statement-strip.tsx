'use client';
import { Mark } from '@/components/ui/mark';
import { PHASE_WORDS } from '../run/run-mark';
import type { Statement } from '../run/use-run';

/** One entry a statement of the run, each with its own state and answer. */
export function StatementStrip({ statements, selected, onSelect }: { readonly statements: readonly Statement[]; readonly selected: number; readonly onSelect: (index: number) => void }) {
  return (
    <ul aria-label="Statements of the run" className="flex min-w-0 items-center gap-1 overflow-x-auto py-0.5 [scrollbar-width:none]">
      {statements.map(({ index, verb, phase, text }) => {
        const { mark, word } = PHASE_WORDS[phase];
        return (
          <li key={index}>
            <button
              type="button" aria-current={index === selected} title={text.slice(0, 300)} onClick={() => onSelect(index)}
              className={`flex h-7 items-center gap-1.5 rounded-2 px-2.5 whitespace-nowrap outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)] ${index === selected ? 'bg-water-soft text-ink' : 'text-ink-2 hover:bg-hover'}`}
            >
              {statements.length > 1 && <span>{index + 1}</span>}
              <span className="font-mono text-12">{verb}</span>
              <Mark state={mark} /><span className="sr-only">{word}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
