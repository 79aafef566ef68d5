import type { Snapshot, TableMetadata } from '@/lib/model/iceberg';

export interface Lanes {
  readonly lanes: readonly { readonly name: string; readonly head: string | null; readonly dropped: boolean }[];
  readonly laneOf: ReadonlyMap<bigint, number>;
}

/**
 * Each snapshot on one lane: main and its ancestors on the first, each branch with what it alone holds on its own, and
 * what no ref leads to any more (rolled back, or its branch dropped) on lanes marked as dropped. Every snapshot is
 * passed once, however many lanes there are.
 */
export function lanesOf(metadata: TableMetadata): Lanes {
  const byId = new Map(metadata.snapshots.map((snapshot) => [snapshot.snapshotId, snapshot]));
  const laneOf = new Map<bigint, number>();
  const lanes: { name: string; head: string | null; dropped: boolean }[] = [];
  const put = (name: string, head: bigint | null, dropped: boolean): void => {
    const lane = lanes.length;
    // what another lane has already passed, and all before it, is no part of this one
    for (let at = snapshotAt(byId, head); at !== undefined && !laneOf.has(at.snapshotId); at = snapshotAt(byId, at.parentSnapshotId)) laneOf.set(at.snapshotId, lane);
    lanes.push({ name, head: head?.toString() ?? null, dropped });
  };
  put('main', metadata.currentSnapshotId, false);
  const branches = Object.entries(metadata.refs).filter(([name, ref]) => ref.type === 'branch' && name !== 'main').sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, ref] of branches) put(name, ref.snapshotId, false);
  // heads of what is left: snapshots that no other left one has as its parent, newest first
  const left = metadata.snapshots.filter((snapshot) => !laneOf.has(snapshot.snapshotId));
  const parents = new Set(left.map((snapshot) => snapshot.parentSnapshotId));
  const tags = new Map(Object.entries(metadata.refs).map(([name, ref]) => [ref.snapshotId, name]));
  for (const { snapshotId } of left.filter((one) => !parents.has(one.snapshotId)).sort((a, b) => b.timestampMs - a.timestampMs)) put(tags.get(snapshotId) ?? 'no branch', snapshotId, !tags.has(snapshotId));
  return { lanes, laneOf };
}

const snapshotAt = (byId: ReadonlyMap<bigint, Snapshot>, id: bigint | null): Snapshot | undefined => (id === null ? undefined : byId.get(id));
