import { notFound } from '@/lib/model/errors';
import type { IcebergType, NestedField, PartitionSpec, Schema, SortOrder, TableMetadata } from '../types';

/** A field with where it stands: `parentId` null at the top; `path` its dotted name (`items.element.sku`). */
export interface PlacedField {
  readonly field: NestedField;
  readonly path: string;
  readonly parentId: number | null;
  readonly depth: number;
}

/** Every field, parents before children; the insides of lists and maps are called element, key and value. */
export function placedFields(schema: { readonly fields: readonly NestedField[] }): readonly PlacedField[] {
  const placed: PlacedField[] = [];
  const place = (field: NestedField, parent: PlacedField | null): void => {
    const here = { field, path: parent === null ? field.name : `${parent.path}.${field.name}`, parentId: parent?.field.id ?? null, depth: parent === null ? 0 : parent.depth + 1 };
    placed.push(here);
    for (const child of children(field.type)) place(child, here);
  };
  for (const field of schema.fields) place(field, null);
  return placed;
}

/** The fields directly inside a type. */
export function children(type: IcebergType): readonly NestedField[] {
  switch (type.type) {
    case 'struct': return type.fields;
    case 'list': return [{ id: type.elementId, name: 'element', required: type.elementRequired, type: type.element }];
    case 'map': return [{ id: type.keyId, name: 'key', required: true, type: type.key }, { id: type.valueId, name: 'value', required: type.valueRequired, type: type.value }];
    default: return [];
  }
}

export const fieldById = (schema: Schema, id: number): PlacedField | null => placedFields(schema).find((placed) => placed.field.id === id) ?? null;
/** By dotted name; exact first, else the only one that differs in case. */
export function fieldByPath(schema: Schema, path: string): PlacedField | null {
  const placed = placedFields(schema);
  const exact = placed.find((candidate) => candidate.path === path);
  if (exact) return exact;
  const loose = placed.filter((candidate) => candidate.path.toLowerCase() === path.toLowerCase());
  return loose.length === 1 ? (loose[0] ?? null) : null;
}
export const highestFieldId = (fields: readonly NestedField[]): number => placedFields({ fields }).reduce((highest, { field }) => Math.max(highest, field.id), 0);

export function schemaById(metadata: TableMetadata, id: number): Schema {
  const schema = metadata.schemas.find((candidate) => candidate.schemaId === id);
  if (!schema) throw notFound('schema', String(id));
  return schema;
}
export const currentSchema = (metadata: TableMetadata): Schema => schemaById(metadata, metadata.currentSchemaId);

export function specById(metadata: TableMetadata, id: number): PartitionSpec {
  const spec = metadata.partitionSpecs.find((candidate) => candidate.specId === id);
  if (!spec) throw notFound('partition spec', String(id));
  return spec;
}
export const currentSpec = (metadata: TableMetadata): PartitionSpec => specById(metadata, metadata.defaultSpecId);
export const currentSortOrder = (metadata: TableMetadata): SortOrder => metadata.sortOrders.find((order) => order.orderId === metadata.defaultSortOrderId) ?? { orderId: 0, fields: [] };

/** Type of a column by id in any schema of the table, newest first: a partition's source may be gone from the current one. */
export function typeOfField(metadata: TableMetadata, id: number): IcebergType | null {
  const current = fieldById(currentSchema(metadata), id);
  if (current) return current.field.type;
  for (const schema of [...metadata.schemas].reverse()) {
    const found = fieldById(schema, id);
    if (found) return found.field.type;
  }
  return null;
}
