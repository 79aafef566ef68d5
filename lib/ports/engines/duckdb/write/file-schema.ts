import { unsupported } from '@/lib/model/errors';
import type { IcebergType, NestedField } from '@/lib/model/iceberg/types';
import { scanType } from '../scan/scan-type';
import { identifier } from '../quote';

/** A leaf of a data file: where DuckDB's statistics name it, its field, and whether it repeats within a row. */
export interface Leaf {
  readonly path: string;
  readonly id: number;
  readonly type: IcebergType;
  readonly repeated: boolean;
}

/** The DuckDB type of a column as it is written, with the names of the table's own struct members. */
export function fileType(type: IcebergType): string {
  switch (type.type) {
    case 'fixed': case 'timestamptz_ns': throw unsupported(`Columns of type ${type.type} cannot be written yet.`);
    case 'struct': return `STRUCT(${type.fields.map((field) => `${identifier(field.name)} ${fileType(field.type)}`).join(', ')})`;
    case 'list': return `${fileType(type.element)}[]`;
    case 'map': return `MAP(${fileType(type.key)}, ${fileType(type.value)})`;
    default: return scanType(type);
  }
}

/** Gives a value its file's type: members of structs by position, whatever they are called where they come from. */
export function toFile(expression: string, type: IcebergType, depth = 0): string {
  switch (type.type) {
    case 'struct': {
      const members = type.fields.map((field, index) => `${identifier(field.name)} := ${toFile(`struct_extract_at(${expression}, ${index + 1})`, field.type, depth)}`);
      return `CASE WHEN ${expression} IS NULL THEN NULL ELSE struct_pack(${members.join(', ')}) END`;
    }
    case 'list': return hasStruct(type.element) ? `list_transform(${expression}, lambda y${depth}: ${toFile(`y${depth}`, type.element, depth + 1)})` : `CAST(${expression} AS ${fileType(type)})`;
    case 'map': {
      if (!hasStruct(type.key) && !hasStruct(type.value)) return `CAST(${expression} AS ${fileType(type)})`;
      const entry = `struct_pack(key := ${toFile(`y${depth}.key`, type.key, depth + 1)}, value := ${toFile(`y${depth}.value`, type.value, depth + 1)})`;
      return `CASE WHEN ${expression} IS NULL THEN NULL ELSE map_from_entries(list_transform(map_entries(${expression}), lambda y${depth}: ${entry})) END`;
    }
    default: return `CAST(${expression} AS ${fileType(type)})`;
  }
}

const hasStruct = (type: IcebergType): boolean =>
  type.type === 'struct' || (type.type === 'list' && hasStruct(type.element)) || (type.type === 'map' && (hasStruct(type.key) || hasStruct(type.value)));

function idsOf(type: IcebergType, id: number): string {
  switch (type.type) {
    case 'struct': return `{__duckdb_field_id: ${id}${type.fields.map((field) => `, ${identifier(field.name)}: ${idsOf(field.type, field.id)}`).join('')}}`;
    case 'list': return `{__duckdb_field_id: ${id}, element: ${idsOf(type.element, type.elementId)}}`;
    case 'map': return `{__duckdb_field_id: ${id}, key: ${idsOf(type.key, type.keyId)}, value: ${idsOf(type.value, type.valueId)}}`;
    default: return String(id);
  }
}

/** COPY's FIELD_IDS for the fields, with ids at every level. */
export const fieldIds = (fields: readonly NestedField[]): string => `{${fields.map((field) => `${identifier(field.name)}: ${idsOf(field.type, field.id)}`).join(', ')}}`;

function leavesOf(type: IcebergType, id: number, path: string, repeated: boolean): readonly Leaf[] {
  const below = (name: string): string => `${path}.${identifier(name)}`;
  switch (type.type) {
    case 'struct': return type.fields.flatMap((field) => leavesOf(field.type, field.id, below(field.name), repeated));
    case 'list': return leavesOf(type.element, type.elementId, below('element'), true);
    case 'map': return [...leavesOf(type.key, type.keyId, below('key'), true), ...leavesOf(type.value, type.valueId, below('value'), true)];
    default: return [{ path, id, type, repeated }];
  }
}

export const leaves = (fields: readonly NestedField[]): readonly Leaf[] => fields.flatMap((field) => leavesOf(field.type, field.id, identifier(field.name), false));

/** Fields that have a place in a data file: unknown has none (spec, Parquet data type mapping). */
export const storedFields = (fields: readonly NestedField[]): readonly NestedField[] => fields.filter(({ type }) => type.type !== 'unknown');
