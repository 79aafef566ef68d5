import type { Cell, LogicalType } from './types';

const INTEGERS: Readonly<Partial<Record<LogicalType['kind'], number>>> = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 };
const WORDS: Readonly<Record<string, string>> = { nan: 'NaN', infinity: 'Infinity', '+infinity': 'Infinity', '-infinity': '-Infinity' };

/**
 * The cell of a type that a text means, spelled as answers spell it (see types.ts); null when it means none. Digits are
 * kept exactly: more of them than the type holds are no value of it. Dates may go without a time, instants without
 * their zone, which is UTC. Nested values and bytes are not written as text.
 */
export function readCell(text: string, type: LogicalType): Cell {
  const word = text.trim();
  switch (type.kind) {
    case 'varchar': case 'json': case 'char': return text;
    case 'boolean': return /^true$/i.test(word) ? true : /^false$/i.test(word) ? false : null;
    case 'tinyint': case 'smallint': case 'integer': case 'bigint': return readInteger(word, type.kind);
    case 'real': case 'double': return readFloat(word);
    case 'decimal': return readDecimal(word, type.precision, type.scale);
    case 'uuid': return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word) ? word.toLowerCase() : null;
    case 'date': return isDate(word) ? word : null;
    case 'time': return readTime(word, type.precision);
    case 'timestamp': return readTimestamp(word, type.precision);
    case 'timestamp with time zone': return readTimestamp(word.replace(/\s*(?:UTC|Z)$/i, ''), type.precision);
    default: return null;
  }
}

/** Digits may be grouped as the grid groups them, and carry its minus sign. */
const plain = (word: string): string => (/^[-+\u2212]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(word) ? word.replaceAll(',', '') : word).replace('\u2212', '-').replace(/^\+/, '');

function readInteger(word: string, kind: 'tinyint' | 'smallint' | 'integer' | 'bigint'): Cell {
  const digits = plain(word);
  if (!/^-?\d{1,40}$/.test(digits)) return null;
  const value = BigInt(digits);
  const bits = INTEGERS[kind] ?? 64;
  if (BigInt.asIntN(bits, value) !== value) return null;
  return kind === 'bigint' ? value.toString() : Number(value);
}

function readFloat(word: string): Cell {
  const named = WORDS[word.toLowerCase()];
  if (named !== undefined) return named;
  const digits = plain(word);
  const value = /^-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,4})?$/i.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function readDecimal(word: string, precision: number, scale: number): Cell {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain(word)) ?? [];
  const integer = whole.replace(/^0+/, '');
  const digits = fraction.replace(/0+$/, '');
  if (`${whole}${fraction}` === '' || digits.length > scale || integer.length > precision - scale) return null;
  return `${sign}${integer === '' ? '0' : integer}${scale === 0 ? '' : `.${digits.padEnd(scale, '0')}`}`;
}

function isDate(word: string): boolean {
  const [, year = '', month = '', day = ''] = /^([+-]?\d{4,6})-(\d\d)-(\d\d)$/.exec(word) ?? [];
  if (year === '') return false;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}

function readTime(word: string, precision: number): string | null {
  const [, hours = '', minutes = '', seconds = '00', fraction = ''] = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?$/.exec(word) ?? [];
  const digits = fraction.replace(/0+$/, '');
  return hours === '' || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59 || digits.length > precision ? null : `${hours}:${minutes}:${seconds}${digits === '' ? '' : `.${digits}`}`;
}

/** Nanoseconds are counted in 64 bits and reach from 1678 to 2261; microseconds reach as far as anybody writes. */
function readTimestamp(word: string, precision: number): string | null {
  const [date = '', clock = '00:00:00', more] = word.split(/[T ]/);
  const time = readTime(clock, precision);
  const year = Number.parseInt(date, 10);
  const [least, most] = precision > 6 ? [1678, 2261] : [-99_999, 99_999];
  return time === null || more !== undefined || !isDate(date) || year < least || year > most ? null : `${date} ${time}`;
}
