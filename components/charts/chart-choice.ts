import type { Column, LogicalType, Row } from '@/lib/model/values/types';

export type ChartKind = 'bar' | 'line';

/** What of an answer is drawn; columns by their position, because names may repeat. */
export interface ChartChoice {
  readonly kind: ChartKind;
  readonly x: number;
  readonly y: number;
  /** the column whose values make the series; null draws one */
  readonly series: number | null;
}

const NUMBERS: ReadonlySet<LogicalType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'decimal']);
const TIMES: ReadonlySet<LogicalType['kind']> = new Set(['date', 'timestamp', 'timestamp with time zone']);
const NAMES: ReadonlySet<LogicalType['kind']> = new Set(['varchar', 'char', 'boolean', 'uuid', 'time', 'tinyint', 'smallint', 'integer', 'bigint']);

export const isMeasure = (type: LogicalType): boolean => NUMBERS.has(type.kind);
export const isTime = (type: LogicalType): boolean => TIMES.has(type.kind);
/** Nested values and bytes have no place on an axis. */
export const isAxis = (type: LogicalType): boolean => isMeasure(type) || isTime(type) || NAMES.has(type.kind);
export const isName = (type: LogicalType): boolean => NAMES.has(type.kind);

/** Whether a choice, which may come from an old address, still fits the answer. */
export function choiceFits(choice: ChartChoice, columns: readonly Column[]): boolean {
  const type = (index: number) => columns[index]?.type;
  const [x, y] = [type(choice.x), type(choice.y)];
  const series = choice.series === null ? null : type(choice.series);
  return x !== undefined && isAxis(x) && y !== undefined && isMeasure(y) && choice.x !== choice.y && series !== undefined && (series === null || (isName(series) && choice.series !== choice.x && choice.series !== choice.y));
}

/** More lines than this tell nothing apart; a column with more values makes no series by itself. */
const SERIES_MOST = 8;

/**
 * What most people would draw: the first time along the axis as lines, else the first name as bars, else the first
 * number; the last other number as the height; a name of few values as the series. Null when the answer has nothing to
 * draw.
 */
export function firstChoice(columns: readonly Column[], rows: readonly Row[]): ChartChoice | null {
  const find = (test: (type: LogicalType) => boolean, but: readonly number[] = []) => columns.findIndex(({ type }, index) => test(type) && !but.includes(index));
  const time = find(isTime);
  const name = find((type) => isName(type) && !isMeasure(type));
  const x = time >= 0 ? time : name >= 0 ? name : find(isMeasure);
  const y = x < 0 ? -1 : columns.findLastIndex(({ type }, index) => isMeasure(type) && index !== x);
  if (x < 0 || y < 0) return null;
  return { kind: time >= 0 ? 'line' : 'bar', x, y, series: time >= 0 && name >= 0 && new Set(rows.map((row) => String(row[name]))).size <= SERIES_MOST ? name : null };
}
