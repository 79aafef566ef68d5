import type { IcebergType, JsonValue, NestedField, PrimitiveValue } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';
import { text } from '../quote';
import { scanType } from './scan-type';

const cast = (value: string, type: IcebergType): string => `CAST(${text(value)} AS ${scanType(type)})`;
const nothing = (type: IcebergType): string => `CAST(NULL AS ${scanType(type)})`;
const hex = (bytes: Uint8Array): string => `unhex(${text(Buffer.from(bytes).toString('hex'))})`;

function unscaledText(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${unscaled < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

/** A partition value, in memory as the format's model has it, as typed SQL. */
export function constantLiteral(value: PrimitiveValue | null, type: IcebergType): string {
  if (value === null) return nothing(type);
  if (value instanceof Uint8Array) return type.type === 'uuid' ? `CAST(hex(${hex(value)}) AS UUID)` : hex(value);
  switch (type.type) {
    case 'date': return `(DATE '1970-01-01' + CAST(${String(value)} AS INTEGER))`;
    case 'time': return `CAST(make_timestamp(CAST(${String(value)} AS BIGINT)) AS TIME)`;
    case 'timestamp': return `make_timestamp(CAST(${text(String(value))} AS BIGINT))`;
    case 'timestamptz': return `CAST(make_timestamp(CAST(${text(String(value))} AS BIGINT)) AS TIMESTAMP WITH TIME ZONE)`;
    case 'timestamp_ns': case 'timestamptz_ns': return `make_timestamp_ns(CAST(${text(String(value))} AS BIGINT))`;
    case 'decimal': return cast(unscaledText(BigInt(value), type.scale), type);
    // no SQL text holds U+0000
    case 'string': return String(value).includes('\0') ? `decode(${hex(new TextEncoder().encode(String(value)))})` : cast(String(value), type);
    default: return cast(String(value), type);
  }
}

/** A default value, in the spec's JSON single-value serialization, as typed SQL; members of a struct fall back to their own defaults. */
export function defaultLiteral(value: JsonValue | undefined, type: IcebergType): string {
  if (value === undefined || value === null) return nothing(type);
  switch (type.type) {
    case 'struct': {
      const given = (typeof value === 'object' && !Array.isArray(value) ? value : {}) as { readonly [key: string]: JsonValue };
      return `struct_pack(${type.fields.map((field, index) => `${carrierFieldName(index)} := ${memberDefault(field, given)}`).join(', ')})`;
    }
    case 'list': return `CAST([${(Array.isArray(value) ? (value as readonly JsonValue[]) : []).map((item) => defaultLiteral(item, type.element)).join(', ')}] AS ${scanType(type)})`;
    case 'map': {
      const { keys, values } = value as { readonly keys?: readonly JsonValue[]; readonly values?: readonly JsonValue[] };
      const list = (items: readonly JsonValue[] | undefined, of: IcebergType): string => `CAST([${(items ?? []).map((item) => defaultLiteral(item, of)).join(', ')}] AS ${scanType(of)}[])`;
      return `map(${list(keys, type.key)}, ${list(values, type.value)})`;
    }
    case 'binary': case 'fixed': return `unhex(${text(String(value))})`;
    // the spec writes them in UTC alone
    case 'timestamptz_ns': return cast(String(value).replace(/(?:\+00:00|Z)$/, ''), type);
    default: return cast(String(value), type);
  }
}

function memberDefault(field: NestedField, given: { readonly [key: string]: JsonValue }): string {
  const value = given[String(field.id)];
  return defaultLiteral(value === undefined ? field.initialDefault : value, field.type);
}
