import { ancestors, type TableMetadata } from '@/lib/model/iceberg';

export interface Lanes {
  readonly lanes: readonly { readonly name: string; readonly head: string | null; readonly dropped: boolean }[];
  readonly laneOf: ReadonlyMap<bigint, number>;
}

/**
 * Each snapshot on one lane: main and its ancestors on the first, each branch with what it alone holds on its own, and
 * what no ref leads to any more (rolled back, or its branch dropped) on lanes marked as dropped.
 */
export function lanesOf(metadata: TableMetadata): Lanes {
  const laneOf = new Map<bigint, number>();
  const lanes: { name: string; head: string | null; dropped: boolean }[] = [];
  const put = (name: string, head: bigint | null, dropped: boolean): void => {
    const own = ancestors(metadata, head).filter((snapshot) => !laneOf.has(snapshot.snapshotId));
    if (dropped && own.length === 0) return;
    lanes.push({ name, head: head?.toString() ?? null, dropped });
    for (const snapshot of own) laneOf.set(snapshot.snapshotId, lanes.length - 1);
  };
  put('main', metadata.currentSnapshotId, false);
  const branches = Object.entries(metadata.refs).filter(([name, ref]) => ref.type === 'branch' && name !== 'main').sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, ref] of branches) put(name, ref.snapshotId, false);
  // heads of what is left: snapshots that no other left one has as its parent, newest first
  const left = metadata.snapshots.filter((snapshot) => !laneOf.has(snapshot.snapshotId));
  const parents = new Set(left.map((snapshot) => snapshot.parentSnapshotId));
  for (const snapshot of left.filter((one) => !parents.has(one.snapshotId)).sort((a, b) => b.timestampMs - a.timestampMs)) {
    const tag = Object.entries(metadata.refs).find(([, ref]) => ref.snapshotId === snapshot.snapshotId);
    put(tag?.[0] ?? 'no branch', snapshot.snapshotId, tag === undefined);
  }
  return { lanes, laneOf };
}
