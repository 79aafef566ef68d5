import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import type { ArithmeticOp } from '../ast';
import { refuse } from '../errors';
import { isWhole } from '../types/coercion';
import { bind, failure } from './text';

const DAY = 86_400_000;
const MILLIS: LogicalType = { kind: 'interval day to second' };

/** Arithmetic with dates, times, timestamps and intervals; null when Trino has none for the types. */
export function temporalArithmetic(op: ArithmeticOp, a: Typed, b: Typed): Typed | null {
  const fails = true;
  const [p, q] = [a.type.kind, b.type.kind];
  const interval = (kind: string): boolean => kind.startsWith('interval');
  if (interval(p) && interval(q)) return p === q && (op === '+' || op === '-') ? { type: a.type, sql: `(${a.sql} ${op} ${b.sql})`, fails } : null;
  if (interval(p) && isWhole(b.type) && op === '*') return { type: a.type, sql: `(${a.sql} * CAST(${b.sql} AS BIGINT))`, fails };
  if (isWhole(a.type) && interval(q) && op === '*') return { type: b.type, sql: `(CAST(${a.sql} AS BIGINT) * ${b.sql})`, fails };
  if (interval(p) && (b.type.kind === 'double' || isWhole(b.type)) && op === '/') return divide(a, b);
  if (interval(p) && op === '+') return shift(b, a, '+');
  if (interval(q) && (op === '+' || op === '-')) return shift(a, b, op);
  return op === '-' ? difference(a, b) : null;
}

function divide(a: Typed, b: Typed): Typed | null {
  if (a.type.kind !== MILLIS.kind || !isWhole(b.type)) return refuse('Dividing this interval', null);
  return { type: a.type, sql: bind([a.sql, b.sql], ([x, y]) => `CASE WHEN ${y} = 0 THEN ${failure('DIVISION_BY_ZERO', 'Division by zero', 'BIGINT')} ELSE CAST(trunc(CAST(${x} AS DOUBLE) / CAST(${y} AS DOUBLE)) AS BIGINT) END`), fails: true };
}

function shift(base: Typed, by: Typed, op: '+' | '-'): Typed | null {
  const months = by.type.kind === 'interval year to month';
  const amount = op === '-' ? `(-${by.sql})` : by.sql;
  const span = months ? `to_months(CAST(${amount} AS INTEGER))` : `to_microseconds(${amount} * 1000)`;
  const type = base.type;
  if (type.kind === 'date') {
    if (months) return { type, sql: `CAST((${base.sql} + ${span}) AS DATE)`, fails: true };
    const days = bind([amount], ([ms]) => `CASE WHEN ${ms} % ${DAY} <> 0 THEN ${failure('INVALID_FUNCTION_ARGUMENT', 'Cannot add hour, minutes or seconds to a date', 'BIGINT')} ELSE ${ms} // ${DAY} END`);
    return { type, sql: `(${base.sql} + CAST(${days} AS INTEGER))`, fails: true };
  }
  if (type.kind === 'timestamp' || type.kind === 'timestamp with time zone') {
    if (type.precision > 6) return refuse('Arithmetic with a timestamp of nanoseconds', null);
    const result: LogicalType = months ? type : { ...type, precision: Math.max(3, type.precision) };
    // months of an instant are those of its local time, and that is UTC
    const local = type.kind === 'timestamp' ? base.sql : `CAST(${base.sql} AS TIMESTAMP)`;
    const moved = `(${local} + ${span})`;
    return { type: result, sql: type.kind === 'timestamp' ? moved : `CAST(${moved} AS TIMESTAMPTZ)`, fails: true };
  }
  if (type.kind === 'time' && !months) {
    const day = '86400000000';
    const moved = bind([`(epoch_us(${base.sql}) + (${amount} % ${DAY}) * 1000)`], ([us]) => `CAST(make_timestamp((${us} % ${day} + ${day}) % ${day}) AS TIME)`);
    return { type: { kind: 'time', precision: Math.max(3, type.precision) }, sql: moved, fails: true };
  }
  return null;
}

function difference(a: Typed, b: Typed): Typed | null {
  const fails = a.fails || b.fails;
  if (a.type.kind === 'date' && b.type.kind === 'date') return { type: MILLIS, sql: `((${a.sql} - ${b.sql}) * ${DAY})`, fails };
  const local = (v: Typed): string | null => (v.type.kind === 'date' || v.type.kind === 'timestamp' || v.type.kind === 'timestamp with time zone' ? `CAST(${v.sql} AS TIMESTAMP)` : null);
  const zoned = (v: Typed): boolean => v.type.kind === 'timestamp with time zone';
  const [x, y] = [local(a), local(b)];
  if (x === null || y === null || (zoned(a) !== zoned(b) && (a.type.kind === 'date' || b.type.kind === 'date'))) return null;
  const precision = Math.max('precision' in a.type ? a.type.precision : 0, 'precision' in b.type ? b.type.precision : 0);
  if (precision > 3) return refuse('The difference of timestamps of more than 3 fraction digits', null);
  return { type: MILLIS, sql: `((epoch_us(${x}) - epoch_us(${y})) // 1000)`, fails };
}
