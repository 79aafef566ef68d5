import type { Cell, Column } from '@/lib/model/values/types';
import { isNumeric } from './cell-face';
import { compare, exactOf, exactText, isExact, meanText, plus, type Exact } from './exact-number';
import type { GridSource } from './grid-source';
import { cellsOf, type Area } from './selection';

/** What the status bar says of a selection, ready to be read. */
export interface Summary {
  readonly cells: number;
  /** how many of them are NULL */
  readonly nulls: number;
  readonly figures: readonly { readonly name: 'sum' | 'avg' | 'min' | 'max'; readonly text: string }[];
}

/** More cells than these are counted but not added up: they would have to be fetched one by one. */
export const SUMMED_MOST = 200_000;

/**
 * Count, sum, mean, least and greatest of the selected cells; `shown` are the indexes of the columns in the order of
 * the grid. Integers and decimals are exact to the last digit. null when cells are missing that were not fetched yet.
 */
export function sumArea(source: GridSource, shown: readonly number[], area: Area): Summary | null {
  const cells = cellsOf(area);
  if (cells > SUMMED_MOST) return { cells, nulls: 0, figures: [] };
  const columns = shown.slice(area.left, area.right + 1);
  const values: { cell: Cell; column: Column }[] = [];
  let nulls = 0;
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (const index of columns) {
      const column = source.columns[index];
      const cell = source.cell(row, index);
      if (cell === undefined || column === undefined) return null;
      if (cell === null) nulls += 1;
      else values.push({ cell, column });
    }
  }
  return { cells, nulls, figures: figuresOf(values) };
}

function figuresOf(values: readonly { readonly cell: Cell; readonly column: Column }[]): Summary['figures'] {
  const [first] = values;
  if (values.length < 2 || first === undefined) return [];
  if (values.every(({ column }) => isExact(column.type))) return exactFigures(values.flatMap(({ cell }) => exactOf(cell) ?? []));
  if (values.every(({ column }) => isNumeric(column.type))) return floatFigures(values.map(({ cell }) => Number(cell)));
  return values.every(({ column }) => DATED.has(column.type.kind) && column.type.kind === first.column.type.kind) ? dateFigures(values.map(({ cell }) => String(cell))) : [];
}

const DATED: ReadonlySet<string> = new Set(['date', 'time', 'timestamp']);

function exactFigures(numbers: readonly Exact[]): Summary['figures'] {
  const [first] = numbers;
  if (!first) return [];
  const sum = numbers.slice(1).reduce(plus, first);
  const least = numbers.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  const greatest = numbers.reduce((a, b) => (compare(b, a) > 0 ? b : a));
  return [{ name: 'sum', text: exactText(sum) }, { name: 'avg', text: meanText(sum, numbers.length) }, { name: 'min', text: exactText(least) }, { name: 'max', text: exactText(greatest) }];
}

const written = new Intl.NumberFormat('en', { maximumSignificantDigits: 15 });
const floatText = (value: number): string => (Number.isFinite(value) ? (Math.abs(value) >= 1e15 ? String(value) : written.format(value)).replace('-', '\u2212') : String(value));

function floatFigures(numbers: readonly number[]): Summary['figures'] {
  const sum = numbers.reduce((a, b) => a + b, 0);
  const least = numbers.reduce((a, b) => Math.min(a, b));
  const greatest = numbers.reduce((a, b) => Math.max(a, b));
  return [{ name: 'sum', text: floatText(sum) }, { name: 'avg', text: floatText(sum / numbers.length) }, { name: 'min', text: floatText(least) }, { name: 'max', text: floatText(greatest) }];
}

/** Dates of one length with plain years sort as their text does; others are left out. */
function dateFigures(texts: readonly string[]): Summary['figures'] {
  const [first = ''] = texts;
  if (texts.some((text) => text.length !== first.length || !/^\d/.test(text))) return [];
  const sorted = texts.toSorted();
  return [{ name: 'min', text: sorted[0] ?? '' }, { name: 'max', text: sorted.at(-1) ?? '' }];
}
