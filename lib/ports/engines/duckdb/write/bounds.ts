import type { IcebergType } from '@/lib/model/iceberg/types';
import { daysOf, instant, timeOfDay } from '../worker/duckdb-value';

const LAST_CODE_POINT = 0x10ffff;

function fill(size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  write(new DataView(bytes.buffer));
  return bytes;
}
const long = (value: bigint): Uint8Array => fill(8, (view) => view.setBigInt64(0, value, true));

/** Big-endian two's complement in as few bytes as hold it. */
function twosComplement(value: bigint): Uint8Array {
  let size = 1;
  while (BigInt.asIntN(size * 8, value) !== value) size += 1;
  return Uint8Array.from({ length: size }, (_, index) => Number((value >> BigInt((size - 1 - index) * 8)) & 0xffn));
}

/** The shortest text of at most `length` code points that is not below `value`; null when there is none. */
function roundedUpText(points: readonly string[], length: number): string | null {
  const kept = points.slice(0, length);
  for (let last = kept.length - 1; last >= 0; last -= 1) {
    const next = (kept[last]?.codePointAt(0) ?? 0) + 1;
    // Surrogates are no characters of their own.
    const point = next >= 0xd800 && next <= 0xdfff ? 0xe000 : next;
    if (point <= LAST_CODE_POINT) return kept.slice(0, last).join('') + String.fromCodePoint(point);
  }
  return null;
}

function textBound(value: string, upper: boolean, length: number): Uint8Array | null {
  const points = [...value];
  const short = points.length <= length ? value : upper ? roundedUpText(points, length) : points.slice(0, length).join('');
  return short === null ? null : new TextEncoder().encode(short);
}

function binaryBound(value: Uint8Array, upper: boolean, length: number): Uint8Array | null {
  if (value.length <= length) return value;
  const kept = value.slice(0, length);
  if (!upper) return kept;
  for (let last = length - 1; last >= 0; last -= 1) {
    if (kept[last] !== 0xff) {
      kept[last] = (kept[last] ?? 0) + 1;
      return kept.slice(0, last + 1);
    }
  }
  return null;
}

function floating(text: string, upper: boolean): number | null {
  const value = /^-?inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
  if (Number.isNaN(value)) return null;
  // -0.0 and 0.0 are equal where the statistics come from, and differ where bounds are compared.
  return value === 0 ? (upper ? 0 : -0) : value;
}

/** Zone-less text of an instant; DuckDB prints UTC with '+00'. */
const utc = (text: string): string => text.replace(/\+00(:00)?$/, '');

/**
 * A column's bound as Iceberg's single-value bytes (spec, Appendix D), from the text of DuckDB's statistics. Text and
 * binary are cut to `length` code points or bytes, upper bounds rounded up. Null where there can be no bound.
 */
export function boundBytes(text: string, type: IcebergType, upper: boolean, length: number): Uint8Array | null {
  switch (type.type) {
    case 'boolean': return Uint8Array.of(text === '1' || text === 'true' ? 1 : 0);
    case 'int': return fill(4, (view) => view.setInt32(0, Number(text), true));
    case 'long': return long(BigInt(text));
    case 'float': case 'double': {
      const value = floating(text, upper);
      if (value === null) return null;
      return type.type === 'float' ? fill(4, (view) => view.setFloat32(0, value, true)) : fill(8, (view) => view.setFloat64(0, value, true));
    }
    case 'decimal': return twosComplement(BigInt(text.replace('.', '')));
    case 'date': return /^[+-]?\d+-\d\d-\d\d$/.test(text) ? fill(4, (view) => view.setInt32(0, daysOf(text), true)) : null;
    case 'time': return long(timeOfDay(text, 6));
    case 'timestamp': case 'timestamptz': return /^[+-]?\d+-\d\d-\d\d \d/.test(text) && !/BC/.test(text) ? long(instant(utc(text), 6)) : null;
    case 'timestamp_ns': return /^[+-]?\d+-\d\d-\d\d \d/.test(text) ? long(instant(text, 9)) : null;
    case 'string': return textBound(text, upper, length);
    case 'binary': return binaryBound(new Uint8Array(Buffer.from(text, 'hex')), upper, length);
    case 'uuid': return new Uint8Array(Buffer.from(text.replaceAll('-', ''), 'hex'));
    default: return null;
  }
}
