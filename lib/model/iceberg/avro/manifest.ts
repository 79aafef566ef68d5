import { brokenTable } from '@/lib/model/errors';
import { stringifyJson } from '@/lib/model/values/lossless-json';
import { bigintToFixed, bytesToBigint, decimalBytes } from '../decimal';
import { writePartitionField } from '../schema/spec-json';
import { writeSchema } from '../schema/type-json';
import type { ContentFile, FileFormat, ManifestEntry, ManifestFile, PartitionSpec, PrimitiveType, PrimitiveValue, Schema } from '../types';
import { bytesToUuid, uuidToBytes } from '../values';
import { readContainer, readContainerHeader, writeContainer, type ContainerHeader, type Deflate, type Inflate } from './container';
import { avroName, manifestSchema } from './manifest-schema';

type Long = number | bigint;
type Pairs<T> = readonly { key: number; value: T }[] | null | undefined;
interface FileRecord {
  content?: number; file_path: string; file_format: string; partition: Record<string, unknown>; record_count: Long; file_size_in_bytes: Long;
  column_sizes?: Pairs<Long>; value_counts?: Pairs<Long>; null_value_counts?: Pairs<Long>; nan_value_counts?: Pairs<Long>; lower_bounds?: Pairs<Buffer>; upper_bounds?: Pairs<Buffer>;
  key_metadata?: Buffer | null; split_offsets?: readonly Long[] | null; equality_ids?: readonly number[] | null; sort_order_id?: number | null;
  referenced_data_file?: string | null; first_row_id?: Long | null; content_offset?: Long | null; content_size_in_bytes?: Long | null;
}
interface EntryRecord { status: number; snapshot_id?: Long | null; sequence_number?: Long | null; file_sequence_number?: Long | null; data_file: FileRecord }
interface AvroField { name: string; type: unknown; 'field-id'?: number }

/** What to decode: everything, or what planning needs with the statistics of some columns (ids). */
export type Wanted = 'all' | { readonly statisticsOf: ReadonlySet<number> };

const STATISTICS = new Set(['value_counts', 'null_value_counts', 'nan_value_counts', 'lower_bounds', 'upper_bounds']);
const NEVER_PLANNED = new Set(['column_sizes', 'split_offsets', 'block_size_in_bytes']);

const fieldsOf = (schema: unknown): readonly AvroField[] => (schema as { fields?: readonly AvroField[] }).fields ?? [];
const dataFileOf = (schema: unknown): unknown => fieldsOf(schema).find((field) => field.name === 'data_file')?.type;

function project(schema: unknown, drop: (name: string) => boolean): unknown {
  const entry = schema as { fields: readonly AvroField[] };
  return { ...entry, fields: entry.fields.map((field) => (field.name === 'data_file' ? { ...field, type: { ...(field.type as object), fields: fieldsOf(field.type).filter((inner) => !drop(inner.name)) } } : field)) };
}

export interface DecodeContext {
  readonly manifest: ManifestFile;
  readonly spec: PartitionSpec;
  /** of the spec's partition values, by position */
  readonly types: readonly PrimitiveType[];
  readonly inflate: Inflate;
}

/**
 * Entries of a manifest with what they inherit: sequence numbers, snapshot ids and first row ids (spec, Sequence
 * Number Inheritance, First Row ID Inheritance). A v1 manifest has none and gets 0.
 */
