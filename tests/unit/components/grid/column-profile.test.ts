import { describe, expect, it } from 'vitest';
import { columnProfile } from '@/components/grid/column-profile';
import { memorySource } from '@/components/grid/memory-source';
import { typedColumns } from '@/components/grid/typed-columns';
import type { Cell } from '@/lib/model/values/types';

const of = (type: string, cells: readonly Cell[], bins = 4) => columnProfile(memorySource(typedColumns([{ name: 'x', type }]), cells.map((cell) => [cell])), 0, bins);

describe('columnProfile', () => {
  it('counts numbers by equal parts of their range', () => expect(of('integer', [0, 1, 2, 3, 8, null])).toEqual({ rows: 6, nulls: 1, distinct: 5, range: ['0', '8'], bars: [2, 2, 0, 1], named: null }));
  it('finds the ends of bigints that a number cannot tell apart', () => expect(of('bigint', ['9007199254740993', '9007199254740992', '9007199254740994'])?.range).toEqual(['9,007,199,254,740,992', '9,007,199,254,740,994']));
  it('counts times by their range', () => expect(of('timestamp(6)', ['2026-11-01 00:00:00.000000', '2026-11-05 00:00:00.000000'])).toMatchObject({ range: ['2026-11-01 00:00:00', '2026-11-05 00:00:00'], bars: [1, 0, 0, 1] }));
  it('counts texts by their most frequent values', () => expect(of('varchar', ['a', 'b', 'b', 'c', 'b', 'c', 'd', 'e'], 2)).toMatchObject({ distinct: 5, range: null, bars: [3, 2], named: ['b', 'c'] }));
  it('leaves NaN out of the range, and counts it as a value', () => expect(of('double', ['NaN', 1, 2])).toMatchObject({ distinct: 3, range: ['1', '2'] }));
  it('has none for nested values, for nothing, and for rows that are not here', () => {
    expect([of('array(integer)', [[1]]), of('integer', [])]).toEqual([null, null]);
    expect(columnProfile({ ...memorySource(typedColumns([{ name: 'x', type: 'integer' }]), [[1]]), rowCount: 2 }, 0, 4)).toBeNull();
    expect(of('integer', [null, null])).toMatchObject({ nulls: 2, distinct: 0, bars: [] });
  });
});
