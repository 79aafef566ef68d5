import type { LogicalType } from '@/lib/model/values/types';

/**
 * How a value of each logical type lies in DuckDB, in scans that the engine adapter offers, in the text that we emit and in
 * the spool's Parquet:
 * - boolean, tinyint, smallint, integer, bigint, real (FLOAT), double, date, uuid: DuckDB's own; varbinary BLOB.
 * - decimal(p,s): DECIMAL(p,s). varchar(n): VARCHAR, length not checked. unknown: INTEGER, always NULL.
 * - char(n): VARCHAR padded with spaces to n code points (scans must pad).
 * - time(p <= 6): TIME. timestamp(p <= 6): TIMESTAMP; timestamp(7..9): TIMESTAMP_NS. The precision is a promise about
 *   the digits, which lie at their full place (timestamp(3) has whole milliseconds).
 * - timestamp(p <= 6) with time zone: TIMESTAMPTZ, an instant; the zone is always UTC.
 * - interval day to second: BIGINT milliseconds. interval year to month: BIGINT months.
 * - json: VARCHAR, canonical JSON text (no spaces, keys in Trino's order).
 * - array: LIST. map: MAP. row: STRUCT whose fields are named by position f1, f2, … (names in the source differ or repeat).
 * Types beyond these have no carrier: carrierType gives null and the statement is refused by name.
 */
export function carrierType(type: LogicalType): string | null {
  switch (type.kind) {
    case 'boolean': return 'BOOLEAN';
    case 'tinyint': return 'TINYINT';
    case 'smallint': return 'SMALLINT';
    case 'integer': case 'unknown': return 'INTEGER';
    case 'bigint': case 'interval day to second': case 'interval year to month': return 'BIGINT';
    case 'real': return 'FLOAT';
    case 'double': return 'DOUBLE';
    case 'date': return 'DATE';
    case 'varbinary': return 'BLOB';
    case 'uuid': return 'UUID';
    case 'json': case 'varchar': case 'char': return 'VARCHAR';
    case 'decimal': return `DECIMAL(${type.precision},${type.scale})`;
    case 'time': return type.precision <= 6 ? 'TIME' : null;
    case 'timestamp': return type.precision <= 6 ? 'TIMESTAMP' : type.precision <= 9 ? 'TIMESTAMP_NS' : null;
    case 'timestamp with time zone': return type.precision <= 6 ? 'TIMESTAMPTZ' : null;
    case 'time with time zone': return null;
    case 'array': {
      const element = carrierType(type.element);
      return element === null ? null : `${element}[]`;
    }
    case 'map': {
      const key = carrierType(type.key);
      const value = carrierType(type.value);
      return key === null || value === null ? null : `MAP(${key}, ${value})`;
    }
    case 'row': {
      const fields = type.fields.map((field) => carrierType(field.type));
      return fields.includes(null) ? null : `STRUCT(${fields.map((field, i) => `f${i + 1} ${field}`).join(', ')})`;
    }
  }
}
