import { currentSchema, currentSnapshot, currentSpec, partitionText, placedFields, specById, toLogicalType, transformResultType, typeOfField, valueFromBytes, valueText, type ContentFile, type IcebergType, type NestedField, type PrimitiveType, type PrimitiveValue, type TableMetadata } from '@/lib/model/iceberg';
import { mapBounded } from '../bounded';
import type { LoadedTable } from '../tables/load-table';
import type { Cell, Column, LogicalType } from '@/lib/model/values/types';
import type { ManifestReader } from '../scans/read-manifests';
import { array, bigint, boolean, columns, integer, long, map, row, varchar, type MetadataTable } from './table';

const MANIFESTS_AT_ONCE = 8;

async function liveFiles(loaded: LoadedTable, reader: ManifestReader): Promise<readonly ContentFile[]> {
  const manifests = await reader.manifests(loaded, currentSnapshot(loaded.metadata));
  const entries = await mapBounded(manifests, MANIFESTS_AT_ONCE, (manifest) => reader.entriesOf(loaded, manifest, 'all'));
  return entries.flat().filter((entry) => entry.status !== 'deleted').map((entry) => entry.file);
}

const sourceType = (metadata: TableMetadata, id: number): IcebergType => typeOfField(metadata, id) ?? { type: 'unknown' };
const counts = (values: ReadonlyMap<number, number> | null): Cell => (values === null ? null : [...values].map(([id, count]) => [id, long(count)]));
const bounds = (metadata: TableMetadata, values: ReadonlyMap<number, Uint8Array> | null): Cell =>
  values === null ? null : [...values].map(([id, bytes]) => { const type = sourceType(metadata, id); const value = valueFromBytes(type, bytes); return [id, value === null ? null : valueText(type, value)]; });

export const filesTable: MetadataTable = {
  columns: () => columns(
    ['content', integer], ['file_path', varchar], ['file_format', varchar], ['record_count', bigint], ['file_size_in_bytes', bigint], ['column_sizes', map(integer, bigint)], ['value_counts', map(integer, bigint)],
    ['null_value_counts', map(integer, bigint)], ['nan_value_counts', map(integer, bigint)], ['lower_bounds', map(integer, varchar)], ['upper_bounds', map(integer, varchar)], ['key_metadata', { kind: 'varbinary' }], ['split_offsets', array(bigint)], ['equality_ids', array(integer)],
  ),
  rows: async (loaded, reader) => (await liveFiles(loaded, reader)).map((file) => [
    file.content === 'data' ? 0 : file.content === 'position-deletes' ? 1 : 2, file.path, file.format.toUpperCase(), long(file.recordCount), long(file.fileSizeInBytes), counts(file.columnSizes), counts(file.valueCounts), counts(file.nullValueCounts), counts(file.nanValueCounts),
    bounds(loaded.metadata, file.lowerBounds), bounds(loaded.metadata, file.upperBounds), file.keyMetadata === null ? null : Buffer.from(file.keyMetadata).toString('base64'), file.splitOffsets?.map(String) ?? null, file.equalityIds ?? null,
  ]),
};

const summary = row([['contains_null', boolean], ['contains_nan', boolean], ['lower_bound', varchar], ['upper_bound', varchar]]);
export const manifestsTable: MetadataTable = {
  columns: () => columns(
    ['path', varchar], ['length', bigint], ['partition_spec_id', integer], ['added_snapshot_id', bigint], ['added_data_files_count', integer], ['added_rows_count', bigint], ['existing_data_files_count', integer], ['existing_rows_count', bigint],
    ['deleted_data_files_count', integer], ['deleted_rows_count', bigint], ['partition_summaries', array(summary)],
  ),
  rows: async (loaded, reader) => (await reader.manifests(loaded, currentSnapshot(loaded.metadata))).map((manifest) => {
    const spec = specById(loaded.metadata, manifest.specId);
    const text = (position: number, bytes: Uint8Array | null): string | null => {
      const field = spec.fields[position];
      if (!field || bytes === null) return null;
      const source = sourceType(loaded.metadata, field.sourceId);
      return partitionText(field.transform, source, valueFromBytes(transformResultType(field.transform, source), bytes));
    };
    return [
      manifest.path, long(manifest.length), manifest.specId, long(manifest.addedSnapshotId), manifest.addedFilesCount, long(manifest.addedRowsCount), manifest.existingFilesCount, long(manifest.existingRowsCount), manifest.deletedFilesCount, long(manifest.deletedRowsCount),
      manifest.partitions?.map((part, position) => [part.containsNull, part.containsNan, text(position, part.lowerBound), text(position, part.upperBound)]) ?? [],
    ];
  }),
};

