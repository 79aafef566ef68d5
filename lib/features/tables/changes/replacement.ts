import { applyUpdates, evolveSortOrder, evolveSpec, placedFields, fieldByPath, type NestedField, type Schema, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';
import { checkSchema } from '@/lib/model/iceberg/updates/schema-rules';
import { assignIds } from '@/lib/model/iceberg/updates/new-table';
import { invalidInput } from '@/lib/model/errors';
import type { Definition } from './definition-of';

/**
 * Updates that give a table another definition and no rows, and keep its history: what was committed before can still be
 * read and expired. Columns get new ids, so that nothing of the old rows shows under the new names.
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
  const numbered = assignIds(fields, () => (next += 1));
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
