import type { JsonValue, PartitionField, Schema, Snapshot, SnapshotRef, SortField } from '../types';

/** Metadata updates in the words of the REST spec. -1 as an id means "the one added last". */
export type TableUpdate =
  | { readonly action: 'assign-uuid'; readonly uuid: string }
  | { readonly action: 'upgrade-format-version'; readonly formatVersion: 1 | 2 | 3 }
  | { readonly action: 'add-schema'; readonly schema: Schema; readonly lastColumnId?: number }
  | { readonly action: 'set-current-schema'; readonly schemaId: number }
  | { readonly action: 'remove-schemas'; readonly schemaIds: readonly number[] }
  | { readonly action: 'add-spec'; readonly fields: readonly NewPartitionField[] }
  | { readonly action: 'set-default-spec'; readonly specId: number }
  | { readonly action: 'remove-partition-specs'; readonly specIds: readonly number[] }
  | { readonly action: 'add-sort-order'; readonly fields: readonly SortField[] }
  | { readonly action: 'set-default-sort-order'; readonly orderId: number }
  | { readonly action: 'set-properties'; readonly updates: Readonly<Record<string, string>> }
  | { readonly action: 'remove-properties'; readonly removals: readonly string[] }
  | { readonly action: 'set-location'; readonly location: string }
  | { readonly action: 'add-snapshot'; readonly snapshot: Snapshot }
  | { readonly action: 'remove-snapshots'; readonly snapshotIds: readonly bigint[] }
  | { readonly action: 'set-snapshot-ref'; readonly name: string; readonly ref: SnapshotRef }
  | { readonly action: 'remove-snapshot-ref'; readonly name: string }
  /** statistics files as their JSON, which is kept as it is */
  | { readonly action: 'set-statistics' | 'set-partition-statistics'; readonly snapshotId: bigint; readonly statistics: JsonValue }
  | { readonly action: 'remove-statistics' | 'remove-partition-statistics'; readonly snapshotId: bigint }
  | { readonly action: 'add-encryption-key'; readonly key: JsonValue }
  | { readonly action: 'remove-encryption-key'; readonly keyId: string };

/** A partition field without an id gets the one that the same source and transform had before, else the next free one. */
export type NewPartitionField = Omit<PartitionField, 'fieldId'> & { readonly fieldId?: number };

export type Requirement =
  | { readonly type: 'assert-create' }
  | { readonly type: 'assert-table-uuid'; readonly uuid: string }
  | { readonly type: 'assert-ref-snapshot-id'; readonly ref: string; readonly snapshotId: bigint | null }
  | { readonly type: 'assert-last-assigned-field-id'; readonly lastAssignedFieldId: number }
  | { readonly type: 'assert-current-schema-id'; readonly currentSchemaId: number }
  | { readonly type: 'assert-last-assigned-partition-id'; readonly lastAssignedPartitionId: number }
  | { readonly type: 'assert-default-spec-id'; readonly defaultSpecId: number }
  | { readonly type: 'assert-default-sort-order-id'; readonly defaultSortOrderId: number };
