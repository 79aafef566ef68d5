import { currentSchema, currentSortOrder, currentSpec, evolveSchema, fieldById, fieldByPath, partitionFieldName, refByName, type Schema, type SchemaChange, type SnapshotRef, type TableMetadata, type Transform } from '@/lib/model/iceberg';
import { invalidInput } from '@/lib/model/errors';
import type { Change } from '../commits/commit-table';
import type { LoadedTable } from '../tables/load-table';

/** Evolves the current schema; rebuilt on a fresh base, so the changes must still make sense there. */
export function schemaChange({ metadata }: LoadedTable, changes: readonly SchemaChange[]): Change {
  const schema = evolveSchema(currentSchema(metadata), changes, metadata.lastColumnId, metadata.formatVersion);
  requireSources(metadata, schema);
  return {
    files: [],
    requirements: [{ type: 'assert-current-schema-id', currentSchemaId: metadata.currentSchemaId }, { type: 'assert-last-assigned-field-id', lastAssignedFieldId: metadata.lastColumnId }],
    updates: [{ action: 'add-schema', schema }, { action: 'set-current-schema', schemaId: -1 }],
  };
}

/** A column that the table is partitioned or sorted by must stay: readers in Java refuse a table whose spec names a column that is gone. */
function requireSources(metadata: TableMetadata, schema: Schema): void {
  const before = currentSchema(metadata);
  const uses = [
    ...currentSpec(metadata).fields.filter(({ transform }) => transform.kind !== 'void').map(({ sourceId, transform }) => ({ sourceId, transform, how: 'partitioned' })),
    ...currentSortOrder(metadata).fields.map(({ sourceId, transform }) => ({ sourceId, transform, how: 'sorted' })),
  ];
  for (const { sourceId, transform, how } of uses) {
    const from = fieldById(before, sourceId);
    if (from === null) continue;
    const to = fieldById(schema, sourceId);
    if (to === null) throw invalidInput(`The table is ${how} by ${from.path}; change that first, then the column can go.`);
    // of all promotions this one alone changes what a transform answers (spec, Schema Evolution)
    const changes = from.field.type.type === 'date' && to.field.type.type !== 'date' && !['year', 'month', 'day'].includes(transform.kind);
    if (changes) throw invalidInput(`The table is ${how} by ${from.path}, whose values would change with its type; change that first.`);
  }
}

export interface SpecField { readonly column: string; readonly transform: Transform; readonly name?: string }

/** Partitions new data by `fields` from now on; files that are there keep the spec they were written with. */
export function specChange({ metadata }: LoadedTable, fields: readonly SpecField[]): Change {
  const schema = currentSchema(metadata);
  const wanted = fields.map(({ column, transform, name }) => {
    const placed = fieldByPath(schema, column);
    if (placed === null) throw invalidInput(`There is no column ${column} to partition by.`);
    return { sourceId: placed.field.id, name: name ?? partitionFieldName(column, transform), transform };
  });
  return {
    files: [],
    requirements: [{ type: 'assert-default-spec-id', defaultSpecId: metadata.defaultSpecId }, { type: 'assert-last-assigned-partition-id', lastAssignedPartitionId: metadata.lastPartitionId }],
    updates: [{ action: 'add-spec', fields: wanted }, { action: 'set-default-spec', specId: -1 }],
  };
}

/** Names a snapshot. A tag stays, a branch moves with its commits. */
export function refChange({ metadata }: LoadedTable, name: string, ref: Pick<SnapshotRef, 'type' | 'snapshotId'> & Partial<SnapshotRef>): Change {
  if (name === 'main' || name.trim() === '') throw invalidInput('Choose another name: main is the table itself.');
  return {
    files: [],
    requirements: [{ type: 'assert-ref-snapshot-id', ref: name, snapshotId: refByName(metadata, name)?.snapshotId ?? null }],
    updates: [{ action: 'set-snapshot-ref', name, ref: { minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null, ...ref } }],
  };
}

export const propertiesChange = (_: LoadedTable, updates: Readonly<Record<string, string>>): Change => ({ files: [], requirements: [], updates: [{ action: 'set-properties', updates }] });
