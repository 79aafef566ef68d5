import type { LogicalType } from '@/lib/model/values/types';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { carrier, quote } from '../emit/text';
import { fail, refuse } from '../errors';
import { BIGINT, BOOLEAN, DATE, decimal, DOUBLE, INTEGER, REAL, UNKNOWN, VARBINARY } from '../types/coercion';
import { dateLiteral, timeLiteral, timestampLiteral, zonedLiteral } from '../types/datetime-literal';
import { intervalLiteral } from '../types/interval-literal';
import { isTypeName } from '../types/type-name';
import { type Typed, typed } from './typed';

type Of<N extends Expr['node']> = Extract<Expr, { node: N }>;

export const nullOf = (type: LogicalType): Typed => ({ type, sql: `CAST(NULL AS ${carrier(type)})`, fails: false, constant: null });

/** Whole numbers are integer, or bigint beyond; hexadecimal, octal and binary too. */
export function integerLiteral(e: Of<'integer'>, negative = false): Typed {
  const value = BigInt(e.text) * (negative ? -1n : 1n);
  if (value > 9223372036854775807n || value < -9223372036854775808n) return fail('SYNTAX_ERROR', `Invalid numeric literal: ${e.text}`, { ...e.span, line: 1, column: 1 });
  const type = value >= -2147483648n && value <= 2147483647n ? INTEGER : BIGINT;
  return { type, sql: `CAST(${value} AS ${carrier(type)})`, fails: false, constant: String(value) };
}

export function decimalLiteral(text: string, span: Expr['span']): Typed {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.replaceAll('_', ''));
  if (!match || (match[2] === '' && (match[3] ?? '') === '')) return fail('INVALID_LITERAL', `'${text}' is not a valid DECIMAL literal`, span);
  const whole = match[2]!.replace(/^0+/, '');
  const part = match[3] ?? '';
  const precision = Math.max(1, whole.length + part.length);
  if (precision > 38) return fail('INVALID_LITERAL', `'${text}' is not a valid DECIMAL literal`, span);
  const digits = `${match[1] === '-' ? '-' : ''}${whole === '' ? '0' : whole}${part === '' ? '' : `.${part}`}`;
  const type = decimal(precision, part.length);
  return { type, sql: `CAST(${quote(digits)} AS ${carrier(type)})`, fails: false, constant: digits };
}

export function doubleLiteral(text: string, type: LogicalType = DOUBLE): Typed {
  const value = type.kind === 'real' ? Math.fround(Number(text)) : Number(text);
  const written = Number.isNaN(value) ? 'NaN' : value === Infinity ? 'Infinity' : value === -Infinity ? '-Infinity' : Object.is(value, -0) ? '-0.0' : String(value);
  return { type, sql: `CAST('${written}' AS ${carrier(type)})`, fails: false, constant: value, nan: Number.isNaN(value) };
}

export function stringLiteral(value: string, span: Expr['span']): Typed {
  if (value.includes('\0')) return refuse('A text with the character U+0000', span);
  return { type: { kind: 'varchar', length: [...value].length }, sql: quote(value), fails: false, constant: value };
}

export function binaryLiteral(e: Of<'binary'>): Typed {
  const hex = e.text.replaceAll(/[ \r\n\t]/g, '');
  if (/[^0-9a-fA-F]/.test(hex)) return fail('SYNTAX_ERROR', 'Binary literal can only contain hexadecimal digits', e.span);
  if (hex.length % 2 === 1) return fail('SYNTAX_ERROR', 'Binary literal must contain an even number of digits', e.span);
  return typed(VARBINARY, `from_hex('${hex}')`);
}

export function booleanLiteral(value: boolean): Typed {
  return { type: BOOLEAN, sql: String(value), fails: false, constant: value };
}

export function intervalValue(e: Of<'interval'>): Typed {
  const read = intervalLiteral(e.value, e.negative, e.from, e.to);
  if (read === null) return fail('INVALID_LITERAL', `'${e.value}' is not a valid INTERVAL literal`, e.span);
  return { type: { kind: read.months ? 'interval year to month' : 'interval day to second' }, sql: `CAST(${read.value} AS BIGINT)`, fails: false, constant: String(read.value) };
}

const NUMERIC = new Set(['tinyint', 'smallint', 'integer', 'int', 'bigint']);

