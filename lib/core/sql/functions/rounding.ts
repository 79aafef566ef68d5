import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { scaled, unscaled } from '../emit/arithmetic';
import { bind, carrier, failure, failureOf } from '../emit/text';
import { refuse } from '../errors';
import { decimal } from '../types/coercion';
import { scalar, type ScalarFunction, type ScalarSignature } from './definition';
import { knownInteger } from './rules';

type Decimal = Extract<LogicalType, { kind: 'decimal' }>;
const WHOLE = ['tinyint', 'smallint', 'integer', 'bigint'] as const;
const FLOATS = ['real', 'double'] as const;
const BITS: Readonly<Record<string, bigint>> = { tinyint: 7n, smallint: 15n, integer: 31n, bigint: 63n };

const asDecimal = (arg: Typed | undefined): Decimal => arg!.type as Decimal;
const same = (args: readonly Typed[]): LogicalType => args[0]!.type;
/** Type of a decimal rounded to a whole number, which may have a digit more. */
const wholeDecimal = (args: readonly Typed[]): Decimal => {
  const { precision, scale } = asDecimal(args[0]);
  return decimal(precision - scale + Math.min(scale, 1), 0);
};
const toDigits = (args: readonly Typed[]): Decimal => decimal(Math.min(38, asDecimal(args[0]).precision + 1), asDecimal(args[0]).scale);
const truncated = (args: readonly Typed[]): Decimal => decimal(Math.max(1, asDecimal(args[0]).precision - asDecimal(args[0]).scale), 0);

/** How many digits to keep: a literal, since the engine's rounding depends on it. Null for NULL. */
function digits(name: string, arg: Typed | undefined): number | null {
  const known = knownInteger(arg);
  return known === undefined ? refuse(`${name} to a number of digits that is not a literal`, null) : known === null ? null : Number(known);
}

const nothing = (type: LogicalType): string => `CAST(NULL AS ${carrier(type)})`;

/** Whole numbers round half away from zero before the point; the three kinds of overflow have three names in Trino. */
function roundWhole(value: Typed, places: number | null): string {
  const { kind } = value.type;
  const type = carrier(value.type);
  if (places === null) return nothing(value.type);
  if (places >= 0) return value.sql;
  if (places < -18) return `CASE WHEN ${value.sql} IS NOT NULL THEN ${failure('NUMERIC_VALUE_OUT_OF_RANGE', 'numerical overflow', type)} END`;
  const unit = `CAST('1${'0'.repeat(-places)}' AS HUGEINT)`;
  const limit = 1n << BITS[kind]!;
  const overflow = kind === 'integer' ? failure('GENERIC_INTERNAL_ERROR', 'integer overflow', type) : kind === 'bigint' ? failure('NUMERIC_VALUE_OUT_OF_RANGE', 'numerical overflow', type) : '';
  const rounded = bind([value.sql], ([x]) => `(lhc_div_half_up(${x}, ${unit}) * ${unit})`);
  return bind([rounded], ([v]) =>
    `CASE WHEN ${v} NOT BETWEEN ${-limit} AND ${limit - 1n} THEN ${overflow || failureOf('NUMERIC_VALUE_OUT_OF_RANGE', `'Out of range for ${kind}: ' || ${v}`, type)} ELSE CAST(${v} AS ${type}) END`);
}

function roundDecimal(value: Typed, places: number | null): string {
  const from = asDecimal(value);
  const type = toDigits([value]);
  if (places === null) return nothing(type);
  if (places >= from.scale) return `CAST(${value.sql} AS ${carrier(type)})`;
  // no digit is left of a number that is rounded before all of its digits
  // the engine's cast to fewer digits rounds the same way
  if (places >= 0) return `CAST(CAST(${value.sql} AS ${carrier(decimal(Math.min(38, from.precision - from.scale + places + 1), places))}) AS ${carrier(type)})`;
  if (from.scale - places > 38) return bind([value.sql], ([v]) => `CASE WHEN ${v} IS NULL THEN NULL ELSE CAST(0 AS ${carrier(type)}) END`);
  const unit = `CAST('1${'0'.repeat(from.scale - places)}' AS HUGEINT)`;
  return bind([unscaled(value.sql, from)], ([x]) => scaled(`(lhc_div_half_up(${x}, ${unit}) * ${unit})`, type));
}

