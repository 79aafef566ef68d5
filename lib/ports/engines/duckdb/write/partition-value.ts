import { DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampNanosecondsValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBTimeValue, DuckDBUUIDValue, type DuckDBValue } from '@duckdb/node-api';
import type { IcebergType, PrimitiveValue } from '@/lib/model/iceberg/types';

// the client library's own decoder takes a byte order mark at the beginning of a text away
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A partition expression in the form in which `partitionValue` takes it: texts as bytes. */
export const carried = (sql: string, type: IcebergType): string => (type.type === 'string' ? `encode(${sql})` : sql);

/** A value of a partition expression as the format's model has it in memory. */
export function partitionValue(value: DuckDBValue, type: IcebergType): PrimitiveValue | null {
  if (value === null) return null;
  if (value instanceof DuckDBDateValue) return value.days;
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimeValue) return value.micros;
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos;
  if (value instanceof DuckDBDecimalValue) return value.value;
  if (value instanceof DuckDBBlobValue) return type.type === 'string' ? decoder.decode(value.bytes) : new Uint8Array(value.bytes);
  if (value instanceof DuckDBUUIDValue) return value.toString();
  // decimals come unscaled too
  if (type.type === 'long' || type.type === 'decimal') return BigInt(value as bigint | number);
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  throw new Error(`a partition expression gave no ${type.type}`);
}
