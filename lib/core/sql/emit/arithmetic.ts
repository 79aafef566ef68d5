import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import type { ArithmeticOp } from '../ast';
import { asDecimal, commonType, decimal, isFloat, isNumeric, isWhole } from '../types/coercion';
import { castTo } from './cast';
import { bind, carrier, failure } from './text';

type Decimal = Extract<LogicalType, { kind: 'decimal' }>;

/** `a op b` of two numbers; null when they have no common type. */
export function numberArithmetic(op: ArithmeticOp, a: Typed, b: Typed): Typed | null {
  const common = commonType(a.type, b.type);
  if (common === null || !isNumeric(common)) return null;
  if (common.kind === 'decimal') return decimalArithmetic(op, a, b, asDecimal(a.type)!, asDecimal(b.type)!);
  const [x, y] = [castTo(a, common, null), castTo(b, common, null)];
  if (isFloat(common)) return { type: common, sql: `(${x.sql} ${op} ${y.sql})`, fails: x.fails || y.fails };
  return { type: common, sql: wholeSql(op, x, y, carrier(common)), fails: true };
}

function wholeSql(op: ArithmeticOp, x: Typed, y: Typed, type: string): string {
  if (op !== '/' && op !== '%') return `(${x.sql} ${op} ${y.sql})`;
  const divisor = nonZero(y, type, op === '%');
  return op === '/' ? `(${x.sql} // ${divisor})` : `(${x.sql} % ${divisor})`;
}

/** The divisor, failing where it is zero. x % -1 overflows in DuckDB for the least x and is 0 in Trino, as x % 1 is. */
function nonZero(y: Typed, type: string, modulo: boolean): string {
  if (typeof y.constant === 'string' && y.constant !== '0' && y.constant !== '-1') return y.sql;
  return bind([y.sql], ([v]) => `CASE WHEN ${v} = 0 THEN ${failure('DIVISION_BY_ZERO', 'Division by zero', type)}${modulo ? ` WHEN ${v} = -1 THEN 1` : ''} ELSE ${v} END`);
}

function decimalArithmetic(op: ArithmeticOp, a: Typed, b: Typed, p: Decimal, q: Decimal): Typed {
  const type = resultType(op, p, q);
  const fails = a.fails || b.fails || op === '/' || op === '%' || type.precision === 38;
  const [x, y] = [castTo(a, p, null), castTo(b, q, null)];
  if (op === '*') return { type, sql: `CAST((${x.sql} * ${y.sql}) AS ${carrier(type)})`, fails };
  if (op === '+' || op === '-') {
    const wide = (v: Typed): string => castTo(v, type, null).sql;
    return { type, sql: `CAST((${wide(x)} ${op} ${wide(y)}) AS ${carrier(type)})`, fails };
  }
  const divisor = `CASE WHEN ${'§'} = 0 THEN ${failure('DIVISION_BY_ZERO', 'Division by zero', 'HUGEINT')} ELSE ${'§'} END`;
  const guard = (v: string): string => bind([v], ([d]) => divisor.replaceAll('§', () => d!));
  if (op === '/') {
    const shift = type.scale - p.scale + q.scale;
    const dividend = `(${unscaled(x.sql, p)} * ${power(shift)})`;
    return { type, sql: scaled(`lhc_div_half_up(${dividend}, ${guard(unscaled(y.sql, q))})`, type), fails };
  }
  const align = (v: Typed, from: Decimal): string => `(${unscaled(v.sql, from)} * ${power(type.scale - from.scale)})`;
  return { type, sql: scaled(`(${align(x, p)} % ${guard(align(y, q))})`, type), fails };
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
  return `CAST((${sql} * CAST('1${'0'.repeat(type.scale)}' AS DECIMAL(${type.scale + 1},0))) AS HUGEINT)`;
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
