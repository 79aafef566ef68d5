import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { roundTimestamp } from '../emit/datetime';
import { bind, carrier, failure } from '../emit/text';
import { refuse } from '../errors';
import { scalar, type ScalarFunction, type ScalarSignature } from './definition';
import { checked, knownInteger, knownText } from './rules';

type Kind = 'date' | 'timestamp' | 'timestamp with time zone' | 'time';
const KINDS: readonly Kind[] = ['date', 'timestamp', 'timestamp with time zone', 'time'];
const DAY_UNITS = ['day', 'week', 'month', 'quarter', 'year'];
const CLOCK_UNITS = ['millisecond', 'second', 'minute', 'hour'];
const UNITS: Readonly<Record<Kind, readonly string[]>> = { date: DAY_UNITS, time: CLOCK_UNITS, timestamp: [...CLOCK_UNITS, ...DAY_UNITS], 'timestamp with time zone': [...CLOCK_UNITS, ...DAY_UNITS] };
const FIELD: Readonly<Record<Kind, string>> = { date: 'DATE', time: 'TIME', timestamp: 'TIMESTAMP', 'timestamp with time zone': 'TIMESTAMP' };
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const MILLIS: Readonly<Record<string, number>> = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** A timestamp without zone, of at most microseconds; instants are those of UTC. */
export function local(value: Typed): string {
  if ('precision' in value.type && value.type.precision > 6) return refuse('A timestamp of nanoseconds in this function', null);
  return value.type.kind === 'timestamp with time zone' || value.type.kind === 'date' ? `CAST(${value.sql} AS TIMESTAMP)` : value.sql;
}

/** The unit that a literal names; the whole SQL instead when it is NULL or no unit of the type. */
function unitOf(name: string, unit: Typed, kind: Kind, rest: readonly Typed[], type: string): { readonly unit: string } | { readonly sql: string } {
  const known = knownText(unit);
  if (known === undefined) return refuse(`${name} with a unit that is not a literal`, null);
  if (known === null) return { sql: `CAST(NULL AS ${type})` };
  const lower = known.toLowerCase();
  if (UNITS[kind].includes(lower)) return { unit: lower };
  return { sql: `CASE WHEN ${rest.map((arg) => `${arg.sql} IS NOT NULL`).join(' AND ')} THEN ${failure('INVALID_FUNCTION_ARGUMENT', `'${known}' is not a valid ${FIELD[kind]} field`, type)} END` };
}

function truncate([unit, x]: readonly Typed[], kind: Kind): string {
  const type = carrier(x!.type);
  const read = unitOf('date_trunc', unit!, kind, [x!], type);
  if ('sql' in read) return read.sql;
  if (kind === 'time') {
    const micros = MILLIS[read.unit]! * 1000;
    return bind([`epoch_us(${local(x!)})`], ([us]) => `CAST(make_timestamp(${us} - ${us} % ${micros}) AS TIME)`);
  }
  return `CAST(date_trunc('${read.unit}', ${local(x!)}) AS ${type})`;
}

/** A count that fits where the engine takes 32 bits; Java's own addition fails otherwise. */
function small(count: Typed, factor: number): string {
  const known = knownInteger(count);
  const scaled = factor === 1 ? count.sql : `(${count.sql} * ${factor})`;
  if (typeof known === 'bigint' && known * BigInt(factor) < 2147483648n && known * BigInt(factor) >= -2147483648n) return `CAST(${scaled} AS INTEGER)`;
  return bind([scaled], ([n]) => `CASE WHEN ${n} NOT BETWEEN -2147483648 AND 2147483647 THEN ${failure('GENERIC_INTERNAL_ERROR', 'integer overflow', 'INTEGER')} ELSE CAST(${n} AS INTEGER) END`);
}

/** Months go to the last day of a shorter month; what is finer than the type's last digit is rounded. */
function add([unit, count, x]: readonly Typed[], kind: Kind): string {
  const type = carrier(x!.type);
  const read = unitOf('date_add', unit!, kind, [count!, x!], type);
  if ('sql' in read) return read.sql;
  const months = MONTHS[read.unit];
  if (kind === 'date') return months ? `CAST(${x!.sql} + to_months(${small(count!, months)}) AS DATE)` : `(${x!.sql} + ${small(count!, read.unit === 'week' ? 7 : 1)})`;
  if (kind === 'time') {
    const day = '86400000000';
    return bind([`(epoch_us(${local(x!)}) + (${count!.sql} % ${86_400_000 / MILLIS[read.unit]!}) * ${MILLIS[read.unit]! * 1000})`], ([us]) => roundTime(`make_timestamp((${us} % ${day} + ${day}) % ${day})`, x!.type));
  }
  const moved = months ? `(${local(x!)} + to_months(${small(count!, months)}))` : `(${local(x!)} + to_microseconds(${count!.sql} * ${MILLIS[read.unit]! * 1000}))`;
  const { precision } = x!.type as { readonly precision: number };
  return `CAST(${read.unit === 'millisecond' ? roundTimestamp(moved, precision) : moved} AS ${type})`;
}
function roundTime(sql: string, type: LogicalType): string {
  return 'precision' in type && type.precision < 3 ? refuse('date_add of milliseconds to a time without them', null) : `CAST(${sql} AS TIME)`;
}

