import { conflict, invalidInput } from '@/lib/model/errors';
import { stringifyJson } from '@/lib/model/values/lossless-json';
import { refByName } from '../history';
import { writeRef } from '../metadata/snapshot-json';
import type { JsonValue, Snapshot, SnapshotRef, TableMetadata } from '../types';
import type { Draft } from './draft';

export function withSnapshot(metadata: TableMetadata, snapshot: Snapshot): Partial<TableMetadata> {
  if (metadata.snapshots.some((known) => known.snapshotId === snapshot.snapshotId)) throw invalidInput(`There is a snapshot ${snapshot.snapshotId} already.`);
  if (metadata.formatVersion > 1 && snapshot.parentSnapshotId !== null && snapshot.sequenceNumber <= metadata.lastSequenceNumber) {
    throw conflict(`The snapshot's sequence number ${snapshot.sequenceNumber} is not above ${metadata.lastSequenceNumber}: somebody else committed first.`);
  }
  const rows = snapshot.addedRows;
  if (metadata.nextRowId !== null && (snapshot.firstRowId === null || rows === null)) throw invalidInput('A snapshot of a table of format version 3 says its first row id and how many rows it adds.');
  if (metadata.nextRowId !== null && snapshot.firstRowId !== null && snapshot.firstRowId < metadata.nextRowId) throw conflict('The snapshot would give row ids that are taken: somebody else committed first.');
  return {
    snapshots: [...metadata.snapshots, snapshot],
    lastSequenceNumber: metadata.formatVersion > 1 && snapshot.sequenceNumber > metadata.lastSequenceNumber ? snapshot.sequenceNumber : metadata.lastSequenceNumber,
    ...(metadata.nextRowId !== null && rows !== null ? { nextRowId: (snapshot.firstRowId ?? metadata.nextRowId) + rows } : {}),
  };
}

/** Statistics of a snapshot go with it. */
export function withoutSnapshots(metadata: TableMetadata, ids: ReadonlySet<bigint>): Partial<TableMetadata> {
  const held = Object.entries(metadata.refs).find(([, ref]) => ids.has(ref.snapshotId));
  if (held) throw invalidInput(`Snapshot ${held[1].snapshotId} is held by ${held[1].type} ${held[0]}.`);
  // a gap in the log would make time travel answer what was not current then, so the log starts after the last gap
  const lastGap = metadata.snapshotLog.reduce((at, entry, index) => (ids.has(entry.snapshotId) ? index : at), -1);
  const removed = new Set([...ids].map(String));
  const stays = (entry: JsonValue): boolean => typeof entry !== 'object' || entry === null || !removed.has(String((entry as { readonly [key: string]: JsonValue })['snapshot-id']));
  return {
    snapshots: metadata.snapshots.filter((snapshot) => !ids.has(snapshot.snapshotId)), snapshotLog: metadata.snapshotLog.slice(lastGap + 1),
    statistics: metadata.statistics.filter(stays), partitionStatistics: metadata.partitionStatistics.filter(stays),
  };
}

export function withRef(draft: Draft, name: string, ref: SnapshotRef): Draft {
  const { metadata } = draft;
  const snapshot = metadata.snapshots.find((known) => known.snapshotId === ref.snapshotId);
  if (name.trim() === '') throw invalidInput('A branch or tag needs a name.');
  if (!snapshot) throw invalidInput(`There is no snapshot ${ref.snapshotId} for ${name} to name.`);
  if (name === 'main' && ref.type !== 'branch') throw invalidInput('main is a branch.');
  checkRetention(name, ref);
  const before = refByName(metadata, name);
  if (before !== undefined && stringifyJson(writeRef(before)) === stringifyJson(writeRef(ref))) return draft;
  const refs = { ...metadata.refs, [name]: ref };
  if (name !== 'main') return { ...draft, metadata: { ...metadata, refs } };
  if (metadata.currentSnapshotId === ref.snapshotId) return { ...draft, metadata: { ...metadata, refs } };
  // a snapshot made in this commit enters the log with its own time; an older one with the time of the move
  const fresh = metadata.snapshotLog.every((entry) => entry.snapshotId !== ref.snapshotId) && metadata.snapshots.at(-1)?.snapshotId === ref.snapshotId;
  const timestampMs = fresh ? snapshot.timestampMs : draft.nowMs;
  return { ...draft, metadata: { ...metadata, refs, currentSnapshotId: ref.snapshotId, snapshotLog: [...metadata.snapshotLog, { timestampMs, snapshotId: ref.snapshotId }] } };
}

/** Numbers of retention are positive; how many snapshots and how old is asked of branches alone (spec, Snapshot Retention Policy). */
function checkRetention(name: string, { type, minSnapshotsToKeep, maxSnapshotAgeMs, maxRefAgeMs }: SnapshotRef): void {
  if (type === 'tag' && (minSnapshotsToKeep !== null || maxSnapshotAgeMs !== null)) throw invalidInput(`${name} is a tag, which keeps one snapshot; only its own age can be limited.`);
  for (const number of [minSnapshotsToKeep, maxSnapshotAgeMs, maxRefAgeMs]) if (number !== null && number < 1) throw invalidInput(`Retention of ${name}: ${number} is not above 0.`);
}
