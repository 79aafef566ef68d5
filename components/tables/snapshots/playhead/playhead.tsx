'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Moment } from '@/components/shell/time';
import { useStored } from '@/components/shell/use-stored';
import type { TableInfo, TablePlace } from '../../table-place';
import { atOf, type SnapshotHistoryData } from '../timeline/history';
import { PlayheadRows } from './playhead-rows';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** The first rows of the table as it was at the selected snapshot: they travel with it. Can be folded away. */
export function Playhead({ place, table, history, selected }: { readonly place: TablePlace; readonly table: TableInfo; readonly history: SnapshotHistoryData; readonly selected: number }) {
  const [stored, store] = useStored('timeline-rows', 'open');
  const isOpen = stored === 'open';
  const id = history.id[selected];
  return (
    <section aria-label="Rows of then" className="shrink-0 border-y border-hair">
      <button type="button" aria-expanded={isOpen} onClick={() => store(isOpen ? 'folded' : 'open')} className="flex min-h-7 w-full items-center gap-1.5 rounded-1 text-left text-12 text-ink-2 outline-none hover:text-ink focus-visible:shadow-(--ring)">
        {isOpen ? <ChevronDown {...ICON} /> : <ChevronRight {...ICON} />}
        {id === undefined ? <span>First rows: select a snapshot, and they travel with it</span> : <span>First rows as of <Moment at={new Date(atOf(history, selected)).toISOString()} /></span>}
        {id !== undefined && table.schemas > 1 && history.schemaId[selected] !== null && <span className="text-ink-3">schema {history.schemaId[selected]}</span>}
      </button>
      {isOpen && id !== undefined && <PlayheadRows place={place} table={table} snapshotId={id} schemaId={history.schemaId[selected] ?? null} />}
    </section>
  );
}