/** Whole units from the first to the second, less one where the last is not complete. Milliseconds are cut before, as there. */
function difference([unit, a, b]: readonly Typed[], kind: Kind): string {
  const read = unitOf('date_diff', unit!, kind, [a!, b!], 'BIGINT');
  if ('sql' in read) return read.sql;
  if (kind === 'date' && !(read.unit in MONTHS)) return read.unit === 'day' ? `CAST(${b!.sql} - ${a!.sql} AS BIGINT)` : `CAST((${b!.sql} - ${a!.sql}) // 7 AS BIGINT)`;
  const millis = (value: Typed): string => (kind === 'time' ? `(epoch_us(${local(value)}) // 1000)` : `lhc_floor_ms(${local(value)})`);
  if (read.unit in MILLIS) return kind === 'time' ? `((epoch_us(${local(b!)}) - epoch_us(${local(a!)})) // ${MILLIS[read.unit]! * 1000})` : `((${millis(b!)} - ${millis(a!)}) // ${MILLIS[read.unit]})`;
  const cut = (value: Typed, sql: string): string => (value.type.kind !== 'date' && (value.type as { readonly precision: number }).precision > 3 ? `date_trunc('millisecond', ${sql})` : sql);
  // names of the values and not of what is cut: a cut is cheaper than a list for every row
  return bind([local(a!), local(b!)], ([from, to]) => {
    const [x, y] = [cut(a!, from!), cut(b!, to!)];
    return read.unit === 'year' ? `lhc_years_between(${x}, ${y})` : read.unit === 'quarter' ? `(lhc_months_between(${x}, ${y}) // 3)` : `lhc_months_between(${x}, ${y})`;
  });
}

const each = (params: (kind: Kind) => readonly string[], returns: (kind: Kind) => ScalarSignature['returns'], emit: (args: readonly Typed[], kind: Kind) => string): readonly ScalarSignature[] =>
  KINDS.map((kind) => ({ params: params(kind), returns: returns(kind), fails: true, emit: (args) => emit(args, kind) }));
const typeOf = (index: number) => (args: readonly Typed[]): LogicalType => args[index]!.type;

/** An instant of Unix time in seconds; Java rounds to milliseconds with half going up, and NaN is 0 there. */
const fromUnixTime = (seconds: string): string => bind([seconds], ([x]) => checked('TIMESTAMP WITH TIME ZONE', [x!], [
  { broken: `NOT isnan(${x}) AND abs(${x} * 1000) >= CAST('2251799813685248' AS DOUBLE)`, message: 'Millis overflow', code: 'GENERIC_INTERNAL_ERROR' },
], `CAST(make_timestamp(CASE WHEN isnan(${x}) THEN 0 WHEN ${x} >= 0 THEN CAST(round(${x} * 1000) AS BIGINT) * 1000 ELSE -CAST(ceil(-${x} * 1000 - 0.5) AS BIGINT) * 1000 END) AS TIMESTAMP WITH TIME ZONE)`));

const utcOnly = (name: string, zone: Typed, sql: string): string => (knownText(zone) === 'UTC' ? sql : refuse(`${name} with a time zone other than the literal 'UTC'`, null));

export const DATE_ARITHMETIC: readonly ScalarFunction[] = [
  scalar('date_trunc', ...each((kind) => ['varchar', kind], () => typeOf(1), truncate)),
  scalar('date_add', ...each((kind) => ['varchar', 'bigint', kind], () => typeOf(2), add)),
  scalar('date_diff', ...each((kind) => ['varchar', kind, kind], () => 'bigint', difference)),
  scalar('last_day_of_month', ...(['date', 'timestamp', 'timestamp with time zone'] as const).map((kind): ScalarSignature => ({ params: [kind], returns: 'date', emit: ([x]) => `last_day(${local(x!)})` }))),
  scalar(
    'from_unixtime',
    { params: ['double'], returns: 'timestamp(3) with time zone', fails: true, emit: ([x]) => fromUnixTime(x!.sql) },
    { params: ['double', 'varchar'], returns: 'timestamp(3) with time zone', fails: true, emit: ([x, zone]) => utcOnly('from_unixtime', zone!, fromUnixTime(x!.sql)) },
    { params: ['double', 'bigint', 'bigint'], returns: 'timestamp(3) with time zone', emit: () => refuse('from_unixtime with an offset', null) },
  ),
  scalar('to_unixtime', { params: ['timestamp with time zone'], returns: 'double', emit: ([x]) => bind([`epoch_us(${local(x!)})`], ([us]) => `(CAST((${us} - (${us} % 1000 + 1000) % 1000) // 1000 AS DOUBLE) / CAST(1000 AS DOUBLE) + CAST((${us} % 1000 + 1000) % 1000 * 1000000 AS DOUBLE) / CAST('1e12' AS DOUBLE))`) }),
  scalar('to_milliseconds', { params: ['interval day to second'], returns: 'bigint', emit: ([x]) => x!.sql }),
  scalar('with_timezone', { params: ['timestamp', 'varchar'], returns: ([x]) => ({ kind: 'timestamp with time zone', precision: (x!.type as { readonly precision: number }).precision }), emit: ([x, zone]) => utcOnly('with_timezone', zone!, `CAST(${local(x!)} AS TIMESTAMP WITH TIME ZONE)`) }),
  scalar('at_timezone', { params: ['timestamp with time zone', 'varchar'], returns: typeOf(0), emit: ([x, zone]) => utcOnly('at_timezone', zone!, x!.sql) }),
];
