import { brokenTable, unsupported } from '@/lib/model/errors';
import { parseLargeJson } from '@/lib/model/values/large-json';
import { readPartitionFields, readSortOrder, PARTITION_FIELD_ID_START } from '../schema/spec-json';
import { readSchema } from '../schema/type-json';
import type { PartitionSpec, Schema, SnapshotRef, SortOrder, TableMetadata } from '../types';
import { Reader } from './json';
import { readRef, readSnapshot } from './snapshot-json';

export const UNSORTED: SortOrder = { orderId: 0, fields: [] };

/**
 * Table metadata of any version from its text (spec, Table Metadata and Appendix C), with what v1 writers left out
 * filled in. `file` names it in errors. Throws BROKEN_TABLE, or UNSUPPORTED for a version after 3.
 */
export function parseTableMetadata(text: string, file: string): TableMetadata {
  let json;
  try {
    json = parseLargeJson(text);
  } catch (error) {
    throw brokenTable(`${file} is not valid JSON.`, file, error);
  }
  const reader = new Reader(json, 'the table metadata', file);
  const version = reader.int('format-version');
  if (version !== 1 && version !== 2 && version !== 3) throw unsupported(`${file} is of format version ${version}; this console reads 1, 2 and 3.`);
  const { schemas, currentSchemaId } = readSchemas(reader, file);
  const { partitionSpecs, defaultSpecId } = readSpecs(reader);
  const sortOrders = reader.list('sort-orders', 'a sort order', readSortOrder);
  const currentSnapshotId = reader.optionalLong('current-snapshot-id');
  const current = currentSnapshotId === null || currentSnapshotId === -1n ? null : currentSnapshotId;
  const snapshots = reader.list('snapshots', 'a snapshot', readSnapshot);
  if (current !== null && !snapshots.some((snapshot) => snapshot.snapshotId === current)) throw brokenTable(`${file} says that snapshot ${current} is the current one, and does not list it.`, file);
  const highestPartitionId = Math.max(PARTITION_FIELD_ID_START - 1, ...partitionSpecs.flatMap((spec) => spec.fields.map((field) => field.fieldId)));
  return {
    formatVersion: version,
    tableUuid: reader.optionalText('table-uuid'),
    location: reader.text('location'),
    lastSequenceNumber: reader.optionalLong('last-sequence-number') ?? 0n,
    lastUpdatedMs: reader.optionalInt('last-updated-ms') ?? 0,
    lastColumnId: reader.int('last-column-id'),
    schemas, currentSchemaId, partitionSpecs, defaultSpecId,
    lastPartitionId: reader.optionalInt('last-partition-id') ?? highestPartitionId,
    sortOrders: sortOrders.length > 0 ? sortOrders : [UNSORTED],
    defaultSortOrderId: reader.optionalInt('default-sort-order-id') ?? 0,
    properties: reader.texts('properties'),
    currentSnapshotId: current,
    snapshots,
    snapshotLog: reader.list('snapshot-log', 'a log entry', (entry) => ({ timestampMs: entry.int('timestamp-ms'), snapshotId: entry.long('snapshot-id'), ...entry.kept() })),
    metadataLog: reader.list('metadata-log', 'a log entry', (entry) => ({ timestampMs: entry.int('timestamp-ms'), metadataFile: entry.text('metadata-file'), ...entry.kept() })),
    refs: readRefs(reader, current),
    nextRowId: version >= 3 ? (reader.optionalLong('next-row-id') ?? 0n) : null,
    statistics: reader.optionalList('statistics') ?? [],
    partitionStatistics: reader.optionalList('partition-statistics') ?? [],
    extra: reader.extra(),
  };
}

function readSchemas(reader: Reader, file: string): { schemas: readonly Schema[]; currentSchemaId: number } {
  const schemas = reader.list('schemas', 'a schema', (schema) => readSchema(schema, file, 0));
  const single = reader.optionalObject('schema', 'the schema');
  if (schemas.length === 0) {
    if (single === null) throw brokenTable(`${file} has no schema.`, file);
    const schema = readSchema(single, file, reader.optionalInt('current-schema-id') ?? 0);
    return { schemas: [schema], currentSchemaId: schema.schemaId };
  }
  const currentSchemaId = reader.int('current-schema-id');
  if (!schemas.some((schema) => schema.schemaId === currentSchemaId)) throw brokenTable(`${file} says that schema ${currentSchemaId} is the current one, and does not list it.`, file);
  return { schemas, currentSchemaId };
}

function readSpecs(reader: Reader): { partitionSpecs: readonly PartitionSpec[]; defaultSpecId: number } {
  const specs = reader.list('partition-specs', 'a partition spec', (spec) => ({ specId: spec.int('spec-id'), fields: readPartitionFields(spec.list('fields', 'a partition field', (field) => field)), ...spec.kept() }));
  const single = reader.list('partition-spec', 'a partition field', (field) => field);
  const defaultSpecId = reader.optionalInt('default-spec-id') ?? 0;
  return specs.length > 0 ? { partitionSpecs: specs, defaultSpecId } : { partitionSpecs: [{ specId: defaultSpecId, fields: readPartitionFields(single) }], defaultSpecId };
}

function readRefs(reader: Reader, current: bigint | null): Readonly<Record<string, SnapshotRef>> {
  const refs = reader.optionalObject('refs', 'the refs');
  const named = (refs?.keys() ?? []).flatMap((name): [string, SnapshotRef][] => {
    const ref = refs?.optionalObject(name, `the ref ${name}`);
    return ref ? [[name, readRef(ref)]] : [];
  });
  // before refs were written, the current snapshot was main
  if (current !== null && !named.some(([name]) => name === 'main')) named.push(['main', { snapshotId: current, type: 'branch', minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }]);
  return Object.fromEntries(named);
}
