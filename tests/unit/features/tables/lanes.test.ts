import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lanesOf } from '@/lib/features/tables/lanes';
import { ancestors, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';

const snapshot = (id: number, parent: number | null): Snapshot => ({ snapshotId: BigInt(id), parentSnapshotId: parent === null ? null : BigInt(parent), sequenceNumber: BigInt(id), timestampMs: id * 1000, manifestList: null, manifests: [], operation: 'append', summary: {}, schemaId: 0 }) as unknown as Snapshot;
const history = (snapshots: readonly Snapshot[], current: number | null, refs: Readonly<Record<string, readonly [type: 'branch' | 'tag', id: number]>>): TableMetadata =>
  ({ snapshots, currentSnapshotId: current === null ? null : BigInt(current), refs: Object.fromEntries(Object.entries(refs).map(([name, [type, id]]) => [name, { type, snapshotId: BigInt(id) }])) }) as unknown as TableMetadata;
const names = (metadata: TableMetadata) => { const { lanes, laneOf } = lanesOf(metadata); return metadata.snapshots.map(({ snapshotId }) => `${snapshotId}:${lanes[laneOf.get(snapshotId) ?? -1]?.name}`); };

describe('lanes', () => {
  it('are main, branches with what they alone hold, and what was rolled back', () => {
    const all = [snapshot(1, null), snapshot(2, 1), snapshot(3, 2), snapshot(4, 2), snapshot(5, 2), snapshot(6, 5), snapshot(7, 2)];
    const metadata = history(all, 3, { main: ['branch', 3], audit: ['branch', 4], kept: ['tag', 7] });
    expect(names(metadata)).toEqual(['1:main', '2:main', '3:main', '4:audit', '5:no branch', '6:no branch', '7:kept']);
    expect(lanesOf(metadata).lanes.map(({ dropped }) => dropped)).toEqual([false, false, false, true]);
  });
  it('put every snapshot on one lane, and main with all its ancestors on the first', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), fc.nat(), (parents, current) => {
      const all = parents.map((seed, index) => snapshot(index + 1, index === 0 ? null : (seed % (index + 1)) || null));
      const metadata = history(all, (current % all.length) + 1, {});
      const { lanes, laneOf } = lanesOf(metadata);
      expect(laneOf.size).toBe(all.length);
      expect(new Set([...laneOf].filter(([, lane]) => lane === 0).map(([id]) => id))).toEqual(new Set(ancestors(metadata, metadata.currentSnapshotId).map(({ snapshotId }) => snapshotId)));
      for (const [index, { head }] of lanes.entries()) if (head !== null) expect(laneOf.get(BigInt(head))).toBe(index);
    }));
  });
  it('end where a history names itself', () => expect(lanesOf(history([snapshot(1, 2), snapshot(2, 1)], 2, {})).laneOf.size).toBe(2));
});
