'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { z } from 'zod';
import { Kbd } from '@/components/ui/kbd';
import { OperationMark } from '@/components/ui/operation-mark';
import { Tag } from '@/components/ui/tag';
import { Moment } from '@/components/shell/time';
import { VirtualRow, VirtualSpace } from '@/components/shell/virtual-rows';
import { signed } from '@/components/shell/words';
import type { timelineEntry } from '@/lib/transport/api/contract/tables';

type Entry = z.infer<typeof timelineEntry>;
const ROW = 28;
const COLUMNS = 'grid grid-cols-[112px_148px_92px_minmax(64px,1fr)_76px_48px_minmax(64px,1.4fr)] gap-x-3 max-sm:grid-cols-[96px_96px_minmax(0,1fr)]';
const WIDE = 'max-sm:hidden';

/** The snapshots of the window, newest first: the same as the timeline, for the keyboard and for reading aloud. */
export function SnapshotTable({ snapshots, refs, lanes, selected, latest, onSelect, onCompare, title }: {
  readonly snapshots: readonly Entry[]; readonly refs: ReadonlyMap<string, readonly string[]>; readonly lanes: readonly string[];
  readonly selected: string | null;
  /** what is selected at the moment of a key, ahead of what is drawn */
  readonly latest: () => string | null; readonly onSelect: (id: string) => void;
  /** a press with Ctrl, Command or Shift: this one beside the selected */
  readonly onCompare: (id: string) => void; readonly title: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: snapshots.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const found = snapshots.findIndex((each) => each.id === selected);
  const height = virtual.scrollRect?.height ?? 0;
  useEffect(() => {
    if (found >= 0 && height > 0) virtual.scrollToIndex(found, { align: 'auto' });
  }, [found, height, virtual]);
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    const here = snapshots.findIndex((each) => each.id === latest());
    const next = snapshots[Math.min(snapshots.length - 1, Math.max(0, here + step))];
    if (step === 0 || !next) return;
    event.preventDefault();
    onSelect(next.id);
  };
  const pick = (event: MouseEvent<HTMLElement>) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-snapshot]')?.dataset['snapshot'] : undefined;
    if (id === undefined) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) onCompare(id);
    else onSelect(id);
  };
  return (
    <section aria-label="Snapshots as a table" className="flex min-h-[180px] min-w-0 grow flex-col">
      <div className="flex min-h-8 items-center gap-2">
        <h2 className="font-strong">{title}</h2>
        <span className="grow" />
        <span className={`text-12 text-ink-3 ${WIDE}`}><Kbd>{'\u2190'}</Kbd> <Kbd>{'\u2192'}</Kbd> parent, child <Kbd>[</Kbd> <Kbd>]</Kbd> first, last <Kbd>c</Kbd> compare <Kbd>t</Kbd> tag <Kbd>b</Kbd> branch</span>
      </div>
      <div role="table" aria-label={title} aria-rowcount={snapshots.length} className="flex min-h-0 grow flex-col">
        <div role="row" className={`${COLUMNS} h-7 shrink-0 items-center border-b border-rule text-11 text-ink-3`}>
          <span role="columnheader">Committed</span><span role="columnheader" className={WIDE}>Snapshot</span><span role="columnheader">Operation</span><span role="columnheader" className={WIDE}>Ref</span>
          <span role="columnheader" className="text-right">Rows</span><span role="columnheader" className={`text-right ${WIDE}`}>Files</span><span role="columnheader" className={WIDE}>By</span>
        </div>
        <div ref={scroller} role="rowgroup" tabIndex={0} aria-label="Rows" onKeyDown={key} onClick={pick} className="min-h-0 grow overflow-y-auto outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)]">
          <VirtualSpace height={virtual.getTotalSize()}>
            {virtual.getVirtualItems().map((item) => {
              const snapshot = snapshots[item.index];
              return snapshot && <VirtualRow key={snapshot.id} top={item.start}><Row snapshot={snapshot} refs={refs.get(snapshot.id) ?? []} lane={lanes[snapshot.lane]} selected={snapshot.id === selected} /></VirtualRow>;
            })}
          </VirtualSpace>
        </div>
      </div>
    </section>
  );
}

function Row({ snapshot, refs, lane, selected }: { readonly snapshot: Entry; readonly refs: readonly string[]; readonly lane: string | undefined; readonly selected: boolean }) {
  const delta = (snapshot.addedRows ?? 0) - (snapshot.deletedRows ?? 0);
  const files = (snapshot.addedFiles ?? 0) - (snapshot.deletedFiles ?? 0);
  const names = refs.length > 0 ? refs : lane !== undefined && snapshot.lane > 0 ? [lane] : [];
  return (
    <div role="row" aria-selected={selected} data-snapshot={snapshot.id} className={`${COLUMNS} h-7 cursor-pointer items-center border-b border-hair whitespace-nowrap ${selected ? 'bg-water-soft shadow-[inset_3px_0_var(--water)]' : 'hover:bg-hover'}`}>
      <span role="cell" className={selected ? 'pl-2' : ''}><Moment at={snapshot.at} /></span>
      <span role="cell" className={`font-mono text-12 ${WIDE}`}>{snapshot.id}</span>
      <span role="cell" className="flex items-center gap-1.5"><OperationMark operation={snapshot.operation} />{snapshot.operation ?? 'unknown'}</span>
      <span role="cell" className={`flex gap-1 overflow-hidden ${WIDE}`}>{names.slice(0, 2).map((name) => <Tag key={name}>{name}</Tag>)}</span>
      <span role="cell" className={`text-right ${delta < 0 ? 'text-bad-ink' : ''}`}>{signed(delta)}</span>
      <span role="cell" className={`text-right ${WIDE}`}>{signed(files)}</span>
      <span role="cell" className={`truncate text-ink-2 ${WIDE}`}>{[snapshot.by, snapshot.engine].filter(Boolean).join(', ')}</span>
    </div>
  );
}
