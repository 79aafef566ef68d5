'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { FilterField } from '@/components/ui/filter-field';
import { Mark } from '@/components/ui/mark';
import { Select } from '@/components/ui/select';
import { Part } from '@/components/shell/part';
import { Ago } from '@/components/shell/time';
import { useDebounced } from '@/components/shell/use-debounced';
import { counted, duration } from '@/components/shell/words';
import { api, type client } from '@/lib/transport/api/client';
import { PHASE_WORDS } from '../run/run-mark';

type Item = Awaited<ReturnType<typeof client.queries.list>>['items'][number];
const STATES = [{ value: 'any', label: 'Any state' }, { value: 'finished', label: 'Finished' }, { value: 'failed', label: 'Failed' }, { value: 'running', label: 'Running' }, { value: 'queued', label: 'Queued' }, { value: 'cancelled', label: 'Cancelled' }] as const;
const PAGE = 50;

/** Every run, newest first, searchable by its text; opening one brings its text and its answer back in a tab. */
export function HistoryPane({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const [filter, setFilter] = useState('');
  const [state, setState] = useState<(typeof STATES)[number]['value']>('any');
  const text = useDebounced(filter.trim(), 200);
  const runs = useInfiniteQuery(api.queries.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }), ...(text === '' ? {} : { text }), ...(state === 'any' ? {} : { state }) }),
    initialPageParam: undefined, getNextPageParam: (last) => last.next ?? undefined, staleTime: 5000,
  }));
  const narrowed = text !== '' || state !== 'any';
  return (
    <>
      <div className="flex flex-col gap-1.5 px-2 pb-2">
        <FilterField label="Search the history" placeholder="Search the history" value={filter} onChange={setFilter} />
        <Select label="State" hideLabel value={state} options={STATES} onChange={setState} />
      </div>
      <div className="min-h-0 grow overflow-auto px-1.5 pb-2">
        <Part query={runs} what="The history" rows={8} empty={({ pages }) => pages[0]?.items.length === 0 && (
          narrowed ? <Empty title="No run like this" why="The search hides all runs." action={<Button onClick={() => {
            setFilter('');
            setState('any');
          }}>Show all</Button>} /> : <Empty title="Nothing has run yet" why="Each run appears here with its text, its state and how long it took." />
        )}>
          {({ pages }) => (
            <>
              <ul>{pages.flatMap((page) => page.items).map((item) => <li key={item.id}><HistoryRow item={item} onOpen={onOpen} /></li>)}</ul>
              {runs.hasNextPage && <div className="p-2"><Button size="tiny" busy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>Show more</Button></div>}
            </>
          )}
        </Part>
      </div>
    </>
  );
}

function HistoryRow({ item, onOpen }: { readonly item: Item; readonly onOpen: (id: string) => void }) {
  const state = PHASE_WORDS[item.phase];
  const facts = [state.word, item.milliseconds === null ? null : duration(item.milliseconds), item.rowCount === null ? null : counted(item.rowCount, 'row'), item.statements > 1 ? counted(item.statements, 'statement') : null, item.state === 'finished' && !item.resultKept ? 'answer no longer kept' : null];
  return (
    <button type="button" onClick={() => onOpen(item.id)} title={item.error?.message ?? item.sql} className="flex w-full flex-col gap-0.5 rounded-1 border-b border-hair px-2 py-1.5 text-left outline-none hover:bg-hover focus-visible:shadow-(--ring)">
      <span className="line-clamp-2 font-mono text-12 break-words">{item.sql.replace(/\s+/g, ' ').trim()}</span>
      <span className="flex w-full items-center gap-1.5 text-11 text-ink-3">
        <Mark state={state.mark} />
        <span className="min-w-0 truncate">{facts.filter(Boolean).join(', ')}</span>
        <span className="grow" />
        <span className="shrink-0"><Ago at={item.submittedAt} /></span>
      </span>
    </button>
  );
}
