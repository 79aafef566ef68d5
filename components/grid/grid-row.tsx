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
  /** place of the first of them among the columns that are shown */
  readonly firstShown: number;
  /** selected places [from, to] of this row; -1 when there are none */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly active: number;
}

const CELL = 'h-7 min-w-0 truncate border-r border-b border-hair px-2.5 leading-7 whitespace-pre [unicode-bidi:isolate]';

/** One row of the grid; drawn again only when its cells, its selection or the columns in view change. */
export const GridRow = memo(function GridRow({ id, index, data, columns, inView, firstShown, selectedFrom, selectedTo, active }: RowProps) {
  const marked = selectedFrom >= 0;
  return (
    <div role="row" aria-rowindex={index + 2} className="grid h-7 w-(--grid-width) [grid-template-columns:var(--grid-columns)]">
      <span role="rowheader" className={`sticky left-0 z-1 h-7 border-r border-b border-hair bg-well pr-2.5 text-right text-11 leading-7 ${marked ? 'text-ink' : 'text-ink-3'}`}>{grouped.format(index + 1)}</span>
      <span role="presentation" />
      {inView.map((column, at) => {
        const place = firstShown + at;
        const given = columns[column];
        const selected = marked && place >= selectedFrom && place <= selectedTo;
        return (
          <span
            key={column} id={`${id}-${index}-${place}`} role="gridcell" aria-colindex={place + 2} aria-selected={selected}
            className={`${CELL} ${given && isNumeric(given.type) ? 'text-right' : ''} ${selected && place !== active ? 'bg-water-soft' : ''}`}
          >
            {given && <Face cell={data?.[column]} column={given} />}
          </span>
        );
      })}
    </div>
  );
});

const grouped = new Intl.NumberFormat('en');

function Face({ cell, column }: { readonly cell: Row[number] | undefined; readonly column: Column }): ReactNode {
  const { kind, text } = cellFace(cell, column.type);
  if (kind === 'value') return text;
  return kind === 'pending' ? <span className="inline-block h-2 w-10 rounded-1 bg-hair align-middle" /> : <i className="text-11 text-ink-3">{text}</i>;
}
