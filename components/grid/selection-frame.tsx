'use client';
import { useLayoutEffect, useRef } from 'react';
import { GUTTER } from './use-column-layout';
import type { Area } from './selection';

/** A frame around cells, drawn over the rows: one for the selection, a stronger one for the active cell. Pinned cells, which stay where they are, mark themselves. */
export function SelectionFrame({ area, pins, starts, first, rowHeight, strong }: { readonly area: Area; readonly pins: number; readonly starts: readonly number[]; readonly first: number; readonly rowHeight: number; readonly strong: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const left = starts[Math.max(pins, area.left)] ?? 0;
  const right = starts[area.right + 1] ?? left;
  const top = Math.max(area.top, first - 1);
  const rows = Math.min(area.bottom, first + 2000) - top + 1;
  useLayoutEffect(() => {
    const style = frame.current?.style;
    style?.setProperty('transform', `translate(${GUTTER + left - 1}px, ${(top - first) * rowHeight - 1}px)`);
    style?.setProperty('width', `${right - left + 1}px`);
    style?.setProperty('height', `${Math.max(0, rows) * rowHeight + 1}px`);
  }, [left, right, top, rows, first, rowHeight]);
  return rows > 0 && area.right >= pins && <div ref={frame} role="presentation" className={`pointer-events-none absolute top-0 left-0 border-water ${strong ? 'border-2' : 'border'}`} />;
}
