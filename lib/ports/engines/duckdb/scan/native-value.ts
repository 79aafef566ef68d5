import type { IcebergType } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';
import { text } from '../quote';
import { scanType } from './scan-type';

/**
 * SQL for a value of a Parquet file as the type, NULL where it is not one to the last digit: what comes out equals what went in, but for
 * float, which everything is rounded to. Members of structs are found by name, whichever order the file has them in.
 */
export const nativeValue = (expression: string, type: IcebergType): string => `TRY(${exact(expression, type, 0)})`;

function exact(value: string, type: IcebergType, depth: number): string {
  const item = `n${depth}`;
  switch (type.type) {
    case 'struct': {
      const members = type.fields.map((field, index) => `${carrierFieldName(index)} := ${exact(`struct_extract(${value}, ${text(field.name)})`, field.type, depth)}`);
      return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${members.join(', ')}) END`;
    }
    case 'list': return `list_transform(${value}, lambda ${item}: ${exact(item, type.element, depth + 1)})`;
    case 'map': {
      const entry = `struct_pack(key := ${exact(`${item}.key`, type.key, depth + 1)}, value := ${exact(`${item}.value`, type.value, depth + 1)})`;
      return `CASE WHEN ${value} IS NOT NULL THEN map_from_entries(list_transform(map_entries(${value}), lambda ${item}: ${entry})) END`;
    }
    default: {
      const cast = `CAST(${value} AS ${scanType(type)})`;
      return type.type === 'float' || type.type === 'string' ? cast : `CASE WHEN ${cast} = ${value} THEN ${cast} WHEN ${value} IS NOT NULL THEN error('no such value') END`;
    }
  }
}
