import type { LogicalType } from '@/lib/model/values/types';
import { trapped, type Typed } from '../analyze/typed';
import { BIGINT } from '../types/coercion';

const DATE_PARTS = ['year', 'quarter', 'month', 'week', 'day', 'day_of_week', 'day_of_year', 'year_of_week'];
const TIME_PARTS = ['hour', 'minute', 'second', 'millisecond'];
const NATIVE: Readonly<Record<string, string>> = { day_of_week: 'isodow', day_of_year: 'dayofyear', year_of_week: 'isoyear' };

/** Whether Trino takes the part out of values of the type. */
export function partOf(part: string, type: LogicalType): boolean {
  if (type.kind === 'date') return DATE_PARTS.includes(part);
  if (type.kind === 'time') return TIME_PARTS.includes(part);
  if (type.kind === 'timestamp' || type.kind === 'timestamp with time zone') return DATE_PARTS.includes(part) || TIME_PARTS.includes(part);
  if (type.kind === 'interval day to second') return part === 'day' || TIME_PARTS.includes(part);
  return type.kind === 'interval year to month' && (part === 'year' || part === 'month');
}

/** A part of a date, time or interval as bigint: ISO weeks, Monday is 1. */
export function datePart(part: string, value: Typed): Typed {
  const rest = { type: BIGINT, fails: value.fails, ...trapped([value]) };
  const kind = value.type.kind;
  if (kind === 'interval year to month') return { ...rest, sql: part === 'year' ? `(${value.sql} // 12)` : `(${value.sql} % 12)` };
  if (kind === 'interval day to second') {
    const [unit, modulo] = { day: [86_400_000, null], hour: [3_600_000, 24], minute: [60_000, 60], second: [1000, 60], millisecond: [1, 1000] }[part] as [number, number | null];
    return { ...rest, sql: `(${value.sql} // ${unit}${modulo === null ? '' : ` % ${modulo}`})` };
  }
  const local = kind === 'timestamp with time zone' ? `CAST(${value.sql} AS TIMESTAMP)` : value.sql;
  // DuckDB counts the minute's milliseconds
  if (part === 'millisecond') return { ...rest, sql: `(date_part('millisecond', ${local}) % 1000)` };
  return { ...rest, sql: `date_part('${NATIVE[part] ?? part}', ${local})` };
}
