import { currentSchema, evolveSchema, evolveSortOrder, evolveSpec, refByName, type OrderField, type SchemaChange, type SnapshotRef, type SpecField, type TableMetadata } from '@/lib/model/iceberg';
import { invalidInput } from '@/lib/model/errors';
import type { Change } from '../commits/commit-table';

/** What a change of definitions is built on: the metadata alone, so that several can be built one on the other. */
type Base = { readonly metadata: TableMetadata };

/** Evolves the current schema; rebuilt on a fresh base, so the changes must still make sense there. */
export function schemaChange({ metadata }: Base, changes: readonly SchemaChange[]): Change {
  const schema = evolveSchema(currentSchema(metadata), changes, { lastColumnId: metadata.lastColumnId, formatVersion: metadata.formatVersion, hasRows: metadata.snapshots.length > 0 });
  return {
    files: [],
    requirements: [{ type: 'assert-current-schema-id', currentSchemaId: metadata.currentSchemaId }, { type: 'assert-last-assigned-field-id', lastAssignedFieldId: metadata.lastColumnId }],
    updates: [{ action: 'add-schema', schema }, { action: 'set-current-schema', schemaId: -1 }],
  };
}

/** Partitions new data by `fields` from now on; files that are there keep the spec they were written with. */
export function specChange({ metadata }: Base, fields: readonly SpecField[]): Change {
  return {
    files: [],
    requirements: [{ type: 'assert-default-spec-id', defaultSpecId: metadata.defaultSpecId }, { type: 'assert-last-assigned-partition-id', lastAssignedPartitionId: metadata.lastPartitionId }],
    updates: [{ action: 'add-spec', fields: evolveSpec(metadata, fields) }, { action: 'set-default-spec', specId: -1 }],
  };
}

/** Sorts new data by `fields` from now on; none: unsorted. */
export function sortOrderChange({ metadata }: Base, fields: readonly OrderField[]): Change {
  return {
    files: [],
    requirements: [{ type: 'assert-default-sort-order-id', defaultSortOrderId: metadata.defaultSortOrderId }],
    updates: [{ action: 'add-sort-order', fields: evolveSortOrder(metadata, fields) }, { action: 'set-default-sort-order', orderId: -1 }],
  };
}

/** Names a snapshot. A tag stays, a branch moves with its commits. */
export function refChange({ metadata }: Base, name: string, ref: Pick<SnapshotRef, 'type' | 'snapshotId'> & Partial<SnapshotRef>): Change {
  if (name === 'main' || name.trim() === '') throw invalidInput('Choose another name: main is the table itself.');
  return {
    files: [],
    requirements: [{ type: 'assert-ref-snapshot-id', ref: name, snapshotId: refByName(metadata, name)?.snapshotId ?? null }],
    updates: [{ action: 'set-snapshot-ref', name, ref: { minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null, ...ref } }],
  };
}

export const propertiesChange = (_: Base, updates: Readonly<Record<string, string>>, removals: readonly string[] = []): Change => ({
  files: [], requirements: [],
  updates: [...(Object.keys(updates).length > 0 ? [{ action: 'set-properties' as const, updates }] : []), ...(removals.length > 0 ? [{ action: 'remove-properties' as const, removals }] : [])],
});

/** Raises the format version; a table of version 1 without a UUID gets `uuid`. */
export const formatChange = ({ metadata }: Base, formatVersion: 2 | 3, uuid: string): Change => ({
  files: [], requirements: metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid', uuid: metadata.tableUuid }],
  updates: [...(metadata.tableUuid === null ? [{ action: 'assign-uuid' as const, uuid }] : []), { action: 'upgrade-format-version', formatVersion }],
});
