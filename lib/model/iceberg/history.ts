import type { Snapshot, SnapshotRef, TableMetadata } from './types';

export const snapshotById = (metadata: TableMetadata, id: bigint): Snapshot | null => metadata.snapshots.find((snapshot) => snapshot.snapshotId === id) ?? null;
export const currentSnapshot = (metadata: TableMetadata): Snapshot | null => (metadata.currentSnapshotId === null ? null : snapshotById(metadata, metadata.currentSnapshotId));

/** A branch or tag. People choose the names, so one that every object has (`constructor`) must not be found. */
export const refByName = ({ refs }: TableMetadata, name: string): SnapshotRef | undefined => (Object.hasOwn(refs, name) ? refs[name] : undefined);

/** The head of a branch, or what a tag names. */
export function snapshotByRef(metadata: TableMetadata, name: string): Snapshot | null {
  const ref = refByName(metadata, name);
  return ref === undefined ? null : snapshotById(metadata, ref.snapshotId);
}

/**
 * What was current at an instant, by the snapshot log (after a roll back the log and the ancestry differ); the ancestry
 * of main where there is no log.
 */
export function snapshotAsOf(metadata: TableMetadata, timestampMs: number): Snapshot | null {
  const entry = metadata.snapshotLog.reduce<{ timestampMs: number; snapshotId: bigint } | null>((best, candidate) => (candidate.timestampMs <= timestampMs && (best === null || candidate.timestampMs >= best.timestampMs) ? candidate : best), null);
  if (entry !== null) return snapshotById(metadata, entry.snapshotId);
  if (metadata.snapshotLog.length > 0) return null;
  for (const snapshot of ancestors(metadata, metadata.currentSnapshotId)) if (snapshot.timestampMs <= timestampMs) return snapshot;
  return null;
}

/** A snapshot and its parents, newest first, as far as they are kept. */
export function ancestors(metadata: TableMetadata, from: bigint | null): readonly Snapshot[] {
  const byId = new Map(metadata.snapshots.map((snapshot) => [snapshot.snapshotId, snapshot]));
  const line: Snapshot[] = [];
  const seen = new Set<bigint>();
  for (let id = from; id !== null && !seen.has(id);) {
    const snapshot = byId.get(id);
    if (!snapshot) break;
    seen.add(id);
    line.push(snapshot);
    id = snapshot.parentSnapshotId;
  }
  return line;
}
