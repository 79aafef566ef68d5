import { stringifyJson } from '@/lib/model/values/lossless-json';
import { writePartitionField, writeSortOrder, writeSpec } from '../schema/spec-json';
import { writeSchema } from '../schema/type-json';
import type { JsonValue, TableMetadata } from '../types';
import { present } from './json';
import { writeRef, writeSnapshot } from './snapshot-json';

/** The text of a metadata file; v1 carries the older keys beside the newer ones, as every writer does. */
export function serializeTableMetadata(metadata: TableMetadata): string {
  const v1 = metadata.formatVersion === 1;
  const schema = metadata.schemas.find((candidate) => candidate.schemaId === metadata.currentSchemaId);
  const spec = metadata.partitionSpecs.find((candidate) => candidate.specId === metadata.defaultSpecId);
  const object: { readonly [key: string]: JsonValue } = {
    'format-version': metadata.formatVersion,
    ...present({
      'table-uuid': metadata.tableUuid ?? undefined,
      location: metadata.location,
      'last-sequence-number': v1 ? undefined : metadata.lastSequenceNumber,
      'last-updated-ms': metadata.lastUpdatedMs,
      'last-column-id': metadata.lastColumnId,
      schema: v1 && schema ? writeSchema(schema) : undefined,
      'current-schema-id': metadata.currentSchemaId,
      schemas: metadata.schemas.map(writeSchema),
      'partition-spec': v1 && spec ? spec.fields.map(writePartitionField) : undefined,
      'default-spec-id': metadata.defaultSpecId,
      'partition-specs': metadata.partitionSpecs.map(writeSpec),
      'last-partition-id': metadata.lastPartitionId,
      'default-sort-order-id': metadata.defaultSortOrderId,
      'sort-orders': metadata.sortOrders.map(writeSortOrder),
      properties: metadata.properties,
      'current-snapshot-id': metadata.currentSnapshotId ?? -1,
      'next-row-id': metadata.nextRowId ?? undefined,
      refs: Object.fromEntries(Object.entries(metadata.refs).map(([name, ref]) => [name, writeRef(ref)])),
      snapshots: metadata.snapshots.map((snapshot) => writeSnapshot(snapshot, metadata.formatVersion)),
      statistics: metadata.statistics,
      'partition-statistics': metadata.partitionStatistics,
      'snapshot-log': metadata.snapshotLog.map((entry) => ({ 'timestamp-ms': entry.timestampMs, 'snapshot-id': entry.snapshotId, ...entry.extra })),
      'metadata-log': metadata.metadataLog.map((entry) => ({ 'timestamp-ms': entry.timestampMs, 'metadata-file': entry.metadataFile, ...entry.extra })),
    }),
    ...metadata.extra,
  };
  return stringifyJson(object, 2);
}
