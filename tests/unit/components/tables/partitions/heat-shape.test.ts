import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthOf, heatShape, type Partition } from '@/components/tables/partitions/heat-shape';

const partition = (...values: readonly (string | null)[]): Partition => ({ specId: 0, partition: values.join(), values: [...values], rows: 10, files: 1, deleteFiles: 0, bytes: 100, lastUpdatedAt: null });
const spec = (...transforms: readonly string[]) => ({ fields: transforms.map((transform, index) => ({ name: `f${index}`, source: `c${index}`, transform })) });
const places = (shape: ReturnType<typeof heatShape>) => shape.cells.map(({ column, row, label }) => [column, row, label]);

describe('the layout of partitions', () => {
  it('puts days into weeks, Monday first', () => {
    // 2024-01-01 was a Monday
    const shape = heatShape([partition('2024-01-01'), partition('2024-01-07'), partition('2024-01-08'), partition('2024-02-29')], spec('day'));
    expect(places(shape)).toEqual([[0, 0, '2024-01-01'], [0, 6, '2024-01-07'], [1, 0, '2024-01-08'], [8, 3, '2024-02-29']]);
    expect([shape.kind, shape.columns.length, shape.columns[0], shape.columns[5], shape.columns[1]]).toEqual(['calendar', 9, 'Jan 2024', 'Feb', '']);
  });
  it('takes dates as such that are partitioned by themselves, and leaves out a null', () => {
    expect(places(heatShape([partition('1969-12-31'), partition(null), partition('1970-01-01')], spec('identity')))).toEqual([[0, 2, '1969-12-31'], [0, 3, '1970-01-01']]);
  });
  it('puts months into years and hours into days', () => {
    expect(places(heatShape([partition('2023-12'), partition('2024-01')], spec('month')))).toEqual([[11, 0, '2023-12'], [0, 1, '2024-01']]);
    expect(places(heatShape([partition('2024-03-09-00'), partition('2024-03-10-23')], spec('hour')))).toEqual([[0, 0, '2024-03-09-00'], [23, 1, '2024-03-10-23']]);
  });
  it('makes a grid of two fields, the one with more values across, and sums further ones', () => {
    const shape = heatShape([partition('eu', '2', 'x'), partition('eu', '10', 'x'), partition('us', '2', 'x'), partition('us', '9', 'y'), partition('us', '9', 'z')], spec('identity', 'bucket[16]', 'identity'));
    expect([shape.columns, shape.rows]).toEqual([['2', '9', '10'], ['eu', 'us']]);
    expect(shape.cells.find(({ label }) => label === 'us, 9')).toMatchObject({ column: 1, row: 1, rows: 20, files: 2 });
    expect(shape.cells).toHaveLength(4);
  });
  it('makes lines of other values in the order in which people count', () => {
    const shape = heatShape(Array.from({ length: 70 }, (_, index) => partition(String(69 - index))), spec('bucket[70]'));
    expect([shape.kind, shape.rows, shape.cells[0]?.label, shape.cells[60]]).toMatchObject(['strip', ['0', '60'], '0', { column: 0, row: 1, label: '60' }]);
  });
  it('loses no partition of a grid or strip, and puts no two into one place unless they are summed', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', null), fc.integer({ min: 0, max: 40 }).map(String)), { selector: (values) => values.join('|'), minLength: 1 }), (values) => {
      const shape = heatShape(values.map((each) => partition(...each)), spec('identity', 'identity'));
      const seen = new Set(shape.cells.map(({ column, row }) => `${column}|${row}`));
      return seen.size === values.length && shape.cells.every(({ column, row }) => column < shape.columns.length && row < shape.rows.length);
    }));
  });
  it('tints from nothing to the most, and never less for more', () => {
    expect([depthOf(0, 10), depthOf(1, 1_000_000), depthOf(10, 10), depthOf(0, 0)]).toEqual([0, 1, 6, 0]);
    fc.assert(fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 2 ** 31 }), (a, b, most) => depthOf(Math.min(a, b), most) <= depthOf(Math.max(a, b), most)));
  });
});
