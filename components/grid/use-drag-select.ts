'use client';
import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import { HEAD_HEIGHT } from './grid-header';
import { columnAt, GUTTER } from './use-column-layout';
import type { Place } from './selection';

const EDGE_STEP_MS = 40;

interface Grid {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rowHeight: number;
  readonly rowCount: number;
  readonly starts: readonly number[];
  readonly pins: number;
  /** pixels of rows above the view */
  readonly offset: () => number;
  readonly scrollBy: (pixels: number) => void;
  /** `inGutter` when the pointer is on the row numbers: whole rows are meant */
  readonly onPick: (place: Place, how: { readonly extend: boolean; readonly inGutter: boolean }) => void;
}

/** Selecting with the pointer: a press picks, a drag extends, and past the edge the grid scrolls along. By touch a drag scrolls and a tap picks. */
export function useDragSelect(grid: Grid) {
  const latest = useRef(grid);
  useEffect(() => {
    latest.current = grid;
  });
  const drag = useRef<{ x: number; y: number; inGutter: boolean } | null>(null);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => () => clearInterval(timer.current), []);

  /** The cell under a point of the window; null above or below the rows unless `nearest` is asked for. */
  const placeAt = (x: number, y: number, nearest: boolean): (Place & { readonly inGutter: boolean }) | null => {
    const { scroller, rowHeight, rowCount, starts, pins, offset } = latest.current;
    const element = scroller.current;
    if (!element || rowCount === 0) return null;
    const box = element.getBoundingClientRect();
    const down = y - box.top - HEAD_HEIGHT;
    const across = x - box.left - element.clientLeft;
    if (!nearest && (down < 0 || across > element.clientWidth || y > box.top + element.clientHeight)) return null;
    const row = Math.floor((offset() + Math.min(Math.max(0, down), element.clientHeight - HEAD_HEIGHT - 1)) / rowHeight);
    const behind = across - GUTTER + (across - GUTTER < (starts[pins] ?? 0) ? 0 : element.scrollLeft);
    if (!nearest && (row >= rowCount || (across > GUTTER && behind > (starts.at(-1) ?? 0)))) return null;
    return { row: Math.min(rowCount - 1, row), column: columnAt(Math.max(0, behind), starts), inGutter: across < GUTTER };
  };

  const extend = () => {
    const at = drag.current;
    const place = at && placeAt(at.x, at.y, true);
    if (at && place) latest.current.onPick(place, { extend: true, inGutter: at.inGutter });
  };
  const atEdge = () => {
    const element = latest.current.scroller.current;
    const at = drag.current;
    if (!element || !at) return;
    const box = element.getBoundingClientRect();
    const up = Math.min(0, at.y - box.top - HEAD_HEIGHT);
    const down = Math.max(0, at.y - box.top - element.clientHeight);
    const left = Math.min(0, at.x - box.left - GUTTER);
    const right = Math.max(0, at.x - box.left - element.clientWidth);
    if (up + down !== 0) latest.current.scrollBy((up + down) * 2);
    if (left + right !== 0 && !at.inGutter) element.scrollLeft += left + right;
    if (up + down + left + right !== 0) extend();
  };
  const end = () => {
    drag.current = null;
    clearInterval(timer.current);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      const place = placeAt(event.clientX, event.clientY, false);
      if (!place) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, inGutter: place.inGutter };
      timer.current = setInterval(atEdge, EDGE_STEP_MS);
      latest.current.onPick(place, { extend: event.shiftKey, inGutter: place.inGutter });
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (!drag.current) return;
      drag.current = { ...drag.current, x: event.clientX, y: event.clientY };
      extend();
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      const place = event.pointerType === 'touch' ? placeAt(event.clientX, event.clientY, false) : null;
      if (place && event.isPrimary) latest.current.onPick(place, { extend: false, inGutter: place.inGutter });
      end();
    },
    onPointerCancel: end,
    placeAt: (x: number, y: number) => placeAt(x, y, false),
  };
}
