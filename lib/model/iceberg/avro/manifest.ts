import { brokenTable } from '@/lib/model/errors';
import { stringifyJson } from '@/lib/model/values/lossless-json';
import { bigintToFixed, decimalBytes } from '../decimal';
import { writePartitionField } from '../schema/spec-json';
import { writeSchema } from '../schema/type-json';
import type { ContentFile, ManifestEntry, ManifestFile, PartitionSpec, PrimitiveType, PrimitiveValue, Schema } from '../types';
import { uuidToBytes } from '../values';
import { readContainerHeader, readRecords, writeContainer, type Deflate, type Inflate } from './container';
import { entryLayout, type EntryLayout, type Wanted } from './entry-layout';
import { EntryReader } from './entry-reader';
import { avroName, manifestSchema } from './manifest-schema';

export interface DecodeContext {
  readonly manifest: ManifestFile;
  readonly spec: PartitionSpec;
  /** of the spec's partition values, by position */
  readonly types: readonly PrimitiveType[];
  readonly inflate: Inflate;
}

/** Entries of a manifest with what they inherit. Throws BROKEN_TABLE naming the manifest when it is damaged or none. */
export function decodeManifest(bytes: Uint8Array, { manifest, spec, types, inflate }: DecodeContext, wanted: Wanted): readonly ManifestEntry[] {
  const entries: ManifestEntry[] = [];
  readRecords(bytes, { file: manifest.path, inflate }, ({ schema }) => {
    const reader = new EntryReader(layoutOf(schema, spec, wanted, manifest.path), manifest, spec.specId, types, wanted === 'all' ? null : wanted.statisticsOf);
    return (cursor) => { entries.push(reader.entry(cursor)); };
  });
  // a file cut off right behind its header is a valid empty one to Avro
  if (entries.length === 0 && (manifest.addedFilesCount ?? 0) + (manifest.existingFilesCount ?? 0) > 0) throw brokenTable(`${manifest.path} is damaged: it is empty.`, manifest.path);
  return entries;
}

const layouts = new WeakMap<object, WeakMap<PartitionSpec, Map<string, EntryLayout>>>();

/** Layouts are kept as long as the schema, which the manifests of a table share. */
export function layoutOf(schema: unknown, spec: PartitionSpec, wanted: Wanted, file: string): EntryLayout {
  if (typeof schema !== 'object' || schema === null) throw brokenTable(`${file} is no manifest.`, file);
  const ofSchema = layouts.get(schema) ?? new WeakMap<PartitionSpec, Map<string, EntryLayout>>();
  const ofSpec = ofSchema.get(spec) ?? new Map<string, EntryLayout>();
  const kind = wanted === 'all' ? 'all' : wanted.statisticsOf.size > 0 ? 'statistics' : 'plan';
  const known = ofSpec.get(kind);
  if (known !== undefined) return known;
  try {
    const made = entryLayout(schema, spec, wanted);
    layouts.set(schema, ofSchema.set(spec, ofSpec.set(kind, made)));
    return made;
  } catch (error) {
    throw brokenTable(`${file} is no manifest.`, file, error);
  }
}

/** The spec that a manifest's own header names; null when it names none. */
export function manifestSpecId(bytes: Uint8Array, file: string): number | null {
  const id = readContainerHeader(bytes, file).meta.get('partition-spec-id');
  return id !== undefined && /^\d+$/.test(id) ? Number(id) : null;
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
