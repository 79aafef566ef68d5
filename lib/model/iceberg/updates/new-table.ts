import { invalidInput } from '@/lib/model/errors';
import { PARTITION_FIELD_ID_START } from '../schema/spec-json';
import { UNSORTED } from '../metadata/parse';
import { fieldByPath, placedFields } from '../schema/lookup';
import type { IcebergType, NestedField, PartitionField, SortField, TableMetadata, Transform } from '../types';

export interface NewTable {
  /** ids may be anything: they are given anew */
  readonly fields: readonly NestedField[];
  /** by dotted column name */
  readonly partition?: readonly { readonly column: string; readonly transform: Transform; readonly name?: string }[];
  readonly sort?: readonly { readonly column: string; readonly transform?: Transform; readonly direction?: 'asc' | 'desc'; readonly nullOrder?: SortField['nullOrder'] }[];
  readonly identifiers?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly formatVersion?: 1 | 2 | 3;
  readonly location: string;
  readonly uuid: string;
}

/** Metadata of a table without rows. Ids of columns count from 1, a level at a time, as other writers give them. */
export function newTableMetadata(table: NewTable, nowMs: number): TableMetadata {
  let lastColumnId = 0;
  const fresh = (): number => (lastColumnId += 1);
  const fields = assignIds(table.fields, fresh);
  const schema = { schemaId: 0, fields, identifierFieldIds: [] as readonly number[] };
  const seen = new Set<string>();
  for (const { path } of placedFields(schema)) {
    if (seen.has(path.toLowerCase())) throw invalidInput(`Two columns are called ${path}.`);
    seen.add(path.toLowerCase());
  }
  const idOf = (column: string): number => {
    const placed = fieldByPath(schema, column);
    if (placed === null) throw invalidInput(`There is no column ${column}.`);
    return placed.field.id;
  };
  const partition = (table.partition ?? []).map((field, index): PartitionField => ({ fieldId: PARTITION_FIELD_ID_START + index, sourceId: idOf(field.column), name: field.name ?? partitionFieldName(field.column, field.transform), transform: field.transform }));
  const sort = (table.sort ?? []).map((field): SortField => ({ sourceId: idOf(field.column), transform: field.transform ?? { kind: 'identity' }, direction: field.direction ?? 'asc', nullOrder: field.nullOrder ?? (field.direction === 'desc' ? 'nulls-last' : 'nulls-first') }));
  const formatVersion = table.formatVersion ?? 2;
  return {
    formatVersion, tableUuid: table.uuid, location: table.location, lastSequenceNumber: 0n, lastUpdatedMs: nowMs, lastColumnId,
    schemas: [{ ...schema, identifierFieldIds: (table.identifiers ?? []).map(idOf) }], currentSchemaId: 0,
    partitionSpecs: [{ specId: 0, fields: partition }], defaultSpecId: 0, lastPartitionId: PARTITION_FIELD_ID_START - 1 + partition.length,
    sortOrders: sort.length === 0 ? [UNSORTED] : [{ orderId: 1, fields: sort }], defaultSortOrderId: sort.length === 0 ? 0 : 1,
    properties: table.properties ?? {}, currentSnapshotId: null, snapshots: [], snapshotLog: [], metadataLog: [], refs: {},
    nextRowId: formatVersion >= 3 ? 0n : null, statistics: [], partitionStatistics: [], extra: {},
  };
}

/** The usual name of a partition field: the column itself, or column and transform. */
export function partitionFieldName(column: string, transform: Transform): string {
  switch (transform.kind) {
    case 'identity': return column;
    case 'bucket': return `${column}_bucket`;
    case 'truncate': return `${column}_trunc`;
    case 'void': return `${column}_null`;
    case 'unknown': return `${column}_part`;
    default: return `${column}_${transform.kind}`;
  }
}

/** Fresh ids for every field, siblings before their children. */
export function assignIds(fields: readonly NestedField[], fresh: () => number): readonly NestedField[] {
  const numbered = fields.map((field) => ({ ...field, id: fresh() }));
  return numbered.map((field) => ({ ...field, type: assignInside(field.type, fresh) }));
}

export function assignInside(type: IcebergType, fresh: () => number): IcebergType {
  switch (type.type) {
    case 'struct': return { ...type, fields: assignIds(type.fields, fresh) };
    case 'list': { const elementId = fresh(); return { ...type, elementId, element: assignInside(type.element, fresh) }; }
    case 'map': { const keyId = fresh(); const valueId = fresh(); return { ...type, keyId, valueId, key: assignInside(type.key, fresh), value: assignInside(type.value, fresh) }; }
    default: return type;
  }
}
