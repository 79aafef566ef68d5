'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { ArrowDown, ArrowUp, ChevronDown, ListFilter } from 'lucide-react';
import { useRef, type PointerEvent, type ReactNode } from 'react';
import { MenuList, type MenuEntry } from '@/components/ui/menu';
import { TypeIcon } from '@/components/ui/type-icon';
import { typeText } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import { PIN_LEFT } from './grid-row';

export const HEAD_HEIGHT = 46;
const MARK = { size: 14, strokeWidth: 1.6, className: 'shrink-0 text-water-ink', 'aria-hidden': true } as const;

interface HeaderProps {
  readonly columns: readonly Column[];
  readonly inView: readonly number[];
  /** how many of them are pinned, at the places from 0 */
  readonly pins: number;
  /** place of the first of the others */
  readonly firstShown: number;
  /** places of the first and last selected column; -1 when there are none */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly widthOf: (place: number) => number;
  readonly menuOf: (place: number) => readonly MenuEntry[];
  /** what is known of a column, under its name instead of its type */
  readonly noteOf: (column: number, marked: boolean) => ReactNode;
  /** how a column is sorted and whether it is filtered */
  readonly marksOf: (column: number) => { readonly direction: 'asc' | 'desc' | null; readonly filtered: boolean };
  readonly onSelect: (place: number, extend: boolean) => void;
  readonly onSelectAll: () => void;
  readonly onResize: (place: number, width: number) => void;
  readonly onFit: (place: number) => void;
}

/** Names, types and what is known of the columns in view; stays above the rows. */
export function GridHeader({ columns, inView, pins, firstShown, selectedFrom, selectedTo, widthOf, menuOf, noteOf, marksOf, onSelect, onSelectAll, onResize, onFit }: HeaderProps) {
  const head = (column: number, place: number) => {
    const given = columns[column];
    if (!given) return null;
    const marked = place >= selectedFrom && place <= selectedTo;
    const { direction, filtered } = marksOf(column);
    return (
      <div
        key={column} role="columnheader" aria-colindex={place + 2} aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'} title={`${given.name} ${typeText(given.type)}`}
        onPointerDown={(event) => pressed(event) && onSelect(place, event.shiftKey)}
        className={`group/head min-w-0 border-r border-b border-r-hair border-b-rule bg-well px-2.5 pt-[5px] pb-1 select-none ${place < pins ? `sticky z-1 ${PIN_LEFT[place] ?? ''}` : 'relative'} ${marked ? 'shadow-[inset_0_-2px_var(--water)]' : ''}`}
      >
        <div className="flex items-center gap-[5px] leading-[18px]">
          <TypeIcon type={typeText(given.type)} />
          <span className="min-w-0 grow truncate font-mono text-13 leading-[18px] font-strong whitespace-pre [unicode-bidi:isolate]">{given.name === '' ? <i className="font-sans font-normal text-ink-3">no name</i> : given.name}</span>
          {filtered && <><ListFilter {...MARK} /><span className="sr-only">, filtered</span></>}
          {direction !== null && (direction === 'asc' ? <ArrowUp {...MARK} /> : <ArrowDown {...MARK} />)}
          <HeaderMenu name={given.name} items={menuOf(place)} />
        </div>
        <div className="mt-[3px] flex h-3.5 items-end gap-2 overflow-hidden text-11 leading-[14px] whitespace-nowrap text-ink-3">{noteOf(column, marked) ?? <span className="truncate font-mono">{typeText(given.type)}</span>}</div>
        <Edge width={widthOf(place)} onResize={(width) => onResize(place, width)} onFit={() => onFit(place)} />
      </div>
    );
  };
  return (
    <div role="rowgroup" className="sticky top-0 z-2 w-(--grid-width)">
      <div role="row" aria-rowindex={1} className="grid h-[46px] w-(--grid-width) [grid-template-columns:var(--grid-columns)]">
        <span role="columnheader" aria-colindex={1} onPointerDown={(event) => pressed(event) && onSelectAll()} className="sticky left-0 z-1 border-r border-b border-r-hair border-b-rule bg-well"><span className="sr-only">Row</span></span>
        {inView.slice(0, pins).map(head)}
        <span role="presentation" className="border-b border-rule bg-well" />
        {inView.slice(pins).map((column, at) => head(column, firstShown + at))}
      </div>
    </div>
  );
}

/** A touch on the header scrolls; only a mouse or a pen selects by it. What is pressed in a menu that hangs on the header comes by here as well. */
const pressed = (event: PointerEvent) => event.button === 0 && event.pointerType !== 'touch' && event.target instanceof Node && event.currentTarget.contains(event.target);

/** By pointer only: keys reach the same entries through the menu of the active cell. */
function HeaderMenu({ name, items }: { readonly name: string; readonly items: readonly MenuEntry[] }) {
  return (
    <Base.Root>
      <Base.Trigger tabIndex={-1} aria-label={`Column ${name}`} onPointerDown={(event) => event.stopPropagation()} className="-mr-1.5 grid size-[18px] shrink-0 place-items-center rounded-1 text-ink-3 opacity-0 outline-none group-hover/head:opacity-100 hover:bg-hover hover:text-ink data-[popup-open]:opacity-100 pointer-coarse:opacity-100">
        <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" />
      </Base.Trigger>
      <MenuList items={items} />
    </Base.Root>
  );
}

function Edge({ width, onResize, onFit }: { readonly width: number; readonly onResize: (width: number) => void; readonly onFit: () => void }) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.stopPropagation();
    from.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (from.current) onResize(from.current.width + event.clientX - from.current.x);
  };
  return (
    <span
      role="presentation" onPointerDown={start} onPointerMove={move} onPointerUp={() => (from.current = null)} onDoubleClick={onFit}
      className="absolute inset-y-0 right-0 z-1 w-2 cursor-col-resize touch-none hover:border-r-2 hover:border-water-line"
    />
  );
}
