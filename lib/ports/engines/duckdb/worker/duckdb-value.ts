import { blobValue, dateValue, decimalValue, DuckDBTimestampTZValue, listValue, mapValue, structValue, timestampNanosValue, timestampValue, timeTZValue, timeValue, uuidValue, type DuckDBValue } from '@duckdb/node-api';
import { carrierFieldName } from '@/lib/model/values/carriers';
import type { Cell, LogicalType } from '@/lib/model/values/types';

const DAY_MICROS = 86_400_000_000n;

/** '10:20:30.123456' in units of 10^-digits seconds. */
export function timeOfDay(value: string, digits: number): bigint {
  const [clock = '', fraction = ''] = value.split('.');
  const [hours = '0', minutes = '0', seconds = '0'] = clock.split(':');
  const whole = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return whole * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, '0').slice(0, digits) || '0');
}

/** Days from 1970-01-01 of '2024-02-29', '-0044-03-15' or '+12345-01-01' in the proleptic Gregorian calendar. */
export function daysOf(value: string): number {
  const match = /^([+-]?\d+)-(\d+)-(\d+)$/.exec(value);
  if (!match) throw new Error(`not a date: ${value}`);
  const [month, day] = [Number(match[2]), Number(match[3])];
  const year = Number(match[1]) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function instant(value: string, digits: number): bigint {
  const [date = '', clock = '00:00:00'] = value.replace(/ UTC$/, '').split(' ');
  return BigInt(daysOf(date)) * (DAY_MICROS / 1_000_000n) * 10n ** BigInt(digits) + timeOfDay(clock, digits);
}

function interval(value: string, kind: 'interval day to second' | 'interval year to month'): bigint {
  const negative = value.startsWith('-');
  const plain = negative ? value.slice(1) : value;
  const [head = '0', tail = '0'] = plain.split(kind === 'interval year to month' ? '-' : ' ');
  const amount = kind === 'interval year to month' ? BigInt(head) * 12n + BigInt(tail) : BigInt(head) * 86_400_000n + timeOfDay(tail, 3);
  return negative ? -amount : amount;
}

const numbers: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** A cell as DuckDB's own value in the carrier of its type; the inverse of `cellOf`. */
export function duckDbValue(cell: Cell, type: LogicalType): DuckDBValue {
  if (cell === null) return null;
  const word = String(cell);
  switch (type.kind) {
    case 'real': case 'double': return typeof cell === 'number' ? cell : (numbers[word] ?? NaN);
    case 'bigint': return BigInt(word);
    case 'decimal': return decimalValue(BigInt(word.replace('.', '').replace(/^\+/, '')) * 10n ** BigInt(type.scale - (word.split('.')[1] ?? '').length), type.precision, type.scale);
    case 'date': return dateValue(daysOf(word));
    case 'time': return timeValue(timeOfDay(word, 6));
    case 'time with time zone': return timeTZValue(timeOfDay(word.slice(0, -6), 6), (word.at(-6) === '-' ? -1 : 1) * Number(timeOfDay(`${word.slice(-5)}:00`, 0)));
    case 'timestamp': return type.precision > 6 ? timestampNanosValue(instant(word, 9)) : timestampValue(instant(word, 6));
    case 'timestamp with time zone': return type.precision > 6 ? timestampNanosValue(instant(word, 9)) : new DuckDBTimestampTZValue(instant(word, 6));
    case 'interval day to second': case 'interval year to month': return interval(word, type.kind);
    case 'uuid': return uuidValue(BigInt(`0x${word.replaceAll('-', '')}`));
    case 'varbinary': return blobValue(new Uint8Array(Buffer.from(word, 'base64')));
    case 'array': return listValue((cell as readonly Cell[]).map((item) => duckDbValue(item, type.element)));
    case 'map': return mapValue((cell as readonly (readonly [Cell, Cell])[]).map(([key, value]) => ({ key: duckDbValue(key, type.key), value: duckDbValue(value, type.value) })));
    case 'row': return structValue(Object.fromEntries(type.fields.map((field, index) => [carrierFieldName(index), duckDbValue((cell as readonly Cell[])[index] ?? null, field.type)])));
    default: return cell as DuckDBValue;
  }
}