/** TYPE 'text' */
export function typedLiteral(e: Of<'typed'>): Typed {
  const invalid = (name = e.typeName.toUpperCase()): never => fail('INVALID_LITERAL', `'${e.value}' is not a valid ${name} literal`, e.span);
  if (NUMERIC.has(e.typeName)) return wholeLiteral(e, invalid);
  switch (e.typeName) {
    case 'decimal': return decimalLiteral(e.value.trim(), e.span);
    case 'double': case 'real': {
      const text = e.value.trim();
      if (!/^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?)$/.test(text)) invalid();
      return doubleLiteral(text.replace(/[fFdD]$/, ''), e.typeName === 'real' ? REAL : DOUBLE);
    }
    case 'boolean': return /^(true|t|1)$/i.test(e.value) ? booleanLiteral(true) : /^(false|f|0)$/i.test(e.value) ? booleanLiteral(false) : invalid();
    case 'date': return dateValue(e, invalid);
    case 'timestamp': return timestampValue(e, invalid);
    case 'time': return timeValue(e, invalid);
    case 'varchar': return { ...stringLiteral(e.value, e.span), type: { kind: 'varchar', length: [...e.value].length } };
    case 'char': return castTo(stringLiteral(e.value, e.span), { kind: 'char', length: Math.max(1, [...e.value].length) }, e.span);
    case 'uuid': return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(e.value) ? typed({ kind: 'uuid' }, `CAST(${quote(e.value.toLowerCase())} AS UUID)`) : refuse(`The UUID literal '${e.value}'`, e.span);
    case 'json': return refuse('A JSON literal', e.span);
    default: {
      if (!isTypeName(e.typeName)) return fail('TYPE_NOT_FOUND', `Unknown type: ${e.typeName}`, e.span);
      return refuse(`A literal of type ${e.typeName}`, e.span);
    }
  }
}

function wholeLiteral(e: Of<'typed'>, invalid: () => never): Typed {
  const kind = e.typeName === 'int' ? 'integer' : (e.typeName as 'bigint');
  const bits = { tinyint: 7n, smallint: 15n, integer: 31n, bigint: 63n }[kind];
  if (!/^[+-]?\d+$/.test(e.value)) invalid();
  const value = BigInt(e.value.replace(/^\+/, ''));
  if (value >= 1n << bits || value < -(1n << bits)) invalid();
  const type: LogicalType = { kind };
  return { type, sql: `CAST(${value} AS ${carrier(type)})`, fails: false, constant: String(value) };
}

function dateValue(e: Of<'typed'>, invalid: () => never): Typed {
  const day = dateLiteral(e.value);
  if (day === null) return invalid();
  const date = new Date(day * 86_400_000);
  const year = date.getUTCFullYear();
  if (year < 1 || year > 9999) return refuse(`A date in the year ${year}`, e.span);
  return { type: DATE, sql: `CAST('${date.toISOString().slice(0, 10)}' AS DATE)`, fails: false, constant: day };
}

function timestampValue(e: Of<'typed'>, invalid: () => never): Typed {
  const zoned = zonedLiteral(e.value);
  const local = zoned ?? timestampLiteral(e.value);
  if (local === null) return invalid();
  if (local.precision > 12) return fail('NUMERIC_VALUE_OUT_OF_RANGE', `TIMESTAMP precision must be in range [0, 12]: ${local.precision}`, e.span);
  if (zoned && zoned.zone !== 'UTC') return refuse(`The time zone ${zoned.zone}`, e.span);
  if (local.precision > (zoned ? 6 : 9)) return refuse(`A timestamp of ${local.precision} fraction digits`, e.span);
  const picos = local.picos;
  const micros = picos / 1_000_000n - (picos % 1_000_000n < 0n ? 1n : 0n);
  const year = new Date(Number(micros / 1000n)).getUTCFullYear();
  if (year < 1 || year > 9999) return refuse(`A timestamp in the year ${year}`, e.span);
  const nanos = local.precision > 6;
  const text = `${isoText(micros)}${nanos ? String((picos % 1_000_000n) / 1000n).padStart(3, '0') : ''}`;
  const type: LogicalType = { kind: zoned ? 'timestamp with time zone' : 'timestamp', precision: local.precision };
  const sql = zoned ? `CAST('${text}+00' AS TIMESTAMPTZ)` : `CAST('${text}' AS ${nanos ? 'TIMESTAMP_NS' : 'TIMESTAMP'})`;
  return { type, sql, fails: false, ...(nanos ? {} : { constant: String(micros) }) };
}

/** YYYY-MM-DD HH:MM:SS.ffffff of epoch microseconds */
export function isoText(micros: bigint): string {
  const ms = micros / 1000n - (micros % 1000n < 0n ? 1n : 0n);
  return `${new Date(Number(ms)).toISOString().slice(0, 23).replace('T', ' ')}${String(micros - ms * 1000n).padStart(3, '0')}`;
}

function timeValue(e: Of<'typed'>, invalid: () => never): Typed {
  if (/[+-]\d{1,2}(:\d{2})?$/.test(e.value.trim())) return refuse('A TIME literal with a zone', e.span);
  const time = timeLiteral(e.value.trim());
  if (time === null) return invalid();
  if (time.precision > 6) return refuse(`A time of ${time.precision} fraction digits`, e.span);
  return typed({ kind: 'time', precision: time.precision }, `CAST('${isoText(time.picos / 1_000_000n).slice(11)}' AS TIME)`);
}

export const untypedNull: Typed = { ...nullOf(UNKNOWN) };