export function decodeManifest(bytes: Uint8Array, context: DecodeContext, wanted: Wanted): readonly ManifestEntry[] {
  const { manifest } = context;
  const statistics = wanted === 'all' || wanted.statisticsOf.size > 0;
  const drop = wanted === 'all' ? () => false : (name: string): boolean => NEVER_PLANNED.has(name) || (!statistics && STATISTICS.has(name));
  const { header, records } = readContainer<EntryRecord>(bytes, { file: manifest.path, inflate: context.inflate, project: (schema) => project(schema, drop), projection: wanted === 'all' ? 'all' : statistics ? 'statistics' : 'plan' });
  // a file cut off right behind its header is a valid empty one to Avro
  if (records.length === 0 && (manifest.addedFilesCount ?? 0) + (manifest.existingFilesCount ?? 0) > 0) throw brokenTable(`${manifest.path} is damaged: it is empty.`, manifest.path);
  const partitionNames = partitionOrder(header, context.spec);
  const only = wanted === 'all' ? null : wanted.statisticsOf;
  let nextRowId = manifest.content === 'data' ? manifest.firstRowId : null;
  return records.map((record) => {
    const data = record.data_file;
    if (typeof data?.file_path !== 'string') throw brokenTable(`${manifest.path} is no manifest.`, manifest.path);
    const status = record.status === 1 ? 'added' : record.status === 2 ? 'deleted' : 'existing';
    const inherits = manifest.sequenceNumber === 0n || status === 'added';
    const sequenceNumber = record.sequence_number ?? (inherits ? manifest.sequenceNumber : 0n);
    const recordCount = Number(data.record_count);
    let firstRowId = data.first_row_id === null || data.first_row_id === undefined ? null : BigInt(data.first_row_id);
    if (firstRowId === null && nextRowId !== null && status !== 'deleted') {
      firstRowId = nextRowId;
      nextRowId += BigInt(recordCount);
    }
    return {
      status, sequenceNumber: BigInt(sequenceNumber), fileSequenceNumber: BigInt(record.file_sequence_number ?? (inherits ? manifest.sequenceNumber : sequenceNumber)),
      snapshotId: record.snapshot_id === null || record.snapshot_id === undefined ? manifest.addedSnapshotId : BigInt(record.snapshot_id),
      file: toContentFile(data, context, partitionNames, only, recordCount, firstRowId),
    };
  });
}

/** The spec that a manifest's own header names; null when it names none. */
export function manifestSpecId(bytes: Uint8Array, file: string): number | null {
  const id = readContainerHeader(bytes, file).meta.get('partition-spec-id');
  return id !== undefined && /^\d+$/.test(id) ? Number(id) : null;
}

/** Avro names of the partition record in the order of the spec, found by field id: names may be changed to suit Avro. */
function partitionOrder(header: ContainerHeader, spec: PartitionSpec): readonly string[] {
  const record = fieldsOf(dataFileOf(header.schema)).find((field) => field.name === 'partition')?.type;
  const inFile = fieldsOf(record);
  return spec.fields.map((field, index) => (inFile.find((candidate) => candidate['field-id'] === field.fieldId) ?? inFile.find((candidate) => candidate.name === avroName(field.name)) ?? inFile[index])?.name ?? field.name);
}

function toContentFile(data: FileRecord, { spec, types }: DecodeContext, names: readonly string[], only: ReadonlySet<number> | null, recordCount: number, firstRowId: bigint | null): ContentFile {
  return {
    content: data.content === 1 ? 'position-deletes' : data.content === 2 ? 'equality-deletes' : 'data',
    path: data.file_path, format: data.file_format.toLowerCase() as FileFormat, specId: spec.specId,
    partition: names.map((name, index) => partitionValue(types[index], data.partition[name])),
    recordCount, fileSizeInBytes: Number(data.file_size_in_bytes),
    columnSizes: numbers(data.column_sizes, only), valueCounts: numbers(data.value_counts, only), nullValueCounts: numbers(data.null_value_counts, only), nanValueCounts: numbers(data.nan_value_counts, only),
    lowerBounds: bytesOf(data.lower_bounds, only), upperBounds: bytesOf(data.upper_bounds, only),
    splitOffsets: data.split_offsets?.map(Number) ?? null, equalityIds: data.equality_ids ?? null, sortOrderId: data.sort_order_id ?? null, firstRowId,
    referencedDataFile: data.referenced_data_file ?? null, contentOffset: data.content_offset == null ? null : Number(data.content_offset), contentSizeInBytes: data.content_size_in_bytes == null ? null : Number(data.content_size_in_bytes),
    keyMetadata: data.key_metadata ?? null,
  };
}

function numbers(pairs: Pairs<Long>, only: ReadonlySet<number> | null): ReadonlyMap<number, number> | null {
  if (pairs === null || pairs === undefined) return null;
  const map = new Map<number, number>();
  for (const { key, value } of pairs) if (only === null || only.has(key)) map.set(key, Number(value));
  return map;
}
function bytesOf(pairs: Pairs<Buffer>, only: ReadonlySet<number> | null): ReadonlyMap<number, Uint8Array> | null {
  if (pairs === null || pairs === undefined) return null;
  const map = new Map<number, Uint8Array>();
  for (const { key, value } of pairs) if (only === null || only.has(key)) map.set(key, value);
  return map;
}

