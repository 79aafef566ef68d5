import { describe, expect, it } from 'vitest';
import { memorySource } from '@/components/grid/memory-source';
import { sumArea } from '@/components/grid/sum-area';
import { typedColumns } from '@/components/grid/typed-columns';
import type { Cell } from '@/lib/model/values/types';

const summed = (type: string, cells: readonly Cell[]) => {
  const source = memorySource(typedColumns([{ name: 'x', type }]), cells.map((cell) => [cell]));
  const summary = sumArea(source, [0], { top: 0, bottom: cells.length - 1, left: 0, right: 0 });
  return { ...summary, figures: Object.fromEntries(summary?.figures.map(({ name, text }) => [name, text]) ?? []) };
};

describe('sumArea', () => {
  it('adds bigints beyond what a number holds, exactly', () => {
    expect(summed('bigint', ['9223372036854775807', '9223372036854775807', '-1']).figures).toEqual({ sum: '18,446,744,073,709,551,613', avg: '6,148,914,691,236,517,204.3333', min: '\u22121', max: '9,223,372,036,854,775,807' });
  });
  it('adds decimals of 38 digits exactly', () => {
    expect(summed('decimal(38,2)', ['999999999999999999999999999999999999.99', '0.01']).figures['sum']).toBe('1,000,000,000,000,000,000,000,000,000,000,000,000.00');
  });
  it('leaves NULL out of sums and mean, and counts it', () => {
    expect(summed('integer', [1, null, 4])).toMatchObject({ cells: 3, nulls: 1, figures: { sum: '5', avg: '2.5', min: '1', max: '4' } });
  });
  it('rounds a mean half away from zero', () => expect([summed('decimal(3,1)', ['-0.1', '-0.2']).figures['avg'], summed('integer', [100, 100]).figures['avg']]).toEqual(['\u22120.15', '100']));
  it('adds doubles, and says NaN and Infinity', () => {
    expect(summed('double', [1.5, 2.25]).figures).toEqual({ sum: '3.75', avg: '1.875', min: '1.5', max: '2.25' });
    expect(summed('double', ['Infinity', 1]).figures['sum']).toBe('Infinity');
  });
  it('gives the ends of dates, and nothing for text or a single cell', () => {
    expect(summed('date', ['2026-11-02', '2026-10-31']).figures).toEqual({ min: '2026-10-31', max: '2026-11-02' });
    expect([summed('varchar', ['b', 'a']).figures, summed('integer', [1]).figures, summed('date', ['-0001-01-01', '2026-01-01']).figures]).toEqual([{}, {}, {}]);
  });
  it('waits for cells that are not here', () => {
    const source = { ...memorySource(typedColumns([{ name: 'x', type: 'integer' }]), []), rowCount: 5 };
    expect(sumArea(source, [0], { top: 0, bottom: 4, left: 0, right: 0 })).toBeNull();
  });
  it('only counts what is too much to add up', () => {
    expect(sumArea(memorySource([], []), [0, 1], { top: 0, bottom: 499_999, left: 0, right: 1 })).toEqual({ cells: 1_000_000, nulls: 0, figures: [] });
  });
});
