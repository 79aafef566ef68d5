import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeScale } from '@/components/charts/time-scale';
import { bounded, brushed, brushPart, Camera, LEAST_MS, panned, pinched, zoomed } from '@/components/tables/snapshots/timeline/camera';

const BOUNDS = { from: 1_000_000, to: 9_000_000 };
const windows = fc.tuple(fc.integer({ min: 1_000_000, max: 8_000_000 }), fc.integer({ min: LEAST_MS, max: 1_000_000 })).map(([from, length]) => ({ from, to: from + length }));
const isInside = ({ from, to }: { from: number; to: number }) => from >= BOUNDS.from - 1e-3 && to <= BOUNDS.to + 1e-3 && to - from >= LEAST_MS - 1e-3;

describe('zooming', () => {
  it('keeps the moment under the pointer under the pointer, unless an edge of the history is in the way', () => {
    fc.assert(fc.property(windows, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 1, noNaN: true }), (window, share, factor) => {
      const at = window.from + (window.to - window.from) * share;
      const next = zoomed(window, at, factor, BOUNDS);
      expect(isInside(next)).toBe(true);
      expect(timeScale(next.from, next.to, 1000).x(at)).toBeCloseTo(share * 1000, 3);
    }));
  });
  it('goes no closer than two seconds and no farther than all', () => {
    expect(zoomed({ from: 2_000_000, to: 2_002_500 }, 2_001_000, 0.01, BOUNDS)).toEqual({ from: 2_000_200, to: 2_002_200 });
    expect(zoomed({ from: 2_000_000, to: 3_000_000 }, 2_500_000, 1000, BOUNDS)).toEqual(BOUNDS);
  });
});

describe('moving', () => {
  it('keeps the length and stays inside', () => {
    fc.assert(fc.property(windows, fc.integer({ min: -20_000_000, max: 20_000_000 }), (window, by) => {
      const next = panned(window, by, BOUNDS);
      expect(isInside(next)).toBe(true);
      expect(next.to - next.from).toBeCloseTo(window.to - window.from, 3);
    }));
  });
  it('a bound window is bound', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 0 }), (from, length) => {
      const next = bounded({ from, to: from + length }, BOUNDS);
      expect(isInside(next)).toBe(true);
      expect(bounded(next, BOUNDS)).toEqual(next);
    }));
  });
  it('two fingers keep the moments under them', () => {
    const next = pinched({ from: 2_000_000, to: 3_000_000 }, 1000, [400, 600], [300, 700], BOUNDS);
    expect(timeScale(next.from, next.to, 1000).x(2_400_000)).toBeCloseTo(300);
    expect(timeScale(next.from, next.to, 1000).x(2_600_000)).toBeCloseTo(700);
    expect(pinched({ from: 2_000_000, to: 3_000_000 }, 1000, [400, 600], [500, 500.5], BOUNDS)).toEqual({ from: 2_000_000, to: 3_000_000 });
  });
});

describe('the brush', () => {
  it('has two edges, an inside and an outside, however narrow it is', () => {
    expect([90, 97, 150, 203, 220].map((x) => brushPart(x, 100, 200))).toEqual(['outside', 'from', 'inside', 'to', 'outside']);
    expect(brushPart(102, 100, 104)).not.toBe('outside');
  });
  it('resizes, moves, and is drawn anew in either direction', () => {
    const before = { from: 2_000_000, to: 3_000_000 };
    expect(brushed('from', before, 2_000_000, 2_500_000, BOUNDS)).toEqual({ from: 2_500_000, to: 3_000_000 });
    expect(brushed('to', before, 3_000_000, 1_500_000, BOUNDS)).toEqual({ from: 1_500_000, to: 2_000_000 });
    expect(brushed('inside', before, 2_100_000, 2_600_000, BOUNDS)).toEqual({ from: 2_500_000, to: 3_500_000 });
    expect(brushed('outside', before, 7_000_000, 6_000_000, BOUNDS)).toEqual({ from: 6_000_000, to: 7_000_000 });
  });
});

describe('the camera', () => {
  it('tells who follows, once a move, and whether a hand moved it', () => {
    const camera = new Camera(BOUNDS, BOUNDS);
    const told: boolean[] = [];
    const end = camera.follow(() => told.push(camera.moved));
    camera.look({ from: 2_000_000, to: 3_000_000 });
    camera.look({ from: 2_000_000, to: 3_000_000 });
    camera.look(BOUNDS, { byHand: false });
    end();
    camera.look({ from: 2_000_000, to: 3_000_000 });
    expect(told).toEqual([true, false]);
  });
});
