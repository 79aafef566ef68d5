import murmur from 'murmurhash3js-revisited';
import { bigintToBytes } from './decimal';
import { civilFromDays, dateText, floorDiv, floorMod, MICROS_PER_DAY } from './datetime';
import type { IcebergType, PrimitiveType, PrimitiveValue, Transform } from './types';
import { uuidToBytes, valueText } from './values';

const encoder = new TextEncoder();

const longBytes = (value: bigint): Uint8Array => { const bytes = new Uint8Array(8); new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, value), true); return bytes; };

/** 32-bit hash of a value (spec, Appendix B: murmur3_x86_32, seed 0); null for types that cannot be bucketed. */
export function hashValue(type: IcebergType, value: PrimitiveValue): number | null {
  const bytes = hashBytes(type, value);
  return bytes === null ? null : murmur.x86.hash32(bytes, 0) | 0;
}

function hashBytes(type: IcebergType, value: PrimitiveValue): Uint8Array | null {
  switch (type.type) {
    case 'int': case 'long': case 'date': case 'time': case 'timestamp': case 'timestamptz': return longBytes(BigInt(value as number | bigint));
    // a bucket of nanoseconds is the bucket of the same instant in microseconds
    case 'timestamp_ns': case 'timestamptz_ns': return longBytes(floorDiv(BigInt(value as bigint), 1000n));
    case 'decimal': return bigintToBytes(BigInt(value as bigint));
    case 'string': return encoder.encode(String(value));
    case 'uuid': return uuidToBytes(String(value));
    case 'fixed': case 'binary': return value as Uint8Array;
    default: return null;
  }
}

/** Days since the epoch of a date or timestamp; null for other types. */
function daysOf(type: IcebergType, value: PrimitiveValue): number | null {
  switch (type.type) {
    case 'date': return Number(value);
    case 'timestamp': case 'timestamptz': return Number(floorDiv(BigInt(value as bigint), MICROS_PER_DAY));
    case 'timestamp_ns': case 'timestamptz_ns': return Number(floorDiv(BigInt(value as bigint), MICROS_PER_DAY * 1000n));
    default: return null;
  }
}

function hoursOf(type: IcebergType, value: PrimitiveValue): number | null {
  switch (type.type) {
    case 'timestamp': case 'timestamptz': return Number(floorDiv(BigInt(value as bigint), 3_600_000_000n));
    case 'timestamp_ns': case 'timestamptz_ns': return Number(floorDiv(BigInt(value as bigint), 3_600_000_000_000n));
    default: return null;
  }
}

function truncate(type: IcebergType, value: PrimitiveValue, width: number): PrimitiveValue | null {
  switch (type.type) {
    // next to the least value the result leaves the type, and is wrapped as Java wraps it
    case 'int': return (Number(value) - (((Number(value) % width) + width) % width)) | 0;
    case 'long': return BigInt.asIntN(64, BigInt(value as bigint) - floorMod(BigInt(value as bigint), BigInt(width)));
    case 'decimal': return BigInt(value as bigint) - floorMod(BigInt(value as bigint), BigInt(width));
    case 'string': return [...String(value)].slice(0, width).join('');
    case 'binary': return (value as Uint8Array).slice(0, width);
    default: return null;
  }
}

/**
 * The partition value of a source value (spec, Partition Transforms); null for null, void, unknown transforms and
 * types that a transform does not take.
 */
export function transformValue(transform: Transform, type: IcebergType, value: PrimitiveValue | null): PrimitiveValue | null {
  if (value === null) return null;
  switch (transform.kind) {
    case 'identity': return value;
    case 'bucket': { const hash = hashValue(type, value); return hash === null ? null : (hash & 0x7fffffff) % transform.buckets; }
    case 'truncate': return truncate(type, value, transform.width);
    case 'year': { const days = daysOf(type, value); return days === null ? null : civilFromDays(days).year - 1970; }
    case 'month': { const days = daysOf(type, value); if (days === null) return null; const { year, month } = civilFromDays(days); return (year - 1970) * 12 + month - 1; }
    case 'day': return daysOf(type, value);
    case 'hour': return hoursOf(type, value);
    case 'void': case 'unknown': return null;
  }
}

/** Type of the partition value. Days are written as dates, the other units as ints. */
export function transformResultType(transform: Transform, source: IcebergType): PrimitiveType {
  switch (transform.kind) {
    case 'bucket': case 'year': case 'month': case 'hour': return { type: 'int' };
    case 'day': return { type: 'date' };
    case 'unknown': return { type: 'string' };
    default: return source.type === 'struct' || source.type === 'list' || source.type === 'map' ? { type: 'unknown' } : source;
  }
}

/** True when a larger source value never gives a smaller partition value. */
export const keepsOrder = (transform: Transform): boolean => transform.kind !== 'bucket' && transform.kind !== 'void' && transform.kind !== 'unknown';

/** A partition value as people read it: 2024, 2024-03, 2024-03-09, 2024-03-09-14. */
export function partitionText(transform: Transform, source: IcebergType, value: PrimitiveValue | null): string {
  if (value === null) return 'null';
  switch (transform.kind) {
    case 'year': return String(1970 + Number(value)).padStart(4, '0');
    case 'month': { const months = Number(value); return `${String(1970 + Math.floor(months / 12)).padStart(4, '0')}-${String((((months % 12) + 12) % 12) + 1).padStart(2, '0')}`; }
    case 'day': return dateText(Number(value));
    case 'hour': { const hours = Number(value); return `${dateText(Math.floor(hours / 24))}-${String(((hours % 24) + 24) % 24).padStart(2, '0')}`; }
    case 'bucket': return String(value);
    default: return valueText(source, value);
  }
}
