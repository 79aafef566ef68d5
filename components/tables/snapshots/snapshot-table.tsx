'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { OperationMark } from '@/components/ui/operation-mark';
import { Tag } from '@/components/ui/tag';
import { Moment } from '@/components/shell/time';
import { VirtualRow, VirtualSpace } from '@/components/shell/virtual-rows';
import { signed } from '@/components/shell/words';
import { atOf, makerOf, rowsDelta, type SnapshotHistoryData } from './timeline/history';

const ROW = 28;
const COLUMNS = 'grid grid-cols-[112px_148px_92px_minmax(64px,1fr)_76px_48px_minmax(64px,1.4fr)] gap-x-3 max-sm:grid-cols-[96px_96px_minmax(0,1fr)]';
const WIDE = 'max-sm:hidden';

/** The snapshots of the window, newest first: the same as the timeline, for the keyboard and for reading aloud. */
export function SnapshotTable({ history, first, behind, refs, selected, other, latest, onSelect, onCompare, title }: {
  readonly history: SnapshotHistoryData;
  /** places [first, behind last] of the window */
  readonly first: number; readonly behind: number; readonly refs: ReadonlyMap<string, readonly string[]>;
  /** places; -1 for none */
  readonly selected: number; readonly other: number;
  /** what is selected at the moment of a key, ahead of what is drawn */
  readonly latest: () => number; readonly onSelect: (place: number) => void;
  /** a press with Ctrl, Command or Shift: this one beside the selected */
  readonly onCompare: (place: number) => void; readonly title: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const total = behind - first;
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const rowOf = (place: number) => (place >= first && place < behind ? behind - 1 - place : -1);
  const found = rowOf(selected);
  const height = virtual.scrollRect?.height ?? 0;
  useEffect(() => {
    if (found >= 0 && height > 0) virtual.scrollToIndex(found, { align: 'auto' });
  }, [found, height, virtual]);
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (step === 0 || total === 0) return;
    event.preventDefault();
    onSelect(behind - 1 - Math.min(total - 1, Math.max(0, rowOf(latest()) + step)));
  };
  const pick = (event: MouseEvent<HTMLElement>) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-snapshot]')?.dataset['snapshot'] : undefined;
    if (id === undefined) return;
    const place = history.placeOf(id);
    if (event.ctrlKey || event.metaKey || event.shiftKey) onCompare(place);
    else onSelect(place);
  };
  return (
    <section aria-label="Snapshots as a table" className="flex min-h-[180px] min-w-0 grow flex-col">
      <div className="flex min-h-8 items-center gap-2">
        <h2 className="font-strong">{title}</h2>
        <span className="grow" />
        <span className={`text-12 text-ink-3 ${WIDE}`}><Kbd>{'\u2190'}</Kbd> <Kbd>{'\u2192'}</Kbd> parent, child <Kbd>[</Kbd> <Kbd>]</Kbd> first, last <Kbd>c</Kbd> compare <Kbd>t</Kbd> tag <Kbd>b</Kbd> branch</span>
      </div>
      <div role="table" aria-label={title} aria-rowcount={total} className="flex min-h-0 grow flex-col">
        <div role="row" className={`${COLUMNS} h-7 shrink-0 items-center border-b border-rule text-11 text-ink-3`}>
          <span role="columnheader">Committed</span><span role="columnheader" className={WIDE}>Snapshot</span><span role="columnheader">Operation</span><span role="columnheader" className={WIDE}>Ref</span>
          <span role="columnheader" className="text-right">Rows</span><span role="columnheader" className={`text-right ${WIDE}`}>Files</span><span role="columnheader" className={WIDE}>By</span>
        </div>
        <div ref={scroller} role="rowgroup" tabIndex={0} aria-label="Snapshots, the newest first" onKeyDown={key} onClick={pick} className="min-h-0 grow overflow-y-auto outline-none select-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)]">
          <VirtualSpace height={virtual.getTotalSize()}>
            {virtual.getVirtualItems().map((item) => {
              const place = behind - 1 - item.index;
              const id = history.id[place];
              return id !== undefined && <VirtualRow key={id} top={item.start}><Row history={history} place={place} id={id} refs={refs.get(id) ?? []} look={place === selected ? 'selected' : place === other ? 'other' : ''} /></VirtualRow>;
            })}
          </VirtualSpace>
        </div>
      </div>
    </section>
  );
}

const LOOK = { selected: 'bg-water-soft shadow-[inset_3px_0_var(--water)]', other: 'bg-hover shadow-[inset_3px_0_var(--ink-3)]', '': 'hover:bg-hover' } as const;

function Row({ history, place, id, refs, look }: { readonly history: SnapshotHistoryData; readonly place: number; readonly id: string; readonly refs: readonly string[]; readonly look: keyof typeof LOOK }) {
  const delta = rowsDelta(history, place);
  const operation = history.operation[place] ?? null;
  const lane = history.lane[place] ?? 0;
  const name = history.lanes[lane]?.name;
  const names = refs.length > 0 ? refs : name !== undefined && lane > 0 ? [name] : [];
  return (
    <div role="row" aria-selected={look !== ''} data-snapshot={id} className={`${COLUMNS} h-7 cursor-pointer items-center border-b border-hair whitespace-nowrap ${LOOK[look]}`}>
      <span role="cell" className={look === '' ? '' : 'pl-2'}><Moment at={new Date(atOf(history, place)).toISOString()} /></span>
      <span role="cell" className={`font-mono text-12 select-text ${WIDE}`}>{id}</span>
      <span role="cell" className="flex items-center gap-1.5"><OperationMark operation={operation} />{operation ?? 'unknown'}</span>
      <span role="cell" className={`flex gap-1 overflow-hidden ${WIDE}`}>{names.slice(0, 2).map((each) => <Tag key={each}>{each}</Tag>)}</span>
      <span role="cell" className={`text-right ${delta < 0 ? 'text-bad-ink' : ''}`}>{signed(delta)}</span>
      <span role="cell" className={`text-right ${WIDE}`}>{signed((history.addedFiles[place] ?? 0) - (history.deletedFiles[place] ?? 0))}</span>
      <span role="cell" className={`truncate text-ink-2 ${WIDE}`}>{makerOf(history, place)}</span>
    </div>
  );
}
