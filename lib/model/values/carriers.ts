import type { LogicalType } from './types';

/** Name of the n-th field (from 0) of a row in the embedded engine: rows are read by position, names of a row may repeat or be absent. */
export const carrierFieldName = (index: number): string => `f${index + 1}`;

/**
 * Type that carries a logical type in the embedded engine (DuckDB's spelling). Fractions of a second beyond nine
 * digits do not exist there; instants are carried in UTC, intervals as milliseconds and months, char and json as text.
 */
export function carrierType(type: LogicalType): string {
  switch (type.kind) {
    case 'unknown': return 'INTEGER';
    case 'real': return 'FLOAT';
    case 'varchar': case 'char': case 'json': return 'VARCHAR';
    case 'varbinary': return 'BLOB';
    case 'interval day to second': case 'interval year to month': return 'BIGINT';
    case 'decimal': return `DECIMAL(${type.precision},${type.scale})`;
    case 'time': return 'TIME';
    case 'time with time zone': return 'TIME WITH TIME ZONE';
    case 'timestamp': return type.precision > 6 ? 'TIMESTAMP_NS' : 'TIMESTAMP';
    case 'timestamp with time zone': return type.precision > 6 ? 'TIMESTAMP_NS' : 'TIMESTAMP WITH TIME ZONE';
    case 'array': return `${carrierType(type.element)}[]`;
    case 'map': return `MAP(${carrierType(type.key)}, ${carrierType(type.value)})`;
    case 'row': return `STRUCT(${type.fields.map((field, index) => `${carrierFieldName(index)} ${carrierType(field.type)}`).join(', ')})`;
    case 'boolean': case 'tinyint': case 'smallint': case 'integer': case 'bigint': case 'double': case 'date': case 'uuid':
      return type.kind.toUpperCase();
  }
}