function truncateDecimal(value: Typed, places: number | null): string {
  const type = asDecimal(value);
  if (places === null) return nothing(type);
  if (places >= type.scale) return value.sql;
  if (type.scale - places > 38) return bind([value.sql], ([v]) => `CASE WHEN ${v} IS NULL THEN NULL ELSE CAST(0 AS ${carrier(type)}) END`);
  const unit = `CAST('1${'0'.repeat(type.scale - places)}' AS HUGEINT)`;
  return scaled(`(${unscaled(value.sql, type)} // ${unit} * ${unit})`, type);
}

/**
 * A double as Java rounds it: scaled up, rounded, scaled down. What is beyond 2^63 when scaled up has no digits to round
 * away; 0 loses its sign there, other numbers keep theirs.
 */
function roundDouble(sql: string, places: number | null): string {
  if (places === null) return 'CAST(NULL AS DOUBLE)';
  if (Math.abs(places) > 22) return refuse('round of a double to more than 22 digits', null);
  const factor = `CAST('1e${places}' AS DOUBLE)`;
  return bind([sql], ([x]) => `CASE WHEN ${x} = 0 THEN CAST(0 AS DOUBLE) WHEN abs(${x} * ${factor}) < CAST('9.2e18' AS DOUBLE) THEN round(${x} * ${factor}) / ${factor} ELSE ${x} END`);
}
const roundFloat = (value: Typed, places: number | null): string =>
  value.type.kind === 'double' ? roundDouble(value.sql, places) : `CAST(${roundDouble(`CAST(${value.sql} AS DOUBLE)`, places)} AS FLOAT)`;

const half = (name: string, toward: 'ceil' | 'floor'): ScalarFunction => scalar(
  name,
  ...WHOLE.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => x!.sql })),
  { params: ['decimal'], returns: wholeDecimal, emit: (args) => `CAST(${toward}(${args[0]!.sql}) AS ${carrier(wholeDecimal(args))})` },
  ...FLOATS.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => `${toward}(${x!.sql})` })),
);

/** Rounding: half away from zero for every kind of number. */
export const ROUNDING: readonly ScalarFunction[] = [
  half('ceil', 'ceil'),
  half('ceiling', 'ceil'),
  half('floor', 'floor'),
  scalar(
    'round',
    ...WHOLE.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => x!.sql })),
    ...WHOLE.map((kind): ScalarSignature => ({ params: [kind, 'integer'], returns: kind, emit: ([x, d]) => roundWhole(x!, digits('round', d)), fails: true })),
    { params: ['decimal'], returns: wholeDecimal, emit: (args) => `CAST(${args[0]!.sql} AS ${carrier(wholeDecimal(args))})` },
    { params: ['decimal', 'integer'], returns: toDigits, emit: ([x, d]) => roundDecimal(x!, digits('round', d)), fails: true },
    ...FLOATS.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => roundFloat(x!, 0) })),
    ...FLOATS.map((kind): ScalarSignature => ({ params: [kind, 'integer'], returns: kind, emit: ([x, d]) => roundFloat(x!, digits('round', d)) })),
  ),
  scalar(
    'truncate',
    { params: ['decimal'], returns: truncated, emit: (args) => `CAST(trunc(${args[0]!.sql}) AS ${carrier(truncated(args))})` },
    { params: ['decimal', 'integer'], returns: same, emit: ([x, d]) => truncateDecimal(x!, digits('truncate', d)) },
    ...FLOATS.map((kind): ScalarSignature => ({ params: [kind], returns: kind, emit: ([x]) => `trunc(${x!.sql})` })),
  ),
];
