import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeScale } from '@/components/charts/time-scale';
import { clusters, GAP, lowerBound } from '@/components/tables/snapshots/timeline/clusters';

const times = (most: number, length: number) => fc.array(fc.integer({ min: 0, max: most }), { maxLength: length }).map((all) => all.toSorted((a, b) => a - b));
const sizes = (all: readonly number[], from: number, to: number, width: number) => clusters(all, timeScale(from, to, width)).map(({ first, behind }) => behind - first);

describe('clusters', () => {
  it('hold every snapshot of the window exactly once, in order', () => {
    fc.assert(fc.property(times(10_000, 400), fc.integer({ min: 80, max: 2000 }), (all, width) => {
      const marks = clusters(all, timeScale(0, 10_000, width));
      expect(marks.flatMap(({ first, behind }) => Array.from({ length: behind - first }, (_, index) => first + index))).toEqual(all.map((_, index) => index));
    }));
  });
  it('leave nothing alone that stands closer than can be pointed at, and nothing lies over anything else', () => {
    fc.assert(fc.property(times(10_000, 400), (all) => {
      const marks = clusters(all, timeScale(0, 10_000, 900));
      for (const [index, mark] of marks.entries()) {
        const next = marks[index + 1];
        if (!next) continue;
        expect(next.x0).toBeGreaterThanOrEqual(mark.x1 - GAP / 2);
        if (mark.behind - mark.first === 1 && next.behind - next.first === 1) expect(next.x - mark.x).toBeGreaterThanOrEqual(GAP);
      }
    }));
  });
  it('draw ten thousand as no more marks than the width has room for, and none that spans the screen', () => {
    const marks = clusters(Array.from({ length: 10_000 }, (_, index) => index * 60_000), timeScale(0, 10_000 * 60_000, 900));
    expect(marks.length).toBeLessThan(900 / 40);
    expect(Math.max(...marks.map(({ x0, x1 }) => x1 - x0))).toBeLessThan(150);
  });
  it('leave apart what stands apart', () => expect(sizes([0, 10, 10.5].map((at) => at * 60_000), 0, 20 * 60_000, 200)).toEqual([1, 2]));
  it('are cut at fixed moments: moving the window does not shift them', () => {
    const all = Array.from({ length: 4000 }, (_, index) => index * 60_000);
    const inner = (from: number) => clusters(all, timeScale(from, from + 1000 * 60_000, 900)).filter(({ x0, x1 }) => x0 > 150 && x1 < 750).map(({ first, behind }) => `${first}-${behind}`);
    const there = new Set(inner(1000 * 60_000));
    const moved = inner(1020 * 60_000);
    expect(moved.filter((each) => there.has(each)).length).toBeGreaterThan(moved.length - 3);
  });
  it('come apart as one zooms in', () => {
    const all = Array.from({ length: 100 }, (_, index) => index * 1000);
    expect(sizes(all, 0, 1_000_000, 500).length).toBeLessThan(10);
    expect(sizes(all, 0, 20_000, 500).every((size) => size === 1)).toBe(true);
  });
  it('cost what is in view: what lies far outside is no mark', () => expect(clusters([0, 500, 1_000_000], timeScale(400, 600, 300)).map(({ first }) => first)).toEqual([1]));
});

describe('lowerBound', () => {
  it('is where a value belongs', () => {
    fc.assert(fc.property(times(100, 60), fc.integer({ min: -5, max: 105 }), (all, value) => {
      expect(lowerBound(all, value)).toBe(all.filter((each) => each < value).length);
    }));
  });
});
