import { cellText } from '@/lib/model/values/cell-text';
import type { Cell, Column, LogicalType, Row } from '@/lib/model/values/types';
import { isMeasure, isTime, type ChartChoice } from './chart-choice';

export interface ChartSeries {
  readonly name: string;
  /** one for each x; null where there is no value, which stays a gap */
  readonly values: readonly (number | null)[];
}

/** An answer as it is drawn. Heights are doubles: a drawing needs no more, the grid beside it is exact. */
export interface ChartData {
  readonly scale: 'time' | 'number' | 'name';
  /** positions along the axis, rising: milliseconds, numbers, or 0, 1, 2, … for names */
  readonly xs: readonly number[];
  /** the cell of each position as text */
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** series beyond the eight largest, which are not drawn */
  readonly seriesLeft: number;
  /** rows that share place and series with another and were added to it */
  readonly added: number;
  /** rows without a place or a height: NULL, NaN, infinity */
  readonly without: number;
}

export const SERIES_MOST = 8;
const TEXT = /^([+-]?\d{1,9})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?/;

/** A date or time as Trino writes it, by its own clock, as milliseconds; a zone behind it moves nothing. */
export function timePlace(text: string): number | null {
  const parts = TEXT.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  at.setUTCHours(hour, minute, second, Number((parts[7] ?? '').padEnd(3, '0')));
  return Number.isNaN(at.getTime()) ? null : at.getTime();
}

function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell !== 'number' && typeof cell !== 'string') return null;
  const value = Number(cell);
  return cell === '' || !Number.isFinite(value) ? null : value;
}

function placeOf(cell: Cell | undefined, type: LogicalType, scale: ChartData['scale']): number | string | null {
  if (cell === undefined || cell === null) return null;
  if (scale === 'name') return cellText(cell, type);
  return scale === 'time' ? timePlace(String(cell)) : numberOf(cell);
}

/** Lays an answer out along an axis. Rows with the same place and series are added up, and counted as such. */
export function chartData(columns: readonly Column[], rows: readonly Row[], choice: ChartChoice): ChartData {
  const [x, y] = [columns[choice.x], columns[choice.y]];
  const split = choice.series === null ? undefined : columns[choice.series];
  if (!x || !y) throw new RangeError('The choice names a column that the answer does not have');
  const scale = isTime(x.type) ? 'time' : isMeasure(x.type) ? 'number' : 'name';
  const places = new Map<number | string, string>();
  const heights = new Map<string, Map<number | string, number>>();
  let [added, without] = [0, 0];
  for (const row of rows) {
    const cell = row[choice.x];
    const place = placeOf(cell, x.type, scale);
    const height = numberOf(row[choice.y]);
    if (cell === undefined || place === null || height === null) {
      without += 1;
      continue;
    }
    if (!places.has(place)) places.set(place, cellText(cell, x.type));
    const name = split && choice.series !== null ? cellText(row[choice.series] ?? null, split.type) : y.name;
    const line = heights.get(name) ?? new Map<number | string, number>();
    heights.set(name, line);
    if (line.has(place)) added += 1;
    line.set(place, (line.get(place) ?? 0) + height);
  }
  const order = [...places.keys()];
  if (scale !== 'name') order.sort((a, b) => Number(a) - Number(b));
  const size = (line: ReadonlyMap<number | string, number>) => [...line.values()].reduce((sum, value) => sum + Math.abs(value), 0);
  const largest = new Set([...heights].toSorted(([, a], [, b]) => size(b) - size(a)).slice(0, SERIES_MOST).map(([name]) => name));
  return {
    scale, xs: order.map((place, index) => (scale === 'name' ? index : Number(place))), labels: order.map((place) => places.get(place) ?? ''),
    series: [...heights].filter(([name]) => largest.has(name)).map(([name, line]) => ({ name, values: order.map((place) => line.get(place) ?? null) })),
    seriesLeft: Math.max(0, heights.size - SERIES_MOST), added, without,
  };
}
