import { describe, expect, it } from 'vitest';
import { boundedWidth, fittedWidth } from '@/components/grid/column-widths';
import { memorySource } from '@/components/grid/memory-source';
import { typedColumns } from '@/components/grid/typed-columns';
import { columnAt } from '@/components/grid/use-column-layout';

describe('column widths', () => {
  const width = (name: string, value: string) => fittedWidth(memorySource(typedColumns([{ name, type: 'varchar' }]), [[value]]), 0);
  it('fits the name and the first rows, within bounds', () => {
    expect(width('a', 'x')).toBeLessThan(width('a', 'x'.repeat(20)));
    expect(width('a_long_column_name', 'x')).toBeGreaterThan(width('a', 'x'));
    expect(width('a', 'x'.repeat(5000))).toBe(340);
  });
  it('keeps what somebody drags within reason', () => expect([boundedWidth(-5), boundedWidth(123.4), boundedWidth(99_999)]).toEqual([56, 123, 900]));
  it('finds the column under a point, the nearest one outside', () => expect([0, 99, 100, 250, 9999].map((x) => columnAt(x, [0, 100, 200, 300]))).toEqual([0, 0, 1, 2, 2]));
});
