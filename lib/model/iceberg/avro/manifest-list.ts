import { brokenTable } from '@/lib/model/errors';
import type { FieldSummary, ManifestFile } from '../types';
import { readContainer, writeContainer, type Deflate, type Inflate } from './container';

type Long = number | bigint;
interface ListRecord {
  manifest_path: string; manifest_length: Long; partition_spec_id: number; content?: number | null;
  sequence_number?: Long | null; min_sequence_number?: Long | null; added_snapshot_id?: Long | null;
  added_files_count?: number | null; existing_files_count?: number | null; deleted_files_count?: number | null;
  added_data_files_count?: number | null; existing_data_files_count?: number | null; deleted_data_files_count?: number | null;
  added_rows_count?: Long | null; existing_rows_count?: Long | null; deleted_rows_count?: Long | null;
  partitions?: readonly { contains_null: boolean; contains_nan?: boolean | null; lower_bound?: Buffer | null; upper_bound?: Buffer | null }[] | null;
  key_metadata?: Buffer | null; first_row_id?: Long | null;
}

const long = (value: Long | null | undefined): bigint => BigInt(value ?? 0);
const optionalLong = (value: Long | null | undefined): bigint | null => (value === null || value === undefined ? null : BigInt(value));
const count = (value: Long | null | undefined): number | null => (value === null || value === undefined ? null : Number(value));

/** Manifests of a snapshot (spec, Manifest Lists). Counts that an old writer left out are null. */
export function decodeManifestList(bytes: Uint8Array, file: string, inflate: Inflate): readonly ManifestFile[] {
  const { records } = readContainer<ListRecord>(bytes, { file, inflate });
  return records.map((record) => {
    if (typeof record.manifest_path !== 'string') throw brokenTable(`${file} is no manifest list.`, file);
    return {
      path: record.manifest_path, length: Number(record.manifest_length), specId: record.partition_spec_id, content: record.content === 1 ? 'deletes' : 'data',
      sequenceNumber: long(record.sequence_number), minSequenceNumber: long(record.min_sequence_number), addedSnapshotId: optionalLong(record.added_snapshot_id),
      addedFilesCount: count(record.added_files_count ?? record.added_data_files_count), existingFilesCount: count(record.existing_files_count ?? record.existing_data_files_count), deletedFilesCount: count(record.deleted_files_count ?? record.deleted_data_files_count),
      addedRowsCount: count(record.added_rows_count), existingRowsCount: count(record.existing_rows_count), deletedRowsCount: count(record.deleted_rows_count),
      partitions: record.partitions?.map((summary): FieldSummary => ({ containsNull: summary.contains_null, containsNan: summary.contains_nan ?? null, lowerBound: summary.lower_bound ?? null, upperBound: summary.upper_bound ?? null })) ?? null,
      keyMetadata: record.key_metadata ?? null, firstRowId: optionalLong(record.first_row_id),
    };
  });
}

const field = (name: string, id: number, type: unknown): unknown => ({ name, type, 'field-id': id });
const optional = (name: string, id: number, type: unknown): unknown => ({ name, type: ['null', type], default: null, 'field-id': id });
const summaries = {
  type: 'array', 'element-id': 508,
  items: { type: 'record', name: 'r508', fields: [field('contains_null', 509, 'boolean'), optional('contains_nan', 518, 'boolean'), optional('lower_bound', 510, 'bytes'), optional('upper_bound', 511, 'bytes')] },
};

function listSchema(version: number): unknown {
  const newer = version >= 2;
  const counted = newer ? field : optional;
  return {
    type: 'record', name: 'manifest_file',
    fields: [
      field('manifest_path', 500, 'string'), field('manifest_length', 501, 'long'), field('partition_spec_id', 502, 'int'),
      ...(newer ? [field('content', 517, 'int'), field('sequence_number', 515, 'long'), field('min_sequence_number', 516, 'long')] : []),
      field('added_snapshot_id', 503, 'long'),
      counted(newer ? 'added_files_count' : 'added_data_files_count', 504, 'int'), counted(newer ? 'existing_files_count' : 'existing_data_files_count', 505, 'int'), counted(newer ? 'deleted_files_count' : 'deleted_data_files_count', 506, 'int'),
      counted('added_rows_count', 512, 'long'), counted('existing_rows_count', 513, 'long'), counted('deleted_rows_count', 514, 'long'),
      optional('partitions', 507, summaries), optional('key_metadata', 519, 'bytes'),
      ...(version >= 3 ? [optional('first_row_id', 520, 'long')] : []),
    ],
  };
}

export interface ListIdentity { readonly snapshotId: bigint; readonly parentSnapshotId: bigint | null; readonly sequenceNumber: bigint; readonly formatVersion: number; readonly firstRowId?: bigint | null }
const buffer = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes));

/** The list of a new snapshot. */
export function encodeManifestList(manifests: readonly ManifestFile[], identity: ListIdentity, deflate: Deflate): Uint8Array {
  const records = manifests.map((manifest) => ({
    manifest_path: manifest.path, manifest_length: manifest.length, partition_spec_id: manifest.specId, content: manifest.content === 'deletes' ? 1 : 0,
    sequence_number: manifest.sequenceNumber, min_sequence_number: manifest.minSequenceNumber, added_snapshot_id: manifest.addedSnapshotId ?? identity.snapshotId,
    added_files_count: manifest.addedFilesCount ?? 0, existing_files_count: manifest.existingFilesCount ?? 0, deleted_files_count: manifest.deletedFilesCount ?? 0,
    added_data_files_count: manifest.addedFilesCount, existing_data_files_count: manifest.existingFilesCount, deleted_data_files_count: manifest.deletedFilesCount,
    added_rows_count: manifest.addedRowsCount ?? 0, existing_rows_count: manifest.existingRowsCount ?? 0, deleted_rows_count: manifest.deletedRowsCount ?? 0,
    partitions: manifest.partitions?.map((summary) => ({ contains_null: summary.containsNull, contains_nan: summary.containsNan, lower_bound: buffer(summary.lowerBound), upper_bound: buffer(summary.upperBound) })) ?? null,
    key_metadata: buffer(manifest.keyMetadata), first_row_id: manifest.firstRowId,
  }));
  return writeContainer(listSchema(identity.formatVersion), records, {
    'snapshot-id': String(identity.snapshotId), 'parent-snapshot-id': identity.parentSnapshotId === null ? 'null' : String(identity.parentSnapshotId),
    'sequence-number': String(identity.sequenceNumber), 'format-version': String(identity.formatVersion),
  }, deflate);
}
