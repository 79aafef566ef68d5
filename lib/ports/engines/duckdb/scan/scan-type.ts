import { unsupported } from '@/lib/model/errors';
import type { IcebergType } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';

/** The DuckDB type in which a scan gives a column of the table's type. Throws UNSUPPORTED for a type that it cannot hold exactly. */
export function scanType(type: IcebergType): string {
  switch (type.type) {
    case 'boolean': return 'BOOLEAN';
    case 'int': case 'unknown': return 'INTEGER';
    case 'long': return 'BIGINT';
    case 'float': return 'FLOAT';
    case 'double': return 'DOUBLE';
    case 'date': return 'DATE';
    case 'time': return 'TIME';
    case 'timestamp': return 'TIMESTAMP';
    case 'timestamptz': return 'TIMESTAMP WITH TIME ZONE';
    // in UTC; DuckDB has no type for it with a zone
    case 'timestamp_ns': case 'timestamptz_ns': return 'TIMESTAMP_NS';
    case 'string': return 'VARCHAR';
    case 'uuid': return 'UUID';
    case 'binary': case 'fixed': return 'BLOB';
    case 'decimal': return `DECIMAL(${type.precision},${type.scale})`;
    case 'struct': return `STRUCT(${type.fields.map((field, index) => `${carrierFieldName(index)} ${scanType(field.type)}`).join(', ')})`;
    case 'list': return `${scanType(type.element)}[]`;
    case 'map': return `MAP(${scanType(type.key)}, ${scanType(type.value)})`;
    case 'variant': case 'geometry': case 'geography':
      throw unsupported(`Columns of type ${type.type} cannot be read by the embedded SQL engine.`);
  }
}
