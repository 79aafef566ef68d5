import type { LogicalType } from '@/lib/model/values/types';
import type { IcebergType } from './types';

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
