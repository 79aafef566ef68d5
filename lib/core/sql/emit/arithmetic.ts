import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import type { ArithmeticOp } from '../ast';
import { asDecimal, commonType, decimal, isFloat, isNumeric, isWhole } from '../types/coercion';
import { castTo } from './cast';
import type { Span } from '@/lib/ports/parser/port';
import { fail } from '../errors';
import { bind, carrier, failure, refusal } from './text';

type Decimal = Extract<LogicalType, { kind: 'decimal' }>;

/** `a op b` of two numbers; null when they have no common type. */
export function numberArithmetic(op: ArithmeticOp, a: Typed, b: Typed, span: Span | null = null): Typed | null {
  const common = commonType(a.type, b.type);
  if (common === null || !isNumeric(common)) return null;
  if (common.kind === 'decimal') return decimalArithmetic(op, a, b, span);
  const [x, y] = [castTo(a, common, null), castTo(b, common, null)];
  if (isFloat(common)) return { type: common, sql: `(${x.sql} ${op} ${y.sql})`, fails: x.fails || y.fails };
  return { type: common, sql: wholeSql(op, x, y, carrier(common)), fails: true };
}

function wholeSql(op: ArithmeticOp, x: Typed, y: Typed, type: string): string {
  if (op !== '/' && op !== '%') return `(${x.sql} ${op} ${y.sql})`;
  const operator = op === '/' ? '//' : '%';
  if (typeof y.constant === 'string' && y.constant !== '0' && y.constant !== '-1') return `(${x.sql} ${operator} ${y.sql})`;
  const least = LEAST[x.type.kind];
  return bind([x.sql, y.sql], ([a, b]) => {
    // x % -1 overflows in DuckDB for the least x and is 0 in Trino
    const minus = op === '%' ? ` WHEN ${b} = -1 THEN CAST(0 AS ${type})` : least ? ` WHEN ${b} = -1 AND ${a} = ${least.value} THEN ${failure(least.error, least.message, type)}` : '';
    return `CASE WHEN ${a} IS NULL THEN CAST(NULL AS ${type}) WHEN ${b} = 0 THEN ${failure('DIVISION_BY_ZERO', 'Division by zero', type)}${minus} ELSE (${a} ${operator} ${b}) END`;
  });
}

/** The least value divided by -1: what Trino says of it. For bigint it is the overflow that DuckDB finds too. */
const LEAST: Readonly<Partial<Record<string, { readonly value: string; readonly error: string; readonly message: string }>>> = {
  tinyint: { value: '-128', error: 'INVALID_LITERAL', message: "'128' is not a valid TINYINT literal" },
  smallint: { value: '-32768', error: 'INVALID_LITERAL', message: "'32768' is not a valid SMALLINT literal" },
  integer: { value: '-2147483648', error: 'GENERIC_INTERNAL_ERROR', message: 'integer overflow' },
};

function decimalArithmetic(op: ArithmeticOp, a: Typed, b: Typed, span: Span | null): Typed {
  const [p, q] = [asDecimal(a.type)!, asDecimal(b.type)!];
  const type = resultType(op, p, q);
  const fails = a.fails || b.fails || op === '/' || op === '%' || type.precision === 38;
  const [x, y] = [castTo(a, p, null), castTo(b, q, null)];
  if (op === '*') {
    if (p.scale + q.scale > 38) return fail('INVALID_FUNCTION_ARGUMENT', `DECIMAL scale must be in range [0, precision (38)]: ${p.scale + q.scale}`, null);
    // DuckDB multiplies short decimals in 64 bits, also where the product needs more
    const wide = p.precision <= 18 && q.precision <= 18 && p.precision + q.precision > 18 ? castTo(x, decimal(19, p.scale), null) : x;
    return { type, sql: `CAST((${wide.sql} * ${y.sql}) AS ${carrier(type)})`, fails };
  }
  if (op === '+' || op === '-') return { type, sql: `CAST((${widen(x, type)} ${op} ${widen(y, type)}) AS ${carrier(type)})`, fails };
  const shift = op === '/' ? [type.scale - p.scale + q.scale, 0] : [type.scale - p.scale, type.scale - q.scale];
  const [left, right] = [`(${unscaled(x.sql, p)} * ${power(shift[0]!)})`, `(${unscaled(y.sql, q)} * ${power(shift[1]!)})`];
  // the dividend is widened in 128 bits, where Trino has 256
  if (op === '/' && p.precision + shift[0]! > 38) {
    const limit = `CAST('1${'0'.repeat(Math.max(0, 38 - shift[0]!))}' AS HUGEINT)`;
    const guarded = bind([unscaled(x.sql, p)], ([v]) => `CASE WHEN abs(${v}) >= ${limit} THEN ${refusal('A quotient of decimals this long', span, 'HUGEINT')} ELSE (${v} * ${power(shift[0]!)}) END`);
    return { type, sql: scaled(quotientSql(op, guarded, right!), type), fails: true };
  }
  return { type, sql: scaled(quotientSql(op, left!, right!), type), fails };
}

