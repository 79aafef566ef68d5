'use client';
import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useSize } from '@/components/shell/use-size';
import { bytes, counted } from '@/components/shell/words';
import { depthOf, type HeatCell, type HeatMeasure, type HeatShape } from './heat-shape';

const LEFT = 92;
const TOP = 16;
const CELL_MIN = 4;
const CELL_MAX = 18;
const FILL = ['fill-depth-0', 'fill-depth-1', 'fill-depth-2', 'fill-depth-3', 'fill-depth-4', 'fill-depth-5', 'fill-depth-6'] as const;
/** between two names of columns */
const NAME = 74;
const MOVES: Readonly<Record<string, readonly [column: number, row: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const words = (cell: HeatCell): string => `${cell.label}: ${counted(cell.rows, 'row')}, ${bytes(cell.bytes)}, ${counted(cell.files, 'file')}${cell.partitions.length > 1 ? ` in ${counted(cell.partitions.length, 'partition')}` : ''}`;

/** Partitions tinted by depth. Arrows walk them, Enter opens the files of one; where they are too many for the width, the last ones are drawn. */
export function HeatMap({ shape, measure, onOpen }: { readonly shape: HeatShape; readonly measure: HeatMeasure; readonly onOpen: (cell: HeatCell) => void }) {
  const { ref, width } = useSize<HTMLDivElement>();
  const [active, setActive] = useState<HeatCell | null>(null);
  const room = Math.max(0, width - LEFT);
  const fit = Math.max(1, Math.floor(room / CELL_MIN));
  const skipped = Math.max(0, shape.columns.length - fit);
  const columns = shape.columns.slice(skipped);
  const size = Math.max(CELL_MIN, Math.min(CELL_MAX, Math.floor(room / Math.max(1, columns.length))));
  const cells = shape.cells.filter((cell) => cell.column >= skipped);
  const most = Math.max(0, ...shape.cells.map((cell) => cell[measure]));
  const key = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (event.key === 'Enter' && active !== null) onOpen(active);
    else if (move !== undefined) setActive((from) => next(cells, from, move));
    else return;
    event.preventDefault();
  };
  const cellOf = (event: MouseEvent): HeatCell | undefined => (event.target instanceof Element ? cells[Number(event.target.getAttribute('data-cell') ?? Number.NaN)] : undefined);
  const gap = size > 6 ? 1 : 0;
  return (
    <div ref={ref} role="group" aria-label={`Partitions by ${measure}, ${counted(cells.length, 'cell')}; arrows walk them, Enter opens the files`} tabIndex={0} onKeyDown={key} onClick={(event) => { const cell = cellOf(event); if (cell) onOpen(cell); }} onMouseOver={(event) => { const cell = cellOf(event); if (cell) setActive(cell); }} onFocus={() => setActive((from) => from ?? cells.at(-1) ?? null)} className="rounded-1 outline-none focus-visible:shadow-(--ring)">
      {width > 0 && (
        <svg width={width} height={TOP + shape.rows.length * size + 2} aria-hidden="true" className="block">
          {columns.map((name, index) => name !== '' && isNamed(columns, index, size, shape.kind) && <text key={index} className="fill-ink-3 text-11" x={LEFT + index * size} y="11">{name}</text>)}
          {shape.rows.map((name, index) => (size >= 10 || index % Math.ceil(12 / size) === 0) && <text key={index} className="fill-ink-3 text-11" x={LEFT - 6} y={TOP + index * size + Math.min(size, 12) - 1} textAnchor="end">{name.length > 13 ? `${name.slice(0, 12)}\u2026` : name}</text>)}
          {cells.map((cell, index) => <rect key={`${cell.column}|${cell.row}`} data-cell={index} className={`${FILL[depthOf(cell[measure], most)] ?? FILL[0]} cursor-pointer`} x={LEFT + (cell.column - skipped) * size} y={TOP + cell.row * size} width={size - gap} height={size - gap} />)}
          {active !== null && active.column >= skipped && <rect className="pointer-events-none fill-none stroke-water stroke-2" x={LEFT + (active.column - skipped) * size - 0.5} y={TOP + active.row * size - 0.5} width={size - gap + 1} height={size - gap + 1} />}
        </svg>
      )}
      <p aria-live="polite" className="min-h-4 text-12 text-ink-2">{active === null ? '' : words(active)}{skipped > 0 && <span className="text-ink-3"> {counted(skipped, 'earlier column')} not drawn; the table has them.</span>}</p>
    </div>
  );
}

/** Names that would touch each other are left out. */
function isNamed(columns: readonly string[], index: number, size: number, kind: HeatShape['kind']): boolean {
  if (kind === 'calendar' && size * 4 >= 24) return true;
  return index % Math.max(1, Math.ceil(NAME / size)) === 0 && index * size + NAME <= columns.length * size + NAME / 2;
}

/** The nearest cell in a direction; the same where there is none. */
function next(cells: readonly HeatCell[], from: HeatCell | null, [right, down]: readonly [number, number]): HeatCell | null {
  if (from === null) return cells[0] ?? null;
  const ahead = cells.filter((cell) => (right === 0 ? (cell.row - from.row) * down > 0 : (cell.column - from.column) * right > 0));
  const far = (cell: HeatCell): number => (right === 0 ? Math.abs(cell.column - from.column) * 100 + Math.abs(cell.row - from.row) : Math.abs(cell.row - from.row) * 100 + Math.abs(cell.column - from.column));
  return ahead.reduce<HeatCell | null>((best, cell) => (best === null || far(cell) < far(best) ? cell : best), null) ?? from;
}
