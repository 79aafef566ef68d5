import { placedFields, toLogicalType, transformText, typeToText, type PartitionSpec, type Schema, type SortOrder, type TableMetadata, currentSpec, currentSortOrder } from '@/lib/model/iceberg';
import { stringifyJson, type Json } from '@/lib/model/values/lossless-json';
import { typeText } from '@/lib/model/values/type-text';

const json = (value: Json | undefined): string | null => (value === undefined ? null : stringifyJson(value));

/** A type as Trino writes it, or as the format does where Trino has none. */
export function typeName(type: Parameters<typeof toLogicalType>[0]): string {
  const logical = toLogicalType(type);
  return logical === null ? typeToText(type) : typeText(logical);
}

export function presentSchema(schema: Schema, spec: PartitionSpec | null, order: SortOrder | null) {
  return {
    schemaId: schema.schemaId,
    fields: placedFields(schema).map(({ field, path, parentId, depth }) => ({
      id: field.id, parentId, depth, name: field.name, path, required: field.required, icebergType: typeToText(field.type), type: typeName(field.type),
      doc: field.doc ?? null, initialDefault: json(field.initialDefault), writeDefault: json(field.writeDefault),
      identifier: schema.identifierFieldIds.includes(field.id),
      partitionTransforms: (spec?.fields ?? []).filter((partition) => partition.sourceId === field.id && partition.transform.kind !== 'void').map((partition) => transformText(partition.transform)),
      sorted: (order?.fields ?? []).some((sort) => sort.sourceId === field.id),
    })),
  };
}
export const presentCurrentSchema = (metadata: TableMetadata, schema: Schema) => presentSchema(schema, currentSpec(metadata), currentSortOrder(metadata));

/** What changed from one schema to the next, in words. */
export function schemaChanges(before: Schema | null, after: Schema): string[] {
  if (before === null) return [];
  const old = new Map(placedFields(before).map((placed) => [placed.field.id, placed]));
  const now = new Map(placedFields(after).map((placed) => [placed.field.id, placed]));
  const words: string[] = [];
  for (const [id, { field, path }] of now) {
    const was = old.get(id);
    if (!was) { words.push(`added ${path} ${typeName(field.type)}`); continue; }
    if (was.field.name !== field.name) words.push(`renamed ${was.path} to ${field.name}`);
    if (isLeaf(field.type) && typeToText(was.field.type) !== typeToText(field.type)) words.push(`widened ${path} from ${typeName(was.field.type)} to ${typeName(field.type)}`);
    if (was.field.required !== field.required) words.push(`made ${path} ${field.required ? 'required' : 'optional'}`);
    if (was.field.doc !== field.doc) words.push(`changed the description of ${path}`);
    if (json(was.field.writeDefault) !== json(field.writeDefault)) words.push(field.writeDefault === undefined ? `took the default of ${path} away` : `made ${json(field.writeDefault)} the default of ${path}`);
  }
  for (const [id, { path }] of old) if (!now.has(id)) words.push(`dropped ${path}`);
  if (orderOf(before, now) !== orderOf(after, old)) words.push('reordered columns');
  if (!isSameSet(before.identifierFieldIds, after.identifierFieldIds)) words.push(after.identifierFieldIds.length === 0 ? 'rows are identified by no columns' : `rows are identified by ${placedFields(after).filter(({ field }) => after.identifierFieldIds.includes(field.id)).map(({ path }) => path).join(', ')}`);
  return words;
}
const isSameSet = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((id) => b.includes(id));
/** Ids of the fields that the other schema has too, as they stand in each struct. */
function orderOf(schema: Schema, other: ReadonlyMap<number, unknown>): string {
  const structs = new Map<number, number[]>();
  for (const { field, parentId } of placedFields(schema)) if (other.has(field.id)) structs.set(parentId ?? -1, [...(structs.get(parentId ?? -1) ?? []), field.id]);
  return [...structs].map(([parent, ids]) => `${parent}:${ids.join()}`).sort().join(';');
}
const isLeaf = (type: { readonly type: string }): boolean => type.type !== 'struct' && type.type !== 'list' && type.type !== 'map';
