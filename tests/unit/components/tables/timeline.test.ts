import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segments, timeScale } from '@/components/charts/time-scale';
import { historyBins, laneMarks, usualMost, windowOf, type TimelineSnapshot } from '@/components/tables/snapshots/timeline-marks';
import { moveOfKey, moveTo } from '@/components/tables/snapshots/timeline-moves';

const snapshot = (id: string, minute: number, parentId: string | null = null, lane = 0, rows = 1): TimelineSnapshot =>
  ({ id, parentId, at: new Date(minute * 60_000).toISOString(), operation: 'append', addedRows: rows, deletedRows: 0, lane });

describe('laneMarks', () => {
  it('keeps every snapshot exactly once, in order, and marks never overlap by more than a hair', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 400 }), (minutes) => {
      const all = minutes.toSorted((a, b) => a - b).map((minute, index) => snapshot(String(index), minute));
      const scale = timeScale(0, 10_000 * 60_000, 600);
      const marks = laneMarks(all, scale.x);
      expect(marks.flatMap((mark) => mark.snapshots.map((each) => each.id))).toEqual(all.map((each) => each.id));
      expect(marks.reduce((total, mark) => total + mark.addedRows, 0)).toBe(all.length);
    }));
  });
  it('draws ten thousand snapshots as no more marks than the width has room for', () => {
    const all = Array.from({ length: 10_000 }, (_, index) => snapshot(String(index), index));
    expect(laneMarks(all, timeScale(0, 10_000 * 60_000, 900).x).length).toBeLessThan(900 / 6);
  });
  it('leaves apart what stands apart', () => {
    const marks = laneMarks([snapshot('a', 0), snapshot('b', 10), snapshot('c', 10.5)], timeScale(0, 20 * 60_000, 200).x);
    expect(marks.map((mark) => mark.snapshots.length)).toEqual([1, 2]);
  });
});

describe('the scale of drops', () => {
  const marks = (rows: readonly number[]) => laneMarks(rows.map((each, index) => snapshot(String(index), index * 100, null, 0, each)), (at) => at / 60_000);
  it('fits nine of ten, so that a first load does not flatten the days after it', () => expect(usualMost(marks([110_000, ...Array.from({ length: 30 }, () => 3000)]))).toBe(3000));
  it('is the greatest of a few, and never nothing', () => {
    expect(usualMost(marks([5, 9, 7]))).toBe(9);
    expect([usualMost([]), usualMost(marks([0, 0]))]).toEqual([1, 1]);
  });
});

describe('the time axis', () => {
  it('puts segments at round times at least as far apart as asked', () => {
    const scale = timeScale(Date.parse('2026-11-23T02:10:00Z'), Date.parse('2026-11-23T14:03:00Z'), 600);
    const ends = segments(scale);
    expect(ends.length).toBeGreaterThan(3);
    for (const end of ends) expect(end % 3_600_000).toBe(0);
    for (let i = 1; i < ends.length; i += 1) expect(scale.x(ends[i]!) - scale.x(ends[i - 1]!)).toBeGreaterThanOrEqual(56);
  });
  it('counts commits of the whole history by slices', () => expect(historyBins([snapshot('a', 0), snapshot('b', 1), snapshot('c', 10)], 0, 600_000, 2)).toEqual([2, 1]));
  it('finds the window by its ends, both inside', () => expect(windowOf([1, 2, 3, 4, 5], 2, 4)).toEqual([1, 4]));
});

describe('moveTo', () => {
  const all = [snapshot('a', 0), snapshot('b', 1, 'a'), snapshot('x', 2, 'b', 1), snapshot('c', 3, 'b'), snapshot('y', 9, 'x', 1)];
  it('goes to the parent and to the child on the same lane', () => {
    expect(moveTo(all, 'c', 'parent')).toBe('b');
    expect(moveTo(all, 'b', 'child')).toBe('c');
    expect(moveTo(all, 'x', 'parent')).toBe('b');
  });
  it('changes lanes to the nearest in time', () => {
    expect(moveTo(all, 'c', 'down')).toBe('x');
    expect(moveTo(all, 'y', 'up')).toBe('c');
  });
  it('goes to the ends of its lane and stays where there is no way on', () => {
    expect([moveTo(all, 'b', 'first'), moveTo(all, 'b', 'last'), moveTo(all, 'a', 'parent'), moveTo(all, 'y', 'down')]).toEqual(['a', 'c', 'a', 'y']);
  });
  it('starts at the newest and knows its keys', () => expect([moveTo(all, null, 'first'), moveOfKey('['), moveOfKey('z')]).toEqual(['y', 'first', null]));
});
