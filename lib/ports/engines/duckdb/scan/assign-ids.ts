import type { JsonValue } from '@/lib/model/iceberg/types';
import type { FileField, FileType } from './parquet-tree';

/** Id of a column that its file or the mapping leaves without one: it belongs to no field of the table. */
const NO_FIELD = -1;

interface Mapped { readonly id: number | null; readonly fields: readonly JsonValue[] }

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } => typeof value === 'object' && value !== null && !Array.isArray(value);

function lookup(mapping: readonly JsonValue[], name: string): Mapped | null {
  for (const entry of mapping) {
    if (!isObject(entry)) continue;
    const { names, fields, 'field-id': id } = entry;
    if (!Array.isArray(names) || !names.includes(name)) continue;
    return { id: typeof id === 'number' ? id : null, fields: Array.isArray(fields) ? (fields as readonly JsonValue[]) : [] };
  }
  return null;
}

function mapType(type: FileType, mapping: readonly JsonValue[]): FileType {
  switch (type.kind) {
    case 'struct': return { kind: 'struct', fields: type.fields.map((field) => mapField(field, field.name, mapping)) };
    case 'list': return { kind: 'list', element: mapField(type.element, 'element', mapping) };
    case 'map': return { kind: 'map', key: mapField(type.key, 'key', mapping), value: mapField(type.value, 'value', mapping) };
    default: return type;
  }
}

function mapField(field: FileField, name: string, mapping: readonly JsonValue[]): FileField {
  const found = lookup(mapping, name);
  return { name: field.name, id: found?.id ?? NO_FIELD, type: mapType(field.type, found?.fields ?? []) };
}

/**
 * Gives the columns of a file without field ids the ids of the table's name mapping (Iceberg spec, Column Projection and
 * Name Mapping Serialization). A table without a mapping has its columns counted from 1, as Iceberg's Java reader does;
 * nested members then keep no id.
 * @param mapping `schema.name-mapping.default`, or null
 */
export function assignIds(fields: readonly FileField[], mapping: JsonValue | null): readonly FileField[] {
  if (Array.isArray(mapping)) return fields.map((field) => mapField(field, field.name, mapping as readonly JsonValue[]));
  return fields.map((field, index) => ({ ...field, id: index + 1 }));
}

/** The columns of a file that has field ids; those without one are no field of the table. */
export const keepIds = (fields: readonly FileField[]): readonly FileField[] => fields.map(keepId);

function keepId({ name, id, type }: FileField): FileField {
  const kept: FileType = type.kind === 'struct' ? { kind: 'struct', fields: type.fields.map(keepId) }
    : type.kind === 'list' ? { kind: 'list', element: keepId(type.element) }
    : type.kind === 'map' ? { kind: 'map', key: keepId(type.key), value: keepId(type.value) } : type;
  return { name, id: id ?? NO_FIELD, type: kept };
}
