import type { JsonValue, Operation, Snapshot, SnapshotRef } from '../types';
import { present, type Reader } from './json';

const OPERATIONS: readonly string[] = ['append', 'replace', 'overwrite', 'delete'];

export function readSnapshot(reader: Reader): Snapshot {
  const { operation: word = null, ...rest } = reader.texts('summary');
  const operation = word !== null && OPERATIONS.includes(word) ? (word as Operation) : null;
  const manifests = reader.optionalList('manifests');
  return {
    snapshotId: reader.long('snapshot-id'),
    parentSnapshotId: reader.optionalLong('parent-snapshot-id'),
    sequenceNumber: reader.optionalLong('sequence-number') ?? 0n,
    timestampMs: reader.int('timestamp-ms'),
    manifestList: reader.optionalText('manifest-list'),
    manifests: manifests === null ? null : manifests.map(String),
    operation,
    summary: operation === null && word !== null ? { operation: word, ...rest } : rest,
    schemaId: reader.optionalInt('schema-id'),
    firstRowId: reader.optionalLong('first-row-id'),
    addedRows: reader.optionalLong('added-rows'),
    extra: reader.extra(),
  };
}

export function writeSnapshot(snapshot: Snapshot, formatVersion: number): JsonValue {
  const summary = { ...(snapshot.operation === null ? {} : { operation: snapshot.operation }), ...snapshot.summary };
  return {
    ...present({
      'sequence-number': formatVersion > 1 ? snapshot.sequenceNumber : undefined,
      'snapshot-id': snapshot.snapshotId,
      'parent-snapshot-id': snapshot.parentSnapshotId ?? undefined,
      'timestamp-ms': snapshot.timestampMs,
      summary: Object.keys(summary).length > 0 ? summary : undefined,
      'manifest-list': snapshot.manifestList ?? undefined,
      manifests: snapshot.manifests ?? undefined,
      'schema-id': snapshot.schemaId ?? undefined,
      'first-row-id': snapshot.firstRowId ?? undefined,
      'added-rows': snapshot.addedRows ?? undefined,
    }),
    ...snapshot.extra,
  };
}

export const readRef = (reader: Reader): SnapshotRef => ({
  snapshotId: reader.long('snapshot-id'), type: reader.optionalText('type')?.toLowerCase() === 'tag' ? 'tag' : 'branch',
  minSnapshotsToKeep: reader.optionalInt('min-snapshots-to-keep'), maxSnapshotAgeMs: reader.optionalInt('max-snapshot-age-ms'), maxRefAgeMs: reader.optionalInt('max-ref-age-ms'), ...reader.kept(),
});
export const writeRef = (ref: SnapshotRef): JsonValue =>
  ({ ...present({ 'snapshot-id': ref.snapshotId, type: ref.type, 'min-snapshots-to-keep': ref.minSnapshotsToKeep ?? undefined, 'max-snapshot-age-ms': ref.maxSnapshotAgeMs ?? undefined, 'max-ref-age-ms': ref.maxRefAgeMs ?? undefined }), ...ref.extra });
