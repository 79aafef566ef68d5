import { applyUpdates, currentSchema, evolveSortOrder, evolveSpec, placedFields, fieldByPath, type IcebergType, type NestedField, type Schema, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';
import { typeToText } from '@/lib/model/iceberg/schema/type-json';
import { checkSchema } from '@/lib/model/iceberg/updates/schema-rules';
import { invalidInput } from '@/lib/model/errors';
import type { Definition } from './definition-of';

/**
 * Updates that give a table another definition and no rows, and keep its history: what was committed before can still be
 * read and expired. A column that keeps its name and type keeps its id, as in Iceberg's own replace: a partition field of earlier
 * files may bear its name, and readers in Java bind every spec to the newest schema. One of another type gets a new id.
 */
export function replacementOf(metadata: TableMetadata, definition: Definition, nowMs: number): readonly TableUpdate[] {
  const { formatVersion = metadata.formatVersion, properties = {}, partition = [], sort = [], identifiers = [] } = definition;
  if (formatVersion < metadata.formatVersion) throw invalidInput(`The table that is there is of format version ${metadata.formatVersion}, and cannot go back to ${formatVersion}.`);
  const start: readonly TableUpdate[] = [
    ...(formatVersion > metadata.formatVersion ? [{ action: 'upgrade-format-version' as const, formatVersion }] : []),
    ...(Object.hasOwn(metadata.refs, 'main') ? [{ action: 'remove-snapshot-ref' as const, name: 'main' }] : []),
  ];
  const schema = schemaOf(metadata, definition.fields, identifiers, formatVersion);
  const withSchema = { ...metadata, formatVersion, schemas: [...metadata.schemas, { ...schema, schemaId: -2 }], currentSchemaId: -2 };
  const stale = Object.keys(metadata.properties).filter((key) => !Object.hasOwn(properties, key));
  const updates: readonly TableUpdate[] = [
    ...start, { action: 'add-schema', schema }, { action: 'set-current-schema', schemaId: -1 },
    { action: 'add-spec', fields: evolveSpec(withSchema, partition) }, { action: 'set-default-spec', specId: -1 },
    { action: 'add-sort-order', fields: evolveSortOrder(withSchema, sort) }, { action: 'set-default-sort-order', orderId: -1 },
    ...(stale.length > 0 ? [{ action: 'remove-properties' as const, removals: stale }] : []), ...(Object.keys(properties).length > 0 ? [{ action: 'set-properties' as const, updates: properties }] : []),
  ];
  // whatever the rules of updates refuse is refused before anything is built on it
  applyUpdates(metadata, updates, nowMs);
  return updates;
}

function schemaOf(metadata: TableMetadata, fields: readonly NestedField[], identifiers: readonly string[], formatVersion: number): Schema {
  let next = metadata.lastColumnId;
  const numbered = withIds(fields, knownFields(metadata), () => (next += 1));
  const schema = { schemaId: 0, fields: numbered, identifierFieldIds: [] as readonly number[] };
  const seen = new Set<string>();
  for (const { path } of placedFields(schema)) {
    if (seen.has(path.toLowerCase())) throw invalidInput(`Two columns are called ${path}.`);
    seen.add(path.toLowerCase());
  }
  const whole = { ...schema, identifierFieldIds: identifiers.flatMap((path) => fieldByPath(schema, path)?.field.id ?? []) };
  checkSchema(whole, formatVersion, null);
  return whole;
}

/** Columns whose ids a new one of their path may take: those of today, and of earlier schemas those whose name a partition field bears. */
function knownFields(metadata: TableMetadata): ReadonlyMap<string, NestedField> {
  const borne = new Map(metadata.partitionSpecs.flatMap(({ fields }) => fields).filter(({ transform }) => transform.kind === 'identity' || transform.kind === 'void').map(({ name, sourceId }) => [name, sourceId]));
  const earlier = metadata.schemas.flatMap(placedFields).filter(({ path, field }) => borne.get(path) === field.id);
  return new Map([...earlier, ...placedFields(currentSchema(metadata))].map(({ path, field }) => [path, field]));
}

const isNested = ({ type }: IcebergType): boolean => type === 'struct' || type === 'list' || type === 'map';
const isSame = (a: IcebergType, b: IcebergType): boolean => (isNested(a) ? a.type === b.type : typeToText(a) === typeToText(b));

/** Ids for new fields, siblings before their children: those of the fields of the same path and type in `before`, else fresh ones. */
function withIds(fields: readonly NestedField[], before: ReadonlyMap<string, NestedField>, fresh: () => number): readonly NestedField[] {
  const idOf = (path: string, type: IcebergType): number => {
    const known = before.get(path);
    return known !== undefined && isSame(known.type, type) ? known.id : fresh();
  };
  const numbered = (some: readonly NestedField[], parent: string): readonly NestedField[] =>
    some.map((field) => ({ ...field, id: idOf(parent + field.name, field.type) })).map((field) => ({ ...field, type: inside(field.type, parent + field.name) }));
  const inside = (type: IcebergType, path: string): IcebergType => {
    switch (type.type) {
      case 'struct': return { ...type, fields: numbered(type.fields, `${path}.`) };
      case 'list': return { ...type, elementId: idOf(`${path}.element`, type.element), element: inside(type.element, `${path}.element`) };
      case 'map': return { ...type, keyId: idOf(`${path}.key`, type.key), valueId: idOf(`${path}.value`, type.value), key: inside(type.key, `${path}.key`), value: inside(type.value, `${path}.value`) };
      default: return type;
    }
  };
  return numbered(fields, '');
}
