/**
 * Where rows stand when there are more of them than a page can be high: browsers cut elements off at some 17 to 33
 * million pixels, a million rows need 28. Then the scroll bar covers all rows on a shorter canvas. A jump (the bar
 * was dragged) is scaled; a small move (wheel, touch, a click beside the bar's thumb) goes as far as the hand did.
 */
export const CANVAS_MOST = 8_000_000;

export interface Geometry {
  /** height of all rows */
  readonly content: number;
  /** height of the part of the scroller that shows rows */
  readonly view: number;
}
export interface RowScroll {
  /** the scroller's own scrollTop */
  readonly top: number;
  /** pixels of rows above the view */
  readonly offset: number;
}

export const canvasHeight = (content: number): number => Math.min(content, CANVAS_MOST);
const offsetMost = ({ content, view }: Geometry): number => Math.max(0, content - view);
const topMost = ({ content, view }: Geometry): number => Math.max(0, canvasHeight(content) - view);
const scaled = ({ content }: Geometry): boolean => content > CANVAS_MOST;
const bounded = (value: number, most: number): number => Math.min(Math.max(0, value), most);

/** Rows' offset after the scroller moved to `top`. */
export function follow(before: RowScroll, top: number, geometry: Geometry): RowScroll {
  if (!scaled(geometry)) return { top, offset: bounded(top, offsetMost(geometry)) };
  if (top <= 0) return { top, offset: 0 };
  if (top >= topMost(geometry) - 0.5) return { top, offset: offsetMost(geometry) };
  const moved = top - before.top;
  const offset = Math.abs(moved) <= 2 * geometry.view ? before.offset + moved : (top / topMost(geometry)) * offsetMost(geometry);
  return { top, offset: bounded(offset, offsetMost(geometry)) };
}

/** Where the scroller must stand for `offset`: after a move by key, and when small moves have come to rest. */
export function place(offset: number, geometry: Geometry): RowScroll {
  const to = bounded(offset, offsetMost(geometry));
  return { offset: to, top: scaled(geometry) ? (to / offsetMost(geometry)) * topMost(geometry) : to };
}

/** Rows [first, last) that are in view, with `over` more on both sides. */
export function rowsInView(offset: number, view: number, rowHeight: number, rowCount: number, over: number): readonly [first: number, last: number] {
  const first = Math.max(0, Math.floor(offset / rowHeight) - over);
  return [Math.min(first, rowCount), Math.min(rowCount, Math.ceil((offset + view) / rowHeight) + over)];
}

/** The offset that brings a row into view with the least movement. */
export function offsetToShow(row: number, offset: number, view: number, rowHeight: number): number {
  const start = row * rowHeight;
  if (start < offset) return start;
  return start + rowHeight > offset + view ? start + rowHeight - view : offset;
}
