import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneRows } from '@/components/tables/snapshots/timeline/lane-rows';
import { layScene, markAt, tagPlaces } from '@/components/tables/snapshots/timeline/scene';
import { historyBins, roundUp, usualMost } from '@/components/tables/snapshots/timeline/soundings';
import { madeHistory } from './made-history';

const MINUTE = 60_000;
const sceneOf = (history: ReturnType<typeof madeHistory>, from: number, to: number, by: 'rows' | 'bytes' = 'rows') => layScene(history, laneRows(history), tagPlaces(history), { from: from * MINUTE, to: to * MINUTE }, { width: 900, by, letter: 6.6 });

describe('a scene', () => {
  it('loses no row: the drops of all marks add up to what was committed', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), { maxLength: 300 }), (all) => {
      const history = madeHistory(all.toSorted((a, b) => a[0] - b[0]).map(([minute, rows, removed], index) => ({ id: String(index), minute, rows, removed })));
      const drops = sceneOf(history, 0, 3000).lanes.flatMap(({ marks }) => marks.flatMap((mark) => mark.drops));
      expect(drops.reduce((sum, { added }) => sum + added, 0)).toBe(all.reduce((sum, [, rows]) => sum + rows, 0));
      expect(drops.reduce((sum, { removed }) => sum + removed, 0)).toBe(all.reduce((sum, [, , removed]) => sum + removed, 0));
    }));
  });
  it('is drawn by rows or by bytes', () => {
    const history = madeHistory([{ id: 'a', minute: 10, rows: 3 }]);
    expect([sceneOf(history, 0, 20).lanes[0]?.marks[0]?.drops[0]?.added, sceneOf(history, 0, 20, 'bytes').lanes[0]?.marks[0]?.drops[0]?.added]).toEqual([3, 3000]);
  });
  it('finds what is under the pointer, and nothing beside it', () => {
    const history = madeHistory([{ id: 'a', minute: 10 }, { id: 'b', minute: 50, parent: 'a' }, { id: 'x', minute: 50, parent: 'a', lane: 1 }], { lanes: [{ name: 'main', head: 'b', dropped: false }, { name: 'audit', head: 'x', dropped: false }] });
    const scene = sceneOf(history, 0, 100);
    const [main, audit] = scene.lanes.map(({ y }) => y);
    const at = (x: number, y: number) => { const found = markAt(scene, x, y); return found && history.id[found.lane.lane.places[found.mark.first] ?? -1]; };
    expect([at(90, main ?? 0), at(455, main ?? 0), at(450, audit ?? 0), at(450, (main ?? 0) + 30), at(300, main ?? 0), at(90, 400)]).toEqual(['a', 'b', 'x', 'b', null, null]);
  });
  it('holds at most what the width has room for, whatever the length of the history', () => {
    const history = madeHistory(Array.from({ length: 10_000 }, (_, index) => ({ id: String(index), minute: index })));
    const [lane] = sceneOf(history, 0, 10_000).lanes;
    expect(lane?.marks.length).toBeLessThan(150);
    expect(lane?.marks.flatMap(({ drops }) => drops).length).toBeLessThan(900 / 2.5);
  });
  it('flags tags, two over each other, and counts those that find no room', () => {
    const tags = ['first-of-many', 'second-of-many', 'third', 'fourth'].map((name, index) => ({ name, snapshotId: String(index) }));
    const scene = sceneOf(madeHistory(tags.map((_, index) => ({ id: String(index), minute: 10 + index })), { tags }), 0, 1000);
    expect(scene.rows[0]?.flags.map(({ level, names }) => [level, names.length])).toEqual([[0, 1], [1, 3]]);
    expect(scene.rows[0]?.flags[1]?.text).toContain('+2');
  });
});

describe('the scale of drops', () => {
  const most = (rows: readonly number[]) => usualMost(rows.map((added) => ({ x: 0, added, removed: 0 })), 'rows');
  it('fits nine of ten, so that a first load does not flatten the days after it', () => expect(most([110_000, ...Array.from({ length: 30 }, () => 3000)])).toBe(5000));
  it('is round, fits the greatest of a few, and is never nothing', () => expect([most([5, 9, 7]), most([]), most([0, 0]), roundUp(3 * 1024 ** 2, 'bytes'), roundUp(700, 'bytes')]).toEqual([10, 1, 1, 5 * 1024 ** 2, 1000]));
  it('counts commits of the whole history by slices', () => expect(historyBins([0, 60_000, 600_000], 0, 600_000, 2)).toEqual([2, 1]));
});