/** A value as a cell of the type that SQL gives its column. */
function cellOf(type: PrimitiveType, value: PrimitiveValue | null): Cell {
  if (value === null) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeof value === 'boolean' || (typeof value === 'number' && type.type !== 'date') ? value : valueText(type, value);
}
const logical = (type: IcebergType): LogicalType => toLogicalType(type) ?? varchar;

/** Primitive top-level columns that no identity partition field already tells. */
function dataColumns(metadata: TableMetadata): readonly NestedField[] {
  const identities = new Set(currentSpec(metadata).fields.filter((field) => field.transform.kind === 'identity').map((field) => field.sourceId));
  return placedFields(currentSchema(metadata)).filter(({ depth, field }) => depth === 0 && !identities.has(field.id) && !['struct', 'list', 'map', 'variant', 'geometry', 'geography', 'unknown'].includes(field.type.type)).map(({ field }) => field);
}

/** Partition fields of all specs, since old files keep theirs. */
function partitionFields(metadata: TableMetadata) {
  const fields = new Map(metadata.partitionSpecs.flatMap((spec) => spec.fields).filter((field) => field.transform.kind !== 'void').map((field) => [field.fieldId, field]));
  return [...fields.values()].sort((a, b) => a.fieldId - b.fieldId).map((field) => ({ field, type: transformResultType(field.transform, sourceType(metadata, field.sourceId)) }));
}

interface Range { lower: PrimitiveValue | null; upper: PrimitiveValue | null; nulls: number | null; nans: number | null; unknown: boolean }

export const partitionsTable: MetadataTable = {
  columns: ({ metadata }): readonly Column[] => {
    const partition = partitionFields(metadata);
    const data = dataColumns(metadata);
    return columns(
      ...(partition.length > 0 ? [['partition', row(partition.map(({ field, type }) => [field.name, logical(type)]))] as const] : []),
      ['record_count', bigint], ['file_count', bigint], ['total_size', bigint],
      ...(data.length > 0 ? [['data', row(data.map((field) => [field.name, row([['min', logical(field.type)], ['max', logical(field.type)], ['null_count', bigint], ['nan_count', bigint]])]))] as const] : []),
    );
  },
  rows: async (loaded, reader) => {
    const { metadata } = loaded;
    const partition = partitionFields(metadata);
    const data = dataColumns(metadata);
    const groups = new Map<string, { cells: readonly Cell[]; records: number; files: number; bytes: number; ranges: Range[] }>();
    for (const file of await liveFiles(loaded, reader)) {
      if (file.content !== 'data') continue;
      const spec = specById(metadata, file.specId);
      const cells = partition.map(({ field, type }) => cellOf(type, file.partition[spec.fields.findIndex((candidate) => candidate.fieldId === field.fieldId)] ?? null));
      const key = JSON.stringify([cells, partition.length > 0 ? file.specId : 0]);
      const group = groups.get(key) ?? { cells, records: 0, files: 0, bytes: 0, ranges: data.map(() => ({ lower: null, upper: null, nulls: 0, nans: null, unknown: false })) };
      groups.set(key, { ...group, records: group.records + file.recordCount, files: group.files + 1, bytes: group.bytes + file.fileSizeInBytes });
      data.forEach((field, index) => widen(group.ranges[index] as Range, field, file));
    }
    return [...groups.values()].map((group) => [
      ...(partition.length > 0 ? [group.cells] : []), long(group.records), long(group.files), long(group.bytes),
      ...(data.length > 0 ? [group.ranges.map((range, index) => { const type = (data[index] as NestedField).type as PrimitiveType; return [range.unknown ? null : cellOf(type, range.lower), range.unknown ? null : cellOf(type, range.upper), long(range.nulls), long(range.nans)]; })] : []),
    ]);
  },
};

function widen(range: Range, field: NestedField, file: ContentFile): void {
  const nulls = file.nullValueCounts?.get(field.id);
  const nans = file.nanValueCounts?.get(field.id);
  range.nulls = nulls === undefined || range.nulls === null ? null : range.nulls + nulls;
  if (nans !== undefined) range.nans = (range.nans ?? 0) + nans;
  const lower = file.lowerBounds?.get(field.id);
  const upper = file.upperBounds?.get(field.id);
  const low = lower ? valueFromBytes(field.type, lower) : null;
  const high = upper ? valueFromBytes(field.type, upper) : null;
  // a file without bounds, unless all of it is null, leaves the range open
  if ((low === null || high === null) && nulls !== file.valueCounts?.get(field.id)) range.unknown = true;
  if (low !== null && (range.lower === null || low < range.lower)) range.lower = low;
  if (high !== null && (range.upper === null || high > range.upper)) range.upper = high;
}
