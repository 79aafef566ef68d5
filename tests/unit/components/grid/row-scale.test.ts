import { describe, expect, it } from 'vitest';
import { CANVAS_MOST, canvasHeight, follow, offsetToShow, place, rowsInView } from '@/components/grid/row-scale';

const small = { content: 28_000, view: 500 };
const million = { content: 28_000_000, view: 500 };
const top = { top: 0, offset: 0 };

describe('row scale', () => {
  it('moves pixel by pixel while all rows fit on a page', () => {
    expect(canvasHeight(small.content)).toBe(28_000);
    expect(follow(top, 1234, small)).toEqual({ top: 1234, offset: 1234 });
    expect(follow(top, 99_999, small).offset).toBe(27_500);
  });
  it('keeps the canvas below what browsers can draw', () => expect(canvasHeight(million.content)).toBe(CANVAS_MOST));
  it('reaches the last row at the end of the scroll bar, and the first at its beginning', () => {
    expect(follow(top, CANVAS_MOST - 500, million).offset).toBe(28_000_000 - 500);
    expect(follow({ top: 4000, offset: 14_000 }, 0, million).offset).toBe(0);
  });
  it('goes as far as the hand did in small moves, and by the share of the bar in a jump', () => {
    const before = place(14_000_000, million);
    expect(follow(before, before.top + 100, million).offset).toBeCloseTo(14_000_100, 6);
    expect(follow(before, before.top / 2, million).offset).toBeCloseTo(7_000_000, -1);
  });
  it('comes to rest where the bar tells the truth, without moving rows', () => {
    const moved = follow(place(14_000_000, million), place(14_000_000, million).top + 900, million);
    const rested = place(moved.offset, million);
    expect(rested.offset).toBe(moved.offset);
    expect(follow(rested, rested.top, million).offset).toBe(rested.offset);
  });
  it('can place each of a million rows', () => {
    for (const row of [0, 1, 499_999, 999_999]) expect(place(row * 28, million).offset).toBe(Math.min(row * 28, 28_000_000 - 500));
  });
  it('draws the rows in view and some around, never beyond the ends', () => {
    expect(rowsInView(0, 500, 28, 1000, 10)).toEqual([0, 28]);
    expect(rowsInView(28_000, 500, 28, 1000, 10)).toEqual([990, 1000]);
    expect(rowsInView(0, 500, 28, 0, 10)).toEqual([0, 0]);
    expect(rowsInView(2800, 280, 28, 1000, 10)).toEqual([90, 120]);
  });
  it('brings a row into view with the least movement', () => {
    expect([offsetToShow(0, 100, 280, 28), offsetToShow(5, 100, 280, 28), offsetToShow(20, 100, 280, 28)]).toEqual([0, 100, 308]);
  });
});
