import { describe, expect, it } from 'vitest';
import { areaOf, cellsOf, moved, only, wholeColumn, wholeRow, within, type Selection } from '@/components/grid/selection';

const extent = { rows: 100, columns: 5 };
const at = (row: number, column: number): Selection => only({ row, column });
const press = (selection: Selection | null, key: string, held: { shift?: boolean; mod?: boolean } = {}) => moved(selection, { key, shift: held.shift ?? false, mod: held.mod ?? false }, extent, 10);

describe('moving by keys', () => {
  it('begins at the first cell', () => expect(press(null, 'ArrowDown')).toEqual(at(0, 0)));
  it('moves by one, and stays inside', () => {
    expect(press(at(3, 2), 'ArrowDown')).toEqual(at(4, 2));
    expect(press(at(0, 0), 'ArrowUp')).toEqual(at(0, 0));
    expect(press(at(99, 4), 'ArrowRight')).toEqual(at(99, 4));
  });
  it('jumps by page, to the ends of a row, and with Ctrl to the ends of all', () => {
    expect(press(at(50, 2), 'PageDown')).toEqual(at(60, 2));
    expect(press(at(50, 2), 'Home')).toEqual(at(50, 0));
    expect(press(at(50, 2), 'End', { mod: true })).toEqual(at(99, 4));
    expect(press(at(50, 2), 'ArrowUp', { mod: true })).toEqual(at(0, 2));
  });
  it('extends from the anchor with Shift, also backwards', () => {
    const down = press(at(3, 2), 'ArrowDown', { shift: true });
    expect(down).toEqual({ anchor: { row: 3, column: 2 }, active: { row: 4, column: 2 } });
    const back = press(press(down, 'ArrowUp', { shift: true }), 'ArrowUp', { shift: true });
    expect(back && areaOf(back)).toEqual({ top: 2, bottom: 3, left: 2, right: 2 });
  });
  it('takes all with Ctrl+A and leaves other keys alone', () => {
    const all = press(at(1, 1), 'a', { mod: true });
    expect(all && cellsOf(areaOf(all))).toBe(500);
    expect([press(at(1, 1), 'a'), press(at(1, 1), 'Enter')]).toEqual([null, null]);
  });
  it('has nowhere to go in an empty grid', () => expect(moved(null, { key: 'ArrowDown', shift: false, mod: false }, { rows: 0, columns: 3 }, 10)).toBeNull());
});

describe('areas', () => {
  it('covers whole columns and rows', () => {
    expect(areaOf(wholeColumn(2, extent))).toEqual({ top: 0, bottom: 99, left: 2, right: 2 });
    expect(areaOf(wholeRow(7, extent, 9))).toEqual({ top: 7, bottom: 9, left: 0, right: 4 });
  });
  it('shrinks with the grid', () => {
    expect(within(at(99, 4), { rows: 10, columns: 2 })).toEqual(at(9, 1));
    expect(within(at(9, 1), { rows: 0, columns: 2 })).toBeNull();
  });
});
