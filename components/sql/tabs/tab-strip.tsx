'use client';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Mark } from '@/components/ui/mark';
import { Elapsed } from '../run/elapsed';
import { PHASE_WORDS } from '../run/run-mark';
import { hasEnded, useRun } from '../run/use-run';
import type { Tab } from './tab-drafts';
import { useTabDrag } from './use-tab-drag';

interface StripProps {
  readonly tabs: readonly Tab[];
  readonly active: string | null;
  /** the tab whose name is being changed */
  readonly naming: string | null;
  readonly onShow: (id: string) => void;
  readonly onAdd: () => void;
  readonly onClose: (tab: Tab) => void;
  readonly onNaming: (id: string | null) => void;
  readonly onName: (id: string, title: string) => void;
  /** puts a tab at a place among the others */
  readonly onMove: (id: string, to: number) => void;
}

/** The texts that one works on. Arrows walk, with Shift they move the tab; F2 names, Delete closes. Dragging moves a tab as well. */
export function TabStrip({ tabs, active, naming, onShow, onAdd, onClose, onNaming, onName, onMove }: StripProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  const drag = useTabDrag(list, tabs, onMove);
  const focusActive = () => requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus());
  const walk = (event: KeyboardEvent, tab: Tab) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const to = step === 0 ? undefined : tabs[tabs.indexOf(tab) + step];
    if (to && event.shiftKey) {
      onMove(tab.id, tabs.indexOf(to));
      focusActive();
    } else if (to) {
      onShow(to.id);
      focusActive();
    } else if (event.key === 'Delete') onClose(tab);
    else if (event.key === 'F2') onNaming(tab.id);
    else return;
    event.preventDefault();
  };
  return (
    <nav aria-label="Queries" className="flex h-[38px] shrink-0 items-stretch border-b border-rule bg-pane">
      <ul ref={list} className="flex min-w-0 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <li key={tab.id} className={`group/tab relative flex h-[38px] max-w-60 shrink-0 items-center border-r border-rule ${tab.id === active ? 'bg-sheet text-ink shadow-[inset_0_2px_var(--water),0_1px_var(--sheet)]' : 'text-ink-2 hover:text-ink'}`}>
            {naming === tab.id ? <NameField tab={tab} onDone={(title) => {
              if (title !== null) onName(tab.id, title);
              onNaming(null);
            }} /> : (
              <button
                type="button" aria-current={tab.id === active} tabIndex={tab.id === active ? 0 : -1} title={tab.title} onClick={() => onShow(tab.id)} onDoubleClick={() => onNaming(tab.id)} onKeyDown={(event) => walk(event, tab)} {...drag(tab.id)} aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
                onAuxClick={(event) => event.button === 1 && onClose(tab)}
                className="flex min-w-0 grow items-center gap-[7px] self-stretch pr-1 pl-3.5 whitespace-nowrap outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)]"
              >
                <TabState queryId={tab.queryId} title={tab.title} />
              </button>
            )}
            <button
              type="button" aria-label={`Close ${tab.title}`} tabIndex={tab.id === active ? 0 : -1} onClick={() => onClose(tab)}
              className={`mr-1 grid size-6 shrink-0 place-items-center rounded-1 text-ink-3 outline-none hover:bg-hover hover:text-ink focus-visible:opacity-100 focus-visible:shadow-(--ring) ${tab.id === active ? '' : 'opacity-0 group-hover/tab:opacity-100'}`}
            >
              <X size={12} strokeWidth={1.6} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <span className="grid shrink-0 place-items-center px-1.5"><IconButton label="New query" icon={<Plus size={16} strokeWidth={1.6} aria-hidden="true" />} onClick={onAdd} /></span>
    </nav>
  );
}

/** Mark of the tab's last run, its title, and what a run that goes on takes. */
function TabState({ queryId, title }: { readonly queryId: string | null; readonly title: string }) {
  const run = useRun(queryId).data;
  const state = run && PHASE_WORDS[run.phase];
  return (
    <>
      <Mark state={state?.mark ?? 'idle'} />
      <span className="min-w-0 truncate">{title}</span>
      {state && <span className="sr-only">, {state.word.toLowerCase()}</span>}
      {run && !hasEnded(run) && <span className="shrink-0 text-11 text-ink-3">{run.phase === 'queued' ? `queued${run.queuePosition === null ? '' : `, ${run.queuePosition}${ordinal(run.queuePosition)}`}` : <Elapsed since={run.startedAt ?? run.submittedAt} />}</span>}
    </>
  );
}

const ordinal = (count: number): string => (count % 100 > 10 && count % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th'));

function NameField({ tab, onDone }: { readonly tab: Tab; readonly onDone: (title: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState(tab.title);
  useEffect(() => field.current?.select(), []);
  const done = () => onDone(title.trim() === '' || title.trim() === tab.title ? null : title.trim());
  return (
    <input
      ref={field} aria-label="Name of this query" value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') onDone(null);
        event.stopPropagation();
      }}
      className="mx-2 h-6 w-40 min-w-0 rounded-1 border border-control bg-raised px-1.5 outline-none focus:border-water"
    />
  );
}
