import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { scaled, unscaled } from '../emit/arithmetic';
import { bind, carrier, failure } from '../emit/text';
import { decimal } from '../types/coercion';
import { aggregate, type AggregateCall, type AggregateFunction, type AggregateSignature } from './definition';

type Decimal = Extract<LogicalType, { kind: 'decimal' }>;
const total = ([x]: readonly Typed[]): Decimal => decimal(38, (x!.type as Decimal).scale);
const same = (args: readonly Typed[]): LogicalType => args[0]!.type;
const HALF = "CAST('10000000000000000000' AS HUGEINT)";

/** So many digits that the engine's 128-bit sum could leave its range: summed in two halves. */
const isWide = (type: Decimal): boolean => type.precision > 28;
/** Sums of the upper digits and of the lower 19 of a wide decimal. */
function halves(call: AggregateCall, x: Typed): readonly [string, string] {
  const digits = unscaled(x.sql, x.type as Decimal);
  return [call('sum', `(${digits} // ${HALF})`), call('sum', `(${digits} % ${HALF})`)];
}

function sumDecimal(call: AggregateCall, [x]: readonly Typed[]): string {
  const type = total([x!]);
  if (!isWide(x!.type as Decimal)) return `CAST(${call('sum', x!.sql)} AS ${carrier(type)})`;
  const most = `CAST('${'9'.repeat(38)}' AS HUGEINT)`;
  return bind(halves(call, x!), ([high, low]) => bind([`(CASE WHEN abs(${high}) < ${HALF} + ${HALF} // 10 THEN ${high} * ${HALF} + ${low} ELSE ${most} + 1 END)`], ([sum]) =>
    `CASE WHEN ${high} IS NULL THEN NULL WHEN abs(${sum}) > ${most} THEN ${failure('GENERIC_INTERNAL_ERROR', 'Decimal overflow', carrier(type))} ELSE ${scaled(sum!, type)} END`));
}

/** Keeps the scale, half away from zero. */
function averageDecimal(call: AggregateCall, [x]: readonly Typed[]): string {
  const type = x!.type as Decimal;
  const count = call('count', x!.sql);
  if (!isWide(type)) return bind([call('sum', unscaled(x!.sql, type)), count], ([sum, n]) => `CASE WHEN ${sum} IS NULL THEN NULL ELSE ${scaled(`lhc_div_half_up(${sum}, ${n})`, type)} END`);
  return bind([...halves(call, x!), count], ([high, low, n]) => `CASE WHEN ${high} IS NULL THEN NULL ELSE ${scaled(`lhc_average_wide(${high}, ${low}, ${n})`, type)} END`);
}

/** Trino adds doubles, one after the other, also for whole numbers. */
const average = (call: AggregateCall, x: string): string => `(${call('sum', `CAST(${x} AS DOUBLE)`)} / CAST(${call('count', x)} AS DOUBLE))`;

const interval = (kind: 'interval day to second' | 'interval year to month', emit: (call: AggregateCall, x: string) => string): AggregateSignature => ({ params: [kind], returns: kind, emit: (call, [x]) => emit(call, x!.sql) });
const INTERVALS = ['interval day to second', 'interval year to month'] as const;

export const SUMS: readonly AggregateFunction[] = [
  aggregate('count', [
    { params: [], returns: 'bigint', emit: (call) => call('count') },
    { params: ['T'], returns: 'bigint', emit: (call, [x]) => call('count', x!.sql) },
  ]),
  aggregate('count_if', [{ params: ['boolean'], returns: 'bigint', emit: (call, [x]) => call('count', `CASE WHEN ${x!.sql} THEN 1 END`) }]),
  aggregate('sum', [
    { params: ['bigint'], returns: 'bigint', emit: (call, [x]) => `CAST(${call('sum', x!.sql)} AS BIGINT)`, fails: true },
    { params: ['decimal'], returns: total, emit: sumDecimal, fails: true },
    { params: ['real'], returns: 'real', emit: (call, [x]) => `CAST(${call('sum', `CAST(${x!.sql} AS DOUBLE)`)} AS FLOAT)` },
    { params: ['double'], returns: 'double', emit: (call, [x]) => call('sum', x!.sql) },
    ...INTERVALS.map((kind) => interval(kind, (call, x) => `CAST(${call('sum', x)} AS BIGINT)`)),
  ]),
  aggregate('avg', [
    { params: ['bigint'], returns: 'double', emit: (call, [x]) => average(call, x!.sql) },
    { params: ['decimal'], returns: same, emit: averageDecimal },
    { params: ['real'], returns: 'real', emit: (call, [x]) => `CAST(${average(call, x!.sql)} AS FLOAT)` },
    { params: ['double'], returns: 'double', emit: (call, [x]) => average(call, x!.sql) },
    ...INTERVALS.map((kind) => interval(kind, (call, x) => `CAST(floor(${average(call, x)} + 0.5) AS BIGINT)`)),
  ]),
];
