import { ancestors } from '@/lib/model/iceberg';
import { bigint, boolean, columns, instant, instantText, integer, long, map, varchar, type MetadataTable } from './table';

export const snapshotsTable: MetadataTable = {
  columns: () => columns(['committed_at', instant], ['snapshot_id', bigint], ['parent_id', bigint], ['operation', varchar], ['manifest_list', varchar], ['summary', map(varchar, varchar)]),
  rows: async ({ metadata }) => metadata.snapshots.map((snapshot) => [
    instantText(snapshot.timestampMs), long(snapshot.snapshotId), long(snapshot.parentSnapshotId), snapshot.operation, snapshot.manifestList, Object.entries(snapshot.summary),
  ]),
};

export const historyTable: MetadataTable = {
  columns: () => columns(['made_current_at', instant], ['snapshot_id', bigint], ['parent_id', bigint], ['is_current_ancestor', boolean]),
  rows: async ({ metadata }) => {
    const line = new Set(ancestors(metadata, metadata.currentSnapshotId).map((snapshot) => snapshot.snapshotId));
    const parents = new Map(metadata.snapshots.map((snapshot) => [snapshot.snapshotId, snapshot.parentSnapshotId]));
    return metadata.snapshotLog.map(({ timestampMs, snapshotId }) => [instantText(timestampMs), long(snapshotId), long(parents.get(snapshotId) ?? null), line.has(snapshotId)]);
  },
};

export const refsTable: MetadataTable = {
  columns: () => columns(['name', varchar], ['type', varchar], ['snapshot_id', bigint], ['max_reference_age_in_ms', bigint], ['min_snapshots_to_keep', integer], ['max_snapshot_age_in_ms', bigint]),
  rows: async ({ metadata }) => Object.entries(metadata.refs).map(([name, ref]) => [name, ref.type.toUpperCase(), long(ref.snapshotId), long(ref.maxRefAgeMs), ref.minSnapshotsToKeep, long(ref.maxSnapshotAgeMs)]),
};

export const propertiesTable: MetadataTable = {
  columns: () => columns(['key', varchar], ['value', varchar]),
  rows: async ({ metadata }) => Object.entries({ ...metadata.properties, 'format-version': String(metadata.formatVersion) }).map(([key, value]) => [key, value]),
};

export const metadataLogTable: MetadataTable = {
  columns: () => columns(['timestamp', instant], ['file', varchar], ['latest_snapshot_id', bigint], ['latest_schema_id', integer], ['latest_sequence_number', bigint]),
  rows: async ({ metadata, metadataUri }) => [...metadata.metadataLog, { timestampMs: metadata.lastUpdatedMs, metadataFile: metadataUri }].map(({ timestampMs, metadataFile }) => {
    const entry = [...metadata.snapshotLog].reverse().find((logged) => logged.timestampMs <= timestampMs);
    const snapshot = metadata.snapshots.find((candidate) => candidate.snapshotId === entry?.snapshotId);
    return [instantText(timestampMs), metadataFile, long(snapshot?.snapshotId ?? null), snapshot?.schemaId ?? null, long(snapshot?.sequenceNumber ?? null)];
  }),
};
