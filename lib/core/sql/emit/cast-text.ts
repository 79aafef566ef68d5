import type { LogicalType } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import type { Typed } from '../analyze/typed';
import { refuse } from '../errors';
import { isWhole } from '../types/coercion';
import { type Cast, risky, sure } from './cast-result';
import { bind, carrier, failureOf, quote, refusal } from './text';
import { timestampText } from './datetime';

/** CAST(x AS varchar) and varchar(n): texts are cut, anything else that is too long fails. */
export function toVarchar(sql: string, from: LogicalType, length: number | null, value?: Typed): Cast {
  if (from.kind === 'varchar' || from.kind === 'char') {
    if (length === null || (from.length !== null && from.length <= length)) return sure(sql);
    return sure(`substr(${sql}, 1, ${length})`);
  }
  const text = textOf(sql, from, value);
  if (text === null) return null;
  if (length === null) return sure(text);
  return risky(bind([text], ([t]) => `CASE WHEN length(${t}) > ${length} THEN ${failureOf('INVALID_CAST_ARGUMENT', `'Value ' || ${t} || ' cannot be represented as varchar(${length})'`, 'VARCHAR')} ELSE ${t} END`));
}

/** A value as Trino writes it when it becomes a text; null when there is no such cast. */
export function textOf(sql: string, from: LogicalType, value?: Typed): string | null {
  // without digits before the point DuckDB writes no zero there
  if (from.kind === 'decimal' && from.precision === from.scale) return bind([`CAST(${sql} AS VARCHAR)`], ([t]) => `CASE WHEN left(${t}, 1) = '-' THEN '-0' || substr(${t}, 2) ELSE '0' || ${t} END`);
  if (isWhole(from) || from.kind === 'decimal' || from.kind === 'boolean' || from.kind === 'uuid') return `CAST(${typeof value?.constant === 'string' && isWhole(from) ? value.constant : sql} AS VARCHAR)`;
  if (from.kind === 'double' || from.kind === 'real') return `lhc_float_text(CAST(${sql} AS VARCHAR))`;
  if (from.kind === 'date') return bind([sql], ([d]) => `CASE WHEN ${d} BETWEEN CAST('0001-01-01' AS DATE) AND CAST('9999-12-31' AS DATE) THEN CAST(${d} AS VARCHAR) ELSE lhc_date_text(${d}) END`);
  if (from.kind === 'timestamp') return timestampText(sql, from.precision);
  if (from.kind === 'timestamp with time zone') return `(${timestampText(`CAST(${sql} AS TIMESTAMP)`, from.precision)} || ' UTC')`;
  if (from.kind === 'interval day to second') return `lhc_interval_text(${sql})`;
  if (from.kind === 'time') return refuse(`Casting ${typeText(from)} to varchar`, null);
  if (from.kind === 'interval year to month') return `lhc_months_text(${sql})`;
  return null;
}

const WHOLE = '[+-]?[0-9]+';
const NUMBER = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?';
const BASE: Readonly<Record<string, string>> = { tinyint: 'TINYINT', smallint: 'SMALLINT', integer: 'INT', bigint: 'BIGINT', double: 'DOUBLE', real: 'REAL' };

/** What stands around a date or time is not looked at: everything up to the space, as Java's trim. */
const trimmed = (pattern: string): string => `[\\x00-\\x20]*${pattern}[\\x00-\\x20]*`;
const CLOCK = '([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9]([.][0-9]+)?)?';

/** CAST(text AS something). Texts that Trino reads and we cannot hold are refused when they are met, at `span`. */
export function fromVarchar(sql: string, to: LogicalType, span: Span | null): Cast {
  const type = carrier(to);
  const guarded = (pattern: string, good: (x: string) => string, message: (x: string) => string, more: (x: string) => string = () => ''): Cast =>
    risky(bind([sql], ([x]) => `CASE WHEN regexp_full_match(${x}, ${quote(pattern)}) THEN ${good(x!)}${more(x!)} WHEN ${x} IS NOT NULL THEN ${failureOf('INVALID_CAST_ARGUMENT', message(x!), type)} END`));
  const cannot = (x: string): string => `'Cannot cast ''' || ${x} || ''' to ${BASE[to.kind] ?? typeText(to)}'`;
  switch (to.kind) {
    case 'tinyint': case 'smallint': case 'integer': case 'bigint': return guarded(WHOLE, (x) => `CAST(${x} AS ${type})`, cannot);
    case 'double': case 'real': return guarded(`[\\x00-\\x20]*(${NUMBER}[fFdD]?|[+-]?NaN|[+-]?Infinity)[\\x00-\\x20]*`, (x) => `lhc_parse_${to.kind}(${x})`, cannot);
    case 'decimal': return guarded(NUMBER, (x) => `CAST(${x} AS ${type})`, (x) => `'Cannot cast VARCHAR ''' || ${x} || ''' to DECIMAL(${to.precision}, ${to.scale}). Value is not a number.'`);
    case 'boolean': return risky(bind([sql], ([x]) => `CASE WHEN lower(${x}) IN ('t', 'true', '1') THEN true WHEN lower(${x}) IN ('f', 'false', '0') THEN false WHEN ${x} IS NOT NULL THEN ${failureOf('INVALID_CAST_ARGUMENT', `'Cannot cast ''' || ${x} || ''' to BOOLEAN'`, 'BOOLEAN')} END`));
    case 'date': return guarded('[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}', (x) => `CAST(${x} AS DATE)`, (x) => `'Value cannot be cast to date: ' || ${x}`,
      (x) => ` WHEN regexp_full_match(${x}, ${quote(trimmed('[+-]?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}'))}) THEN lhc_parse_date(${x})
        WHEN regexp_full_match(${x}, ${quote(trimmed('[+-]?[0-9]{7}-[0-9]{1,2}-[0-9]{1,2}'))}) THEN ${refusal('A year of seven digits', span, type)}`);
    case 'timestamp': case 'timestamp with time zone': {
      if (to.precision > 6) return refuse(`Casting varchar to ${typeText(to)}`, null);
      const parse = (x: string): string => `lhc_parse_timestamp(${x}, ${10 ** (6 - to.precision)})`;
      // a local time is read as it is written, whatever its zone; an instant only in UTC
      const beyond = quote(trimmed(`[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( ${CLOCK})?( ?([A-Za-z][A-Za-z0-9_+/-]*|[+-][0-9]{1,2}(:?[0-9]{2})?))?`));
      return guarded(trimmed(`[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( ${CLOCK})?( ?(UTC|Z))?`), (x) => (to.kind === 'timestamp' ? parse(x) : `CAST(${parse(x)} AS TIMESTAMPTZ)`), (x) => `'Value cannot be cast to timestamp: ' || ${x}`,
        (x) => ` WHEN regexp_full_match(${x}, ${beyond}) THEN ${refusal('Reading a timestamp with a zone other than UTC, or a year of more than four digits,', span, type)}`);
    }
    case 'time': {
      if (to.precision > 6) return refuse(`Casting varchar to ${typeText(to)}`, null);
      return guarded(CLOCK, (x) => `CAST(lhc_parse_timestamp('1970-01-01 ' || ${x}, ${10 ** (6 - to.precision)}) AS TIME)`, (x) => `'Value cannot be cast to time: ' || ${x}`);
    }
    case 'uuid': return guarded('[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}', (x) => `CAST(${x} AS UUID)`, (x) => `'Cannot cast value to UUID: ' || ${x}`);
    case 'varbinary': return null;
    default: return null;
  }
}
