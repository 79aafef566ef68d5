import { unsupported } from '@/lib/model/errors';
import type { IcebergType, NestedField } from '@/lib/model/iceberg/types';
import { scanType } from '../scan/scan-type';
import { identifier, text } from '../quote';

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

/** `expression`, or Trino's error where it is NULL. */
const refuseNull = (expression: string, value: string, name: string): string =>
  `CASE WHEN ${expression} IS NULL THEN error(${text(`LHC:CONSTRAINT_VIOLATION:NULL value not allowed for NOT NULL column: ${name}`)}) ELSE ${value} END`;

/**
 * Gives a value its file's type: members of structs by position, whatever they are called where they come from.
 * @param checked dotted name of the value, by which a NULL is refused where the type has none; null: taken as it is
 * @param depth nesting of lambdas so far, so that their parameters differ
 */
export function toFile(expression: string, type: IcebergType, checked: string | null = null, depth = 0): string {
  const inner = (value: string, of: IcebergType, required: boolean, name: string, deeper: number): string => {
    const below = checked === null ? null : `${checked}.${name}`;
    const made = toFile(value, of, below, deeper);
    return below !== null && required ? refuseNull(value, made, below) : made;
  };
  const item = `y${depth}`;
  switch (type.type) {
    case 'struct': {
      const members = type.fields.map((field, index) => `${identifier(field.name)} := ${inner(`struct_extract_at(${expression}, ${index + 1})`, field.type, field.required, field.name, depth)}`);
      return `CASE WHEN ${expression} IS NULL THEN NULL ELSE struct_pack(${members.join(', ')}) END`;
    }
    case 'list': return needsWalk(type, checked !== null) ? `list_transform(${expression}, lambda ${item}: ${inner(item, type.element, type.elementRequired, 'element', depth + 1)})` : `CAST(${expression} AS ${fileType(type)})`;
    case 'map': {
      if (!needsWalk(type, checked !== null)) return `CAST(${expression} AS ${fileType(type)})`;
      const entry = `struct_pack(key := ${inner(`${item}.key`, type.key, true, 'key', depth + 1)}, value := ${inner(`${item}.value`, type.value, type.valueRequired, 'value', depth + 1)})`;
      return `CASE WHEN ${expression} IS NULL THEN NULL ELSE map_from_entries(list_transform(map_entries(${expression}), lambda ${item}: ${entry})) END`;
    }
    default: return `CAST(${expression} AS ${fileType(type)})`;
  }
}

/** A column of new rows in the form of the files; a NULL where the table takes none is Trino's CONSTRAINT_VIOLATION. */
export function newColumn(expression: string, { name, type, required }: NestedField): string {
  const value = toFile(expression, type, name);
  return required ? refuseNull(expression, value, name) : value;
}

/** Whether the items of a list or a map must be taken one by one: structs in them are built anew, NULLs in them looked for. */
function needsWalk(type: IcebergType, checked: boolean): boolean {
  switch (type.type) {
    case 'struct': return true;
    case 'list': return (checked && type.elementRequired) || needsWalk(type.element, checked);
    case 'map': return (checked && type.valueRequired) || needsWalk(type.key, checked) || needsWalk(type.value, checked);
    default: return false;
  }
}

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
