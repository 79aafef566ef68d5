import type { DuckDBType } from '@duckdb/node-api';
import { unsupported } from '@/lib/model/errors';
import { typeToText } from '@/lib/model/iceberg/schema/type-json';
import type { IcebergType } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';
import { text } from '../quote';
import { storedType } from '../write/stored-type';
import { scanType } from './scan-type';

/**
 * SQL for a value of a Parquet file as the type, NULL where it is not one to the last digit: cast there and back it is what it was, but
 * for float, which everything is rounded to. A nested column goes only into one of its own shape; members of structs are found by name.
 * Without TRY: DuckDB 1.5 takes common parts of expressions out of it, and then they fail. Throws UNSUPPORTED.
 */
export function nativeValue(expression: string, from: DuckDBType, type: IcebergType): string {
  const own = storedType(from);
  if (isNested(type) || (own !== null && isNested(own) && type.type !== 'string')) {
    if (own === null || !sameShape(own, type)) throw unsupported(`The file's column is ${own === null ? from.toString() : typeToText(own)}, which cannot be loaded into a column of type ${typeToText(type)}; its own type and string can.`);
    return sameValue(expression, type, 0);
  }
  const cast = `TRY_CAST(${expression} AS ${scanType(type)})`;
  return type.type === 'float' || type.type === 'string' ? cast : `CASE WHEN TRY_CAST(${cast} AS ${from.toString()}) = ${expression} THEN ${cast} END`;
}

const isNested = ({ type }: IcebergType): boolean => type === 'struct' || type === 'list' || type === 'map';

/** Alike but for ids, what may be NULL, and the order of a struct's members. */
function sameShape(a: IcebergType, b: IcebergType): boolean {
  if (a.type === 'struct' && b.type === 'struct') return b.fields.every((field) => a.fields.some((other) => other.name === field.name && sameShape(other.type, field.type)));
  if (a.type === 'list' && b.type === 'list') return sameShape(a.element, b.element);
  if (a.type === 'map' && b.type === 'map') return sameShape(a.key, b.key) && sameShape(a.value, b.value);
  return !isNested(a) && !isNested(b) && typeToText(a) === typeToText(b);
}

function sameValue(value: string, type: IcebergType, depth: number): string {
  const item = `n${depth}`;
  switch (type.type) {
    case 'struct': {
      const members = type.fields.map((field, index) => `${carrierFieldName(index)} := ${sameValue(`struct_extract(${value}, ${text(field.name)})`, field.type, depth)}`);
      return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${members.join(', ')}) END`;
    }
    case 'list': return `list_transform(${value}, lambda ${item}: ${sameValue(item, type.element, depth + 1)})`;
    case 'map': {
      const entry = `struct_pack(key := ${sameValue(`${item}.key`, type.key, depth + 1)}, value := ${sameValue(`${item}.value`, type.value, depth + 1)})`;
      return `CASE WHEN ${value} IS NOT NULL THEN map_from_entries(list_transform(map_entries(${value}), lambda ${item}: ${entry})) END`;
    }
    default: return `CAST(${value} AS ${scanType(type)})`;
  }
}
