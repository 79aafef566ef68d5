import { DuckDBDecimalType, DuckDBListType, DuckDBMapType, DuckDBStructType, DuckDBTypeId, type DuckDBType } from '@duckdb/node-api';
import type { IcebergType } from '@/lib/model/iceberg/types';

/**
 * The column type that holds every value of one of the engine's; null where a text must do. Ids inside are 0.
 * @param inside of a nested type, where values are not looked at one by one: nanoseconds are then no timestamp of microseconds
 */
export function storedType(type: DuckDBType, inside = false): IcebergType | null {
  if (type instanceof DuckDBDecimalType) return { type: 'decimal', precision: type.width, scale: type.scale };
  if (type instanceof DuckDBListType) {
    const element = storedType(type.valueType, true);
    return element && { type: 'list', elementId: 0, element, elementRequired: false };
  }
  if (type instanceof DuckDBMapType) {
    const [key, value] = [storedType(type.keyType, true), storedType(type.valueType, true)];
    return key && value && { type: 'map', keyId: 0, key, valueId: 0, value, valueRequired: false };
  }
  if (type instanceof DuckDBStructType) {
    const fields = type.entryTypes.map((entry, index) => ({ id: 0, name: type.entryNames[index] ?? '', required: false, type: storedType(entry, true) }));
    return fields.every((field): field is (typeof field) & { type: IcebergType } => field.type !== null) ? { type: 'struct', fields } : null;
  }
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN: return { type: 'boolean' };
    case DuckDBTypeId.TINYINT: case DuckDBTypeId.SMALLINT: case DuckDBTypeId.INTEGER: case DuckDBTypeId.UTINYINT: case DuckDBTypeId.USMALLINT: return { type: 'int' };
    case DuckDBTypeId.BIGINT: case DuckDBTypeId.UINTEGER: return { type: 'long' };
    case DuckDBTypeId.UBIGINT: return { type: 'decimal', precision: 20, scale: 0 };
    case DuckDBTypeId.HUGEINT: return { type: 'decimal', precision: 38, scale: 0 };
    case DuckDBTypeId.FLOAT: return { type: 'float' };
    case DuckDBTypeId.DOUBLE: return { type: 'double' };
    case DuckDBTypeId.DATE: return { type: 'date' };
    case DuckDBTypeId.TIME: return { type: 'time' };
    case DuckDBTypeId.TIMESTAMP: case DuckDBTypeId.TIMESTAMP_MS: case DuckDBTypeId.TIMESTAMP_S: return { type: 'timestamp' };
    case DuckDBTypeId.TIMESTAMP_NS: return inside ? null : { type: 'timestamp' };
    case DuckDBTypeId.TIMESTAMP_TZ: return { type: 'timestamptz' };
    case DuckDBTypeId.UUID: return { type: 'uuid' };
    case DuckDBTypeId.BLOB: return { type: 'binary' };
    case DuckDBTypeId.VARCHAR: case DuckDBTypeId.ENUM: return { type: 'string' };
    default: return null;
  }
}
