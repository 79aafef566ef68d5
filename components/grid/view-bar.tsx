'use client';
import { ArrowDown, ArrowUp, ListFilter, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { isWhole, WHOLE } from '@/lib/model/values/row-view';
import type { Column } from '@/lib/model/values/types';
import type { Arranging } from './arranging';
import { columnWords, conditionWords, sortedBy } from './change-view';

const ICON = { size: 12, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** By what the rows are sorted and filtered, each to be taken away; nothing while they are as they came. */
export function ViewBar({ arranging: { view, onChange }, columns, note }: { readonly arranging: Arranging; readonly columns: readonly Column[]; /** how many rows are left */ readonly note: ReactNode }) {
  if (isWhole(view)) return null;
  return (
    <div role="group" aria-label="Sort and filter" className="flex min-h-9 shrink-0 flex-wrap items-center gap-1.5 border-b border-rule bg-sheet px-4 py-1 text-12">
      {view.filter.map((condition, index) => {
        const [name, words] = [columnWords(columns, condition.column), conditionWords(condition)];
        return <Taken key={`${condition.column}/${condition.is}`} icon={<ListFilter {...ICON} />} what={`${name} ${words}`} onTake={() => onChange({ ...view, filter: view.filter.filter((_, at) => at !== index) })}><span className="font-mono">{name}</span> <span className="[unicode-bidi:isolate]">{words}</span></Taken>;
      })}
      {view.sort.map(({ column, direction }) => {
        const name = columnWords(columns, column);
        const words = direction === 'asc' ? 'ascending' : 'descending';
        return <Taken key={`sort/${column}`} icon={direction === 'asc' ? <ArrowUp {...ICON} /> : <ArrowDown {...ICON} />} what={`sorted by ${name}`} onTake={() => onChange(sortedBy(view, column, null))}><span className="font-mono">{name}</span> {words}</Taken>;
      })}
      <span role="status" className="px-1 text-ink-2">{note}</span>
      <span className="grow" />
      <Button variant="quiet" size="tiny" onClick={() => onChange(WHOLE)}>Clear all</Button>
    </div>
  );
}

function Taken({ icon, what, onTake, children }: { readonly icon: ReactNode; readonly what: string; readonly onTake: () => void; readonly children: ReactNode }) {
  return (
    <span className="inline-flex h-6 max-w-80 items-center gap-1.5 rounded-1 bg-water-soft pl-1.5 text-ink">
      <span className="shrink-0 text-water-ink">{icon}</span>
      <span className="min-w-0 truncate whitespace-pre">{children}</span>
      <button type="button" aria-label={`Take away: ${what}`} onClick={onTake} className="grid size-6 shrink-0 place-items-center rounded-1 text-ink-2 outline-none hover:bg-hover hover:text-ink focus-visible:shadow-(--ring)"><X {...ICON} /></button>
    </span>
  );
}
