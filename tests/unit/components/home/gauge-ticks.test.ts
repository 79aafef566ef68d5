import { describe, expect, it } from 'vitest';
import { gaugeTicks } from '@/components/home/gauge-ticks';

const commit = (minute: number, rows: number, operation: 'append' | 'delete' = 'append') => ({ at: new Date(minute * 60_000).toISOString(), rows, operation });
const HOUR = 3_600_000;

describe('gaugeTicks', () => {
  it('puts a commit at its time and lets its height tell the rows', () => {
    const ticks = gaugeTicks([commit(0, 9), commit(30, 99), commit(59, -99, 'delete')], 0, HOUR, 400, 20);
    expect(ticks.map((tick) => [tick.x, Math.round(tick.height), tick.kind])).toEqual([[0, 10, 'append'], [200, 20, 'append'], [392, 20, 'other']]);
  });
  it('draws no more ticks than there is room for', () => {
    const many = Array.from({ length: 5000 }, (_, index) => commit(index / 100, 1));
    expect(gaugeTicks(many, 0, HOUR, 100, 20).length).toBeLessThanOrEqual(25);
  });
  it('leaves out what lies before the window', () => expect(gaugeTicks([commit(-5, 1)], 0, HOUR, 100, 20)).toEqual([]));
});
