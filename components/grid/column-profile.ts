import type { Cell, Column, LogicalType } from '@/lib/model/values/types';
import { cellFace, isNumeric } from './cell-face';
import { compare, exactOf, exactText, isExact } from './exact-number';
import type { GridSource } from './grid-source';

/** What a column holds, over rows that are all here. */
export interface ColumnProfile {
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  /** absent when it is counted, false when it is an estimate */
  readonly distinctIsExact?: boolean;
  /** least and greatest as they are written; null for types without an order here */
  readonly range: readonly [least: string, greatest: string] | null;
  /** rows by equal parts of the range, or by the most frequent values */
  readonly bars: readonly number[];
  /** values behind the bars when they are counted by value */
  readonly named: readonly string[] | null;
}

/** Rows that are looked at for it: more would have to be fetched only for this. */
export const PROFILED_MOST = 5000;
const DATED: ReadonlySet<LogicalType['kind']> = new Set(['date', 'timestamp', 'timestamp with time zone']);
const NAMED: ReadonlySet<LogicalType['kind']> = new Set(['varchar', 'char', 'boolean', 'uuid', 'time']);

/** The profile of a column; null when its type has none, or rows are missing. `bins` is how many bars it may have. */
export function columnProfile(source: GridSource, column: number, bins: number): ColumnProfile | null {
  const type = source.columns[column]?.type;
  if (type === undefined || source.rowCount === 0 || source.rowCount > PROFILED_MOST || !(isNumeric(type) || DATED.has(type.kind) || NAMED.has(type.kind))) return null;
  const counts = new Map<Cell, number>();
  for (let row = 0; row < source.rowCount; row += 1) {
    const cell = source.cell(row, column);
    if (cell === undefined) return null;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const nulls = counts.get(null) ?? 0;
  counts.delete(null);
  const base = { rows: source.rowCount, nulls, distinct: counts.size };
  if (counts.size === 0) return { ...base, range: null, bars: [], named: null };
  return NAMED.has(type.kind) ? { ...base, range: null, ...byValue(counts, type, bins) } : { ...base, ...byRange(counts, type, bins), named: null };
}

function byValue(counts: ReadonlyMap<Cell, number>, type: LogicalType, bins: number): Pick<ColumnProfile, 'bars' | 'named'> {
  const most = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, bins);
  return { bars: most.map(([, count]) => count), named: most.map(([cell]) => cellFace(cell, type).text) };
}

/** Where a value lies on the axis: only for the bars, so nearly right is right enough. */
const positionOf = (cell: Cell, type: LogicalType): number => (DATED.has(type.kind) ? Date.parse(String(cell).replace(/ (?:UTC|Z)$/, 'Z').replace(' ', 'T')) : Number(cell));

function byRange(counts: ReadonlyMap<Cell, number>, type: LogicalType, bins: number): Pick<ColumnProfile, 'bars' | 'range'> {
  const placed = [...counts].map(([cell, count]) => ({ cell, count, at: positionOf(cell, type) })).filter(({ at }) => Number.isFinite(at));
  const [first] = placed;
  if (!first) return { bars: [], range: null };
  const [least, greatest] = placed.reduce(([low, high], each) => [before(each, low, type) ? each : low, before(high, each, type) ? each : high], [first, first]);
  const bars = Array.from({ length: bins }, () => 0);
  const width = greatest.at - least.at;
  for (const { at, count } of placed) {
    const bin = width === 0 ? 0 : Math.min(bins - 1, Math.floor(((at - least.at) / width) * bins));
    bars[bin] = (bars[bin] ?? 0) + count;
  }
  return { bars, range: [written(least.cell, type), written(greatest.cell, type)] };
}

/** Which of two comes first; exact numbers are compared by all of their digits. */
function before(a: { readonly cell: Cell; readonly at: number }, b: { readonly cell: Cell; readonly at: number }, type: LogicalType): boolean {
  const [left, right] = isExact(type) ? [exactOf(a.cell), exactOf(b.cell)] : [null, null];
  return left && right ? compare(left, right) < 0 : a.at < b.at;
}

function written(cell: Cell, type: LogicalType): string {
  const exact = isExact(type) ? exactOf(cell) : null;
  if (exact) return exactText(exact);
  return DATED.has(type.kind) ? String(cell).replace(/\.0+(?=$| )/, '') : cellFace(cell, type).text;
}

/** A summary that was made where the rows lie, as a profile. */
export function profileOf({ type }: Column, summary: { readonly rows: number; readonly nulls: number; readonly distinct: number; readonly distinctIsExact: boolean; readonly least: Cell; readonly greatest: Cell; readonly bars: readonly number[]; readonly common: readonly { readonly value: Cell; readonly rows: number }[] }): ColumnProfile {
  const { rows, nulls, distinct, distinctIsExact, least, greatest, bars, common } = summary;
  const counts = { rows, nulls, distinct, distinctIsExact };
  if (NAMED.has(type.kind) || common.length > 0) return { ...counts, range: null, bars: common.map((each) => each.rows), named: common.map(({ value }) => cellFace(value, type).text) };
  return { ...counts, range: least === null ? null : [written(least, type), written(greatest, type)], bars, named: null };
}
