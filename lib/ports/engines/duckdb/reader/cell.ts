import { DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBListValue, DuckDBMapValue, DuckDBStructValue, DuckDBTimestampNanosecondsValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBTimeTZValue, DuckDBTimeValue, type DuckDBValue } from '@duckdb/node-api';
import { carrierFieldName } from '@/lib/model/values/carriers';
import type { Cell, LogicalType } from '@/lib/model/values/types';

const two = (value: bigint | number): string => String(value).padStart(2, '0');

/** Quotient rounded down and what is left, which is never negative. */
function divide(value: bigint, by: bigint): readonly [bigint, bigint] {
  const rest = ((value % by) + by) % by;
  return [(value - rest) / by, rest];
}

/** Days from 1970-01-01 as ISO 8601 writes them: '2024-02-29', '-0044-03-15', '+12345-01-01'. */
function dateText(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const sign = year < 0 ? '-' : year > 9999 ? '+' : '';
  return `${sign}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Time of day from its count of 10^-digits seconds, with `precision` digits of a second. */
function clockText(count: bigint, digits: number, precision: number): string {
  const [seconds, fraction] = divide(count, 10n ** BigInt(digits));
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  if (precision === 0) return clock;
  return `${clock}.${fraction.toString().padStart(digits, '0').slice(0, precision).padEnd(precision, '0')}`;
}

function timestampText(count: bigint, digits: number, precision: number): string {
  const [days, clock] = divide(count, 86_400n * 10n ** BigInt(digits));
  return `${dateText(Number(days))} ${clockText(clock, digits, precision)}`;
}

function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const split = digits.length - scale;
  return `${value < 0n ? '-' : ''}${digits.slice(0, split)}${scale > 0 ? `.${digits.slice(split)}` : ''}`;
}

function intervalText(amount: bigint, kind: 'interval day to second' | 'interval year to month'): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  if (kind === 'interval year to month') return `${sign}${size / 12n}-${size % 12n}`;
  return `${sign}${size / 86_400_000n} ${clockText(size % 86_400_000n, 3, 3)}`;
}

const numberCell = (value: number): Cell => (Number.isFinite(value) ? value : String(value));

/** The double with the fewest digits that is this 32-bit float, as Trino writes a real: 0.1, not 0.10000000149011612. */
export function shortestReal(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

/** Counts code points, as char(n) does. */
const pad = (value: string, length: number): string => value + ' '.repeat(Math.max(0, length - [...value].length));

function temporalCell(value: DuckDBValue, type: LogicalType & { readonly precision: number }): Cell | undefined {
  const zone = type.kind === 'timestamp with time zone' ? ' UTC' : '';
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return timestampText(value.micros, 6, type.precision) + zone;
  if (value instanceof DuckDBTimestampNanosecondsValue) return timestampText(value.nanos, 9, type.precision) + zone;
  if (value instanceof DuckDBTimeValue) return clockText(value.micros, 6, type.precision);
  if (value instanceof DuckDBTimeTZValue) {
    const offset = Math.abs(value.offset) / 60;
    return `${clockText(value.micros, 6, type.precision)}${value.offset < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
  }
  return undefined;
}

/** A value of the engine as it travels to the screen (values/types.ts). Throws when it does not lie in the carrier of its type. */
export function cellOf(value: DuckDBValue, type: LogicalType): Cell {
  if (value === null) return null;
  switch (type.kind) {
    case 'boolean': if (typeof value === 'boolean') return value; break;
    case 'tinyint': case 'smallint': case 'integer': if (typeof value === 'number') return value; break;
    case 'bigint': if (typeof value === 'bigint' || typeof value === 'number') return value.toString(); break;
    case 'real': if (typeof value === 'number') return Number.isFinite(value) ? shortestReal(value) : String(value); break;
    case 'double': if (typeof value === 'number') return numberCell(value); break;
    case 'decimal': if (value instanceof DuckDBDecimalValue) return decimalText(value.value, type.scale); break;
    case 'date': if (value instanceof DuckDBDateValue) return dateText(value.days); break;
    case 'varchar': case 'json': if (typeof value === 'string') return value; break;
    case 'char': if (typeof value === 'string') return pad(value, type.length); break;
    case 'uuid': return String(value);
    case 'varbinary': if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64'); break;
    case 'interval day to second': case 'interval year to month': if (typeof value === 'bigint') return intervalText(value, type.kind); break;
    case 'array': if (value instanceof DuckDBListValue) return value.items.map((item) => cellOf(item, type.element)); break;
    case 'map': if (value instanceof DuckDBMapValue) return value.entries.map(({ key, value: item }) => [cellOf(key, type.key), cellOf(item, type.value)]); break;
    case 'row':
      if (value instanceof DuckDBStructValue) return type.fields.map((field, index) => cellOf(value.entries[carrierFieldName(index)] ?? null, field.type));
      break;
    case 'time': case 'time with time zone': case 'timestamp': case 'timestamp with time zone': {
      const cell = temporalCell(value, type);
      if (cell !== undefined) return cell;
      break;
    }
    case 'unknown': break;
  }
  throw new Error(`a value of the engine does not lie as ${type.kind} should`);
}