function quotientSql(op: '/' | '%', left: string, right: string): string {
  return bind([left, right], ([a, b]) => `CASE WHEN ${a} IS NULL THEN CAST(NULL AS HUGEINT) WHEN ${b} = 0 THEN ${failure('DIVISION_BY_ZERO', 'Division by zero', 'HUGEINT')} ELSE ${op === '/' ? `lhc_div_half_up(${a}, ${b})` : `(${a} % ${b})`} END`);
}

/** An operand in the scale of the sum. Where 38 digits cannot hold it the sum overflows, which is no failed cast. */
function widen(value: Typed, type: Decimal): string {
  const from = value.type as Decimal;
  const cast = castTo(value, type, null).sql;
  if (type.precision - type.scale >= from.precision - from.scale) return cast;
  return bind([value.sql], ([v]) => `CASE WHEN ${v} IS NOT NULL AND TRY_CAST(${v} AS ${carrier(type)}) IS NULL THEN ${failure('NUMERIC_VALUE_OUT_OF_RANGE', 'Decimal overflow', carrier(type))} ELSE CAST(${v} AS ${carrier(type)}) END`);
}

/** Trino's result types of decimal arithmetic. */
export function resultType(op: ArithmeticOp, p: Decimal, q: Decimal): Decimal {
  const scale = Math.max(p.scale, q.scale);
  switch (op) {
    case '+': case '-': return decimal(Math.min(38, Math.max(p.precision - p.scale, q.precision - q.scale) + scale + 1), scale);
    case '*': return decimal(Math.min(38, p.precision + q.precision), p.scale + q.scale);
    case '/': return decimal(Math.min(38, p.precision + q.scale + Math.max(q.scale - p.scale, 0)), scale);
    case '%': return decimal(Math.min(p.precision - p.scale, q.precision - q.scale) + scale, scale);
  }
}

const power = (exponent: number): string => `CAST('1${'0'.repeat(exponent)}' AS HUGEINT)`;

/** The digits of a decimal as a whole number. */
export function unscaled(sql: string, type: Decimal): string {
  if (type.scale === 0) return `CAST(${sql} AS HUGEINT)`;
  if (type.precision + type.scale > 38) return `lhc_unscaled(${sql})`;
  const factor = `1${'0'.repeat(type.scale)}`;
  if (type.precision + type.scale <= 18) return `CAST((${sql} * CAST('${factor}' AS DECIMAL(${type.scale + 1},0))) AS HUGEINT)`;
  // the engine keeps to 64 bits where both factors have no more, and fails
  return `CAST((CAST(${sql} AS DECIMAL(38,${type.scale})) * CAST('${factor}' AS DECIMAL(38,0))) AS HUGEINT)`;
}

/** A whole number as a decimal's digits. */
export function scaled(sql: string, type: Decimal): string {
  if (type.scale === 0) return `CAST(${sql} AS ${carrier(type)})`;
  return `CAST((CAST(${sql} AS DECIMAL(38,0)) * CAST('0.${'0'.repeat(type.scale - 1)}1' AS DECIMAL(${type.scale},${type.scale}))) AS ${carrier(type)})`;
}

/** -a */
export function negateSql(a: Typed): Typed | null {
  if (!isNumeric(a.type) && !a.type.kind.startsWith('interval')) return null;
  return { type: a.type, sql: `(-${a.sql})`, fails: a.fails || isWhole(a.type) || a.type.kind.startsWith('interval'), ...(a.nan === false ? { nan: false } : {}) };
}
