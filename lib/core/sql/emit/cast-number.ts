import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { refuse } from '../errors';
import { isFloat, isWhole } from '../types/coercion';
import { type Cast, risky, sure } from './cast-result';
import { bind, carrier, failure } from './text';

const ORDER = ['tinyint', 'smallint', 'integer', 'bigint'];
const DIGITS: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

export function fromWhole(sql: string, from: LogicalType, to: LogicalType, value?: Typed): Cast {
  const cast = `CAST(${literalDigits(value) ?? sql} AS ${carrier(to)})`;
  if (to.kind === 'boolean') return sure(`(${sql} <> 0)`);
  if (isFloat(to)) return sure(cast);
  if (to.kind === 'decimal') return to.precision - to.scale >= DIGITS[from.kind]! ? sure(cast) : risky(cast);
  if (!isWhole(to)) return null;
  return ORDER.indexOf(to.kind) > ORDER.indexOf(from.kind) ? sure(cast) : risky(cast);
}

/** A literal's own digits, so that a coerced literal is one cast and not two. */
function literalDigits(value: Typed | undefined): string | null {
  return typeof value?.constant === 'string' && /^-?\d+$/.test(value.constant) ? value.constant : null;
}

type Decimal = Extract<LogicalType, { kind: 'decimal' }>;

export function fromDecimal(sql: string, from: Decimal, to: LogicalType): Cast {
  if (to.kind === 'boolean') return sure(`(${sql} <> 0)`);
  // half away from zero in DuckDB as in Trino
  if (isWhole(to)) return risky(`CAST(${sql} AS ${carrier(to)})`);
  if (to.kind === 'decimal') {
    const grows = to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
    return grows ? sure(`CAST(${sql} AS ${carrier(to)})`) : risky(`CAST(${sql} AS ${carrier(to)})`);
  }
  // up to 15 digits both parts of the fraction are exact doubles and their quotient is the nearest; beyond, by way of text
  if (to.kind === 'double') return sure(from.precision <= 15 ? `CAST(${sql} AS DOUBLE)` : `CAST(CAST(${sql} AS VARCHAR) AS DOUBLE)`);
  if (to.kind === 'real') return from.precision <= 7 ? sure(`CAST(${sql} AS FLOAT)`) : refuse('Casting a decimal of more than 7 digits to real', null);
  return null;
}

export function fromFloat(sql: string, from: LogicalType, to: LogicalType): Cast {
  if (to.kind === 'boolean') return sure(`(${sql} <> 0)`);
  if (from.kind === 'real' && to.kind === 'bigint') {
    // Trino's real stops at the ends of bigint where its double fails
    return risky(bind([sql], ([x]) => `CASE WHEN isnan(${x}) THEN ${failure('INVALID_CAST_ARGUMENT', 'Cannot cast real NaN to bigint', 'BIGINT')} WHEN ${x} >= CAST(9223372036854775807 AS FLOAT) THEN 9223372036854775807 WHEN ${x} <= CAST(-9223372036854775808 AS FLOAT) THEN -9223372036854775808 ELSE CAST(round(${x}) AS BIGINT) END`));
  }
  if (isWhole(to)) return risky(`CAST(round(${sql}) AS ${carrier(to)})`);
  if (to.kind === 'double') return sure(`CAST(${sql} AS DOUBLE)`);
  if (to.kind === 'real') {
    const limit = "CAST('3.4028235677973366e38' AS DOUBLE)";
    return sure(bind([sql], ([x]) => `CASE WHEN NOT isfinite(${x}) THEN CAST(${x} AS FLOAT) WHEN ${x} >= ${limit} THEN CAST('Infinity' AS FLOAT) WHEN ${x} <= -${limit} THEN CAST('-Infinity' AS FLOAT) ELSE CAST(${x} AS FLOAT) END`));
  }
  // Trino goes by the shortest digits that read back as the number, as DuckDB's text does
  if (to.kind === 'decimal') return risky(`CAST(CAST(${sql} AS VARCHAR) AS ${carrier(to)})`);
  return null;
}
