import type { LogicalType } from '@/lib/model/values/types';
import type { IcebergType, NestedField } from './types';

/**
 * A column's type as Trino shows it. `unknown` holds only NULL and is shown as varchar; variant, geometry and geography
 * are null: no column of the dialect can hold them, and whoever names one is told so.
 */
export function toLogicalType(type: IcebergType): LogicalType | null {
  switch (type.type) {
    case 'boolean': case 'double': case 'date': case 'uuid': return { kind: type.type };
    case 'int': return { kind: 'integer' };
    case 'long': return { kind: 'bigint' };
    case 'float': return { kind: 'real' };
    case 'decimal': return { kind: 'decimal', precision: type.precision, scale: type.scale };
    case 'time': return { kind: 'time', precision: 6 };
    case 'timestamp': return { kind: 'timestamp', precision: 6 };
    case 'timestamptz': return { kind: 'timestamp with time zone', precision: 6 };
    case 'timestamp_ns': return { kind: 'timestamp', precision: 9 };
    case 'timestamptz_ns': return { kind: 'timestamp with time zone', precision: 9 };
    case 'string': case 'unknown': return { kind: 'varchar', length: null };
    case 'fixed': case 'binary': return { kind: 'varbinary' };
    case 'variant': case 'geometry': case 'geography': return null;
    case 'struct': {
      const fields = type.fields.map((field) => ({ name: field.name, type: toLogicalType(field.type) }));
      return fields.every((field): field is { name: string; type: LogicalType } => field.type !== null) ? { kind: 'row', fields } : null;
    }
    case 'list': { const element = toLogicalType(type.element); return element && { kind: 'array', element }; }
    case 'map': { const key = toLogicalType(type.key); const value = toLogicalType(type.value); return key && value && { kind: 'map', key, value }; }
  }
}

/**
 * The type that stores values of a column declared as `type`, as Trino's connector chooses it: texts of any length are strings, small
 * whole numbers integers, times and timestamps have microseconds (nanoseconds from format version 3 where more digits are asked for).
 * Null where there is none: char, json, intervals, rows with unnamed fields. Field ids inside are 0, to be given by whoever adds it.
 */
export function fromLogicalType(type: LogicalType, formatVersion: number): IcebergType | null {
  const nanos = formatVersion >= 3 && 'precision' in type && type.kind !== 'decimal' && type.precision > 6;
  switch (type.kind) {
    case 'boolean': case 'double': case 'date': case 'uuid': return { type: type.kind };
    case 'tinyint': case 'smallint': case 'integer': return { type: 'int' };
    case 'bigint': return { type: 'long' };
    case 'real': return { type: 'float' };
    case 'decimal': return { type: 'decimal', precision: type.precision, scale: type.scale };
    case 'varchar': return { type: 'string' };
    case 'varbinary': return { type: 'binary' };
    case 'time': return { type: 'time' };
    case 'timestamp': return { type: nanos ? 'timestamp_ns' : 'timestamp' };
    case 'timestamp with time zone': return { type: nanos ? 'timestamptz_ns' : 'timestamptz' };
    case 'array': {
      const element = fromLogicalType(type.element, formatVersion);
      return element && { type: 'list', elementId: 0, element, elementRequired: false };
    }
    case 'map': {
      const key = fromLogicalType(type.key, formatVersion);
      const value = fromLogicalType(type.value, formatVersion);
      return key && value && { type: 'map', keyId: 0, key, valueId: 0, value, valueRequired: false };
    }
    case 'row': {
      const fields: NestedField[] = [];
      for (const { name, type: inner } of type.fields) {
        const stored = fromLogicalType(inner, formatVersion);
        if (name === null || stored === null) return null;
        fields.push({ id: 0, name, required: false, type: stored });
      }
      return { type: 'struct', fields };
    }
    default: return null;
  }
}
