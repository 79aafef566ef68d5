import { brokenTable } from '@/lib/model/errors';
import { bigintToBytes, bytesToBigint, decimalText, parseDecimal } from './decimal';
import { dateText, MICROS_PER_DAY, parseDate, parseTimeNanos, parseTimestampNanos, timestampNanosText, timestampText, timeText } from './datetime';
import type { IcebergType, JsonValue, PrimitiveType, PrimitiveValue } from './types';

// a byte order mark is part of the text, and bytes cut inside a character are no text
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const bytesToUuid = (bytes: Uint8Array): string => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
export const uuidToBytes = (uuid: string): Uint8Array => hexToBytes(uuid.replaceAll('-', ''));
export const hexToBytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * Binary single-value serialization (spec, Appendix D). Bounds written before a promotion are shorter than the type
 * says (int in a long column, float in a double one, date in a timestamp one) and are read as what they were. Null: the
 * bytes hold no value.
 */
export function valueFromBytes(type: IcebergType, bytes: Uint8Array): PrimitiveValue | null {
  const { length } = bytes;
  switch (type.type) {
    case 'boolean': return length < 1 ? null : bytes[0] !== 0;
    case 'int': case 'date': return length < 4 ? null : view(bytes).getInt32(0, true);
    case 'long': return length >= 8 ? view(bytes).getBigInt64(0, true) : length >= 4 ? BigInt(view(bytes).getInt32(0, true)) : null;
    case 'time': case 'timestamptz': case 'timestamptz_ns': return length >= 8 ? view(bytes).getBigInt64(0, true) : null;
    case 'timestamp': case 'timestamp_ns':
      return length >= 8 ? view(bytes).getBigInt64(0, true) : length >= 4 ? BigInt(view(bytes).getInt32(0, true)) * (type.type === 'timestamp' ? MICROS_PER_DAY : MICROS_PER_DAY * 1000n) : null;
    case 'float': return length < 4 ? null : view(bytes).getFloat32(0, true);
    case 'double': return length >= 8 ? view(bytes).getFloat64(0, true) : length >= 4 ? view(bytes).getFloat32(0, true) : null;
    case 'decimal': return length === 0 ? null : bytesToBigint(bytes);
    case 'string': return textOf(bytes);
    case 'uuid': return length < 16 ? null : bytesToUuid(bytes.subarray(0, 16));
    case 'fixed': case 'binary': return bytes;
    default: return null;
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The reverse. Throws RangeError for a number that the type cannot hold. */
export function valueToBytes(type: IcebergType, value: PrimitiveValue): Uint8Array {
  const long = (): Uint8Array => { const bytes = new Uint8Array(8); view(bytes).setBigInt64(0, fitting(BigInt(value as bigint | number), 64), true); return bytes; };
  switch (type.type) {
    case 'boolean': return Uint8Array.of(value === true ? 1 : 0);
    case 'int': case 'date': { const bytes = new Uint8Array(4); view(bytes).setInt32(0, Number(fitting(BigInt(value as bigint | number), 32)), true); return bytes; }
    case 'long': case 'time': case 'timestamp': case 'timestamptz': case 'timestamp_ns': case 'timestamptz_ns': return long();
    case 'float': { const bytes = new Uint8Array(4); view(bytes).setFloat32(0, Number(value), true); return bytes; }
    case 'double': { const bytes = new Uint8Array(8); view(bytes).setFloat64(0, Number(value), true); return bytes; }
    case 'decimal': return bigintToBytes(BigInt(value as bigint));
    case 'string': return encoder.encode(String(value));
    case 'uuid': return uuidToBytes(String(value));
    case 'fixed': case 'binary': return value as Uint8Array;
    default: throw new TypeError(`${type.type} has no single-value form`);
  }
}

function fitting(value: bigint, bits: number): bigint {
  if (BigInt.asIntN(bits, value) !== value) throw new RangeError(`${value} does not fit into ${bits} bits`);
  return value;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) if (a[index] !== b[index]) return (a[index] ?? 0) - (b[index] ?? 0);
  return a.length - b.length;
}

/** Order of two values of one type: numbers by value (NaN last, -0 before 0 as one), strings by code point (UTF-8 bytes), bytes unsigned. */
export function compareValues(a: PrimitiveValue, b: PrimitiveValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : compareBytes(encoder.encode(a), encoder.encode(b));
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  if (typeof a === 'number' && Number.isNaN(a)) return typeof b === 'number' && Number.isNaN(b) ? 0 : 1;
  if (typeof b === 'number' && Number.isNaN(b)) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A value as people read it: dates and times as text, decimals with their point, bytes as hex. */
export function valueText(type: IcebergType, value: PrimitiveValue): string {
  switch (type.type) {
    case 'date': return dateText(Number(value));
    case 'time': return timeText(BigInt(value as bigint));
    case 'timestamp': return timestampText(BigInt(value as bigint));
    case 'timestamptz': return `${timestampText(BigInt(value as bigint))} UTC`;
    case 'timestamp_ns': return timestampNanosText(BigInt(value as bigint));
    case 'timestamptz_ns': return `${timestampNanosText(BigInt(value as bigint))} UTC`;
    case 'decimal': return decimalText(BigInt(value as bigint), type.scale);
    case 'fixed': case 'binary': return `0x${hex(value as Uint8Array)}`;
    default: return Object.is(value, -0) ? '-0.0' : String(value);
  }
}

/** JSON single-value form of a primitive (spec, Appendix D: defaults). Throws BROKEN_TABLE naming `file` for what is not of the type. */
export function valueFromJson(type: PrimitiveType, json: JsonValue, file = 'the table metadata'): PrimitiveValue {
  const bad = (): never => { throw brokenTable(`${JSON.stringify(String(json))} is no default for ${type.type}.`, file); };
  const or = <T>(value: T | null): T => (value === null ? bad() : value);
  switch (type.type) {
    case 'boolean': return typeof json === 'boolean' ? json : bad();
    case 'int': return typeof json === 'number' && json === (json | 0) ? json : bad();
    // 1e20 may be written out as an integer, which is then read as a bigint
    case 'float': case 'double': return typeof json === 'number' || typeof json === 'bigint' ? Number(json) : bad();
    case 'long': return (typeof json === 'number' && Number.isSafeInteger(json)) || (typeof json === 'bigint' && BigInt.asIntN(64, json) === json) ? BigInt(json) : bad();
    case 'date': return typeof json === 'string' ? or(parseDate(json)) : bad();
    case 'time': return typeof json === 'string' ? or(parseTimeNanos(json)) / 1000n : bad();
    case 'timestamp': case 'timestamptz': return typeof json === 'string' ? or(parseTimestampNanos(json)) / 1000n : bad();
    case 'timestamp_ns': case 'timestamptz_ns': return typeof json === 'string' ? or(parseTimestampNanos(json)) : bad();
    case 'decimal': return typeof json === 'string' ? or(parseDecimal(json, type.scale)) : bad();
    case 'string': case 'uuid': return typeof json === 'string' ? json : bad();
    case 'fixed': case 'binary': return typeof json === 'string' ? hexToBytes(json) : bad();
    default: return bad();
  }
}

/** The reverse. */
export function valueToJson(type: PrimitiveType, value: PrimitiveValue): JsonValue {
  switch (type.type) {
    case 'boolean': case 'int': case 'long': case 'float': case 'double': case 'string': case 'uuid': return value as boolean | number | bigint | string;
    case 'fixed': case 'binary': return hex(value as Uint8Array);
    case 'timestamptz': case 'timestamptz_ns': return valueText(type, value).replace(' UTC', '+00:00').replace(' ', 'T');
    case 'timestamp': case 'timestamp_ns': return valueText(type, value).replace(' ', 'T');
    default: return valueText(type, value);
  }
}
