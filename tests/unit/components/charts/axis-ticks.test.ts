import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTicks, roundNumbers, tickText } from '@/components/charts/axis-ticks';
import type { ChartData } from '@/components/charts/chart-data';

const axis = (scale: ChartData['scale'], xs: readonly number[]): ChartData => ({ scale, xs, labels: xs.map(String), series: [], seriesLeft: 0, added: 0, without: 0 });

describe('roundNumbers', () => {
  it('steps by one, two or five', () => {
    expect(roundNumbers(0, 100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(roundNumbers(0.1, 0.32, 3)).toEqual([0.1, 0.2, 0.3]);
    expect(roundNumbers(-7, 8, 3)).toEqual([-5, 0, 5]);
  });
  it('never has more segments than asked for, none outside, and always ends', () => {
    const finite = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(0, 5e-324, -5e-324, 1.7e308, -1.7e308));
    fc.assert(fc.property(finite, finite, fc.integer({ min: 1, max: 40 }), (a, b, most) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const ticks = roundNumbers(from, to, most);
      expect(ticks.length).toBeLessThanOrEqual(most + 1);
      const slack = to / 1e6 - from / 1e6 + Math.max(Math.abs(from), Math.abs(to)) * 1e-11;
      for (const tick of ticks) expect(tick >= from - slack && tick <= to + slack).toBe(true);
    }), { numRuns: 2000 });
  });
});

describe('axisTicks', () => {
  it('cuts days at midnight of the clock that the times are written in', () => {
    const data = axis('time', [Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 10, 5, 6)]);
    expect(axisTicks(data, 400).map((at) => new Date(at).toISOString())).toEqual(['2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z', '2026-11-04T00:00:00.000Z', '2026-11-05T00:00:00.000Z']);
    expect(tickText(Date.UTC(2026, 10, 2), data)).toBe('2 Nov');
  });
  it('has one tick where all lies in one place', () => expect(axisTicks(axis('number', [7]), 400)).toEqual([7]));
});