function partitionValue(type: PrimitiveType | undefined, value: unknown): PrimitiveValue | null {
  if (value === null || value === undefined || type === undefined) return null;
  switch (type.type) {
    case 'long': case 'time': case 'timestamp': case 'timestamptz': case 'timestamp_ns': case 'timestamptz_ns': return BigInt(value as Long);
    case 'decimal': return bytesToBigint(value as Uint8Array);
    case 'uuid': return typeof value === 'string' ? value : bytesToUuid(value as Uint8Array);
    default: return value as PrimitiveValue;
  }
}

function partitionOut(type: PrimitiveType | undefined, value: PrimitiveValue | null): unknown {
  if (value === null || type === undefined) return null;
  switch (type.type) {
    case 'decimal': return Buffer.from(bigintToFixed(BigInt(value as bigint), decimalBytes(type.precision)));
    case 'uuid': return Buffer.from(uuidToBytes(String(value)));
    case 'fixed': case 'binary': return Buffer.from(value as Uint8Array);
    default: return value;
  }
}

export interface EncodeContext {
  readonly formatVersion: number;
  readonly content: 'data' | 'deletes';
  readonly schema: Schema;
  readonly spec: PartitionSpec;
  readonly types: readonly PrimitiveType[];
  readonly snapshotId: bigint;
}
/** An entry to be written. Numbers left null are inherited from the manifest list when the snapshot is committed. */
export interface NewEntry {
  readonly status: ManifestEntry['status'];
  readonly snapshotId: bigint | null;
  readonly sequenceNumber: bigint | null;
  readonly fileSequenceNumber: bigint | null;
  readonly file: ContentFile;
}

const pairs = (map: ReadonlyMap<number, number> | null): unknown => (map === null ? null : [...map].map(([key, value]) => ({ key, value })));
const bytePairs = (map: ReadonlyMap<number, Uint8Array> | null): unknown => (map === null ? null : [...map].map(([key, value]) => ({ key, value: Buffer.from(value) })));

/** A manifest file for these entries. */
export function encodeManifest(entries: readonly NewEntry[], context: EncodeContext, deflate: Deflate): Uint8Array {
  const { formatVersion, spec, types, schema, content } = context;
  const records = entries.map(({ status, snapshotId, sequenceNumber, fileSequenceNumber, file }) => ({
    status: status === 'added' ? 1 : status === 'deleted' ? 2 : 0,
    snapshot_id: snapshotId ?? (formatVersion === 1 ? context.snapshotId : null), sequence_number: sequenceNumber, file_sequence_number: fileSequenceNumber,
    data_file: {
      content: file.content === 'data' ? 0 : file.content === 'position-deletes' ? 1 : 2,
      file_path: file.path, file_format: file.format.toUpperCase(), partition: Object.fromEntries(spec.fields.map((field, index) => [avroName(field.name), partitionOut(types[index], file.partition[index] ?? null)])),
      record_count: file.recordCount, file_size_in_bytes: file.fileSizeInBytes, block_size_in_bytes: 64 * 1024 * 1024,
      column_sizes: pairs(file.columnSizes), value_counts: pairs(file.valueCounts), null_value_counts: pairs(file.nullValueCounts), nan_value_counts: pairs(file.nanValueCounts),
      lower_bounds: bytePairs(file.lowerBounds), upper_bounds: bytePairs(file.upperBounds), key_metadata: file.keyMetadata === null ? null : Buffer.from(file.keyMetadata), split_offsets: file.splitOffsets,
      equality_ids: file.equalityIds, sort_order_id: file.sortOrderId, referenced_data_file: file.referencedDataFile, first_row_id: file.firstRowId, content_offset: file.contentOffset, content_size_in_bytes: file.contentSizeInBytes,
    },
  }));
  return writeContainer(manifestSchema(formatVersion, spec, types), records, {
    schema: stringifyJson(writeSchema(schema)), 'schema-id': String(schema.schemaId), 'partition-spec': stringifyJson(spec.fields.map(writePartitionField)), 'partition-spec-id': String(spec.specId),
    'format-version': String(formatVersion), ...(formatVersion >= 2 ? { content } : {}),
  }, deflate);
}
