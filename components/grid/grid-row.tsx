import { memo, type ReactNode } from 'react';
import type { Column, Row } from '@/lib/model/values/types';
import { cellFace, isNumeric } from './cell-face';

export interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly data: Row | undefined;
  readonly columns: readonly Column[];
  /** indexes of the columns in view */
  readonly inView: readonly number[];
  /** how many of them are pinned, at the places from 0 */
  readonly pins: number;
  /** place of the first of the others among the columns that are shown */
  readonly firstShown: number;
  /** selected places [from, to] of this row; -1 when there are none */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly active: number;
}

const CELL = 'h-7 min-w-0 truncate border-r border-b border-hair px-2.5 leading-7 whitespace-pre [unicode-bidi:isolate]';
/** Where a pinned column stays while the others go by; the grid's layout sets how far from the left. */
export const PIN_LEFT: readonly string[] = ['left-(--pin-0)', 'left-(--pin-1)', 'left-(--pin-2)', 'left-(--pin-3)'];

/** One row of the grid; drawn again only when its cells, its selection or the columns in view change. */
export const GridRow = memo(function GridRow({ id, index, data, columns, inView, pins, firstShown, selectedFrom, selectedTo, active }: RowProps) {
  const marked = selectedFrom >= 0;
  const cell = (column: number, place: number) => {
    const given = columns[column];
    const selected = marked && place >= selectedFrom && place <= selectedTo && place !== active;
    const ground = place < pins ? `sticky z-1 ${PIN_LEFT[place] ?? ''} ${selected ? 'bg-water-soft' : 'bg-sheet'} ${place === active ? 'shadow-[inset_0_0_0_2px_var(--water)]' : ''}` : selected ? 'bg-water-soft' : '';
    return (
      <span key={column} id={`${id}-${index}-${place}`} role="gridcell" aria-colindex={place + 2} aria-selected={selected || place === active} className={`${CELL} ${given && isNumeric(given.type) ? 'text-right' : ''} ${ground}`}>
        {given && <Face cell={data?.[column]} column={given} />}
      </span>
    );
  };
  return (
    <div role="row" aria-rowindex={index + 2} className="grid h-7 w-(--grid-width) [grid-template-columns:var(--grid-columns)]">
      <span role="rowheader" className={`sticky left-0 z-1 h-7 border-r border-b border-hair bg-well pr-2.5 text-right text-11 leading-7 ${marked ? 'text-ink' : 'text-ink-3'}`}>{grouped.format(index + 1)}</span>
      {inView.slice(0, pins).map(cell)}
      <span role="presentation" />
      {inView.slice(pins).map((column, at) => cell(column, firstShown + at))}
    </div>
  );
});

const grouped = new Intl.NumberFormat('en');

function Face({ cell, column }: { readonly cell: Row[number] | undefined; readonly column: Column }): ReactNode {
  const { kind, text } = cellFace(cell, column.type);
  if (kind === 'value') return text;
  return kind === 'pending' ? <span className="inline-block h-2 w-10 rounded-1 bg-hair align-middle" /> : <i className="text-11 text-ink-3">{text}</i>;
}
