'use client';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { canvasHeight, follow, offsetToShow, place, rowsInView, type RowScroll } from './row-scale';

/** Rows that stand ready above and below the view; the window moves on when fewer than half of them are left. */
const OVER = 24;
const REST_MS = 160;

/** The rows that a scroller shows. `scroller`, `canvas` and `rows` are put on the elements of the grid. */
export function useRowWindow(rowCount: number, rowHeight: number, headHeight: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const at = useRef<RowScroll>({ top: 0, offset: 0 });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [view, setView] = useState(0);
  const [range, setRange] = useState<readonly [first: number, last: number]>([0, 0]);
  const content = rowCount * rowHeight;

  const lay = useCallback((first: number) => {
    const { top, offset } = at.current;
    rows.current?.style.setProperty('transform', `translateY(${top + first * rowHeight - offset}px)`);
  }, [rowHeight]);

  const look = useCallback(() => {
    const { offset } = at.current;
    setRange((old) => {
      const [from, to] = rowsInView(offset, view, rowHeight, rowCount, OVER / 2);
      return old[0] <= from && old[1] >= to && old[1] <= rowCount ? old : rowsInView(offset, view, rowHeight, rowCount, OVER);
    });
  }, [view, rowHeight, rowCount]);

  const settle = useCallback(() => {
    const element = scroller.current;
    const wanted = place(at.current.offset, { content, view });
    if (!element || Math.abs(wanted.top - element.scrollTop) < 1) return;
    at.current = wanted;
    element.scrollTop = wanted.top;
    at.current = { ...wanted, top: element.scrollTop };
  }, [content, view]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    at.current = follow(at.current, element.scrollTop, { content, view });
    lay(range[0]);
    look();
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      settle();
      lay(range[0]);
    }, REST_MS);
  }, [content, view, lay, look, settle, range]);

  /** Puts the view so that it begins `offset` pixels of rows below the first. */
  const scrollTo = useCallback((offset: number) => {
    const element = scroller.current;
    if (!element) return;
    at.current = place(offset, { content, view });
    element.scrollTop = at.current.top;
    at.current = { ...at.current, top: element.scrollTop };
    lay(range[0]);
    look();
  }, [content, view, lay, look, range]);
  const show = useCallback((row: number) => {
    const wanted = offsetToShow(row, at.current.offset, view, rowHeight);
    if (wanted !== at.current.offset) scrollTo(wanted);
  }, [scrollTo, view, rowHeight]);

  useLayoutEffect(() => {
    canvas.current?.style.setProperty('height', `${canvasHeight(content) + headHeight}px`);
  }, [content, headHeight]);
  useLayoutEffect(() => look(), [look]);
  useLayoutEffect(() => lay(range[0]), [lay, range]);
  useEffect(() => () => clearTimeout(rest.current), []);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setView(Math.max(0, element.clientHeight - headHeight)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [headHeight]);

  return { scroller, canvas, rows, first: Math.min(range[0], rowCount), last: Math.min(range[1], rowCount), view, onScroll, show, scrollBy: (pixels: number) => scrollTo(at.current.offset + pixels), offset: () => at.current.offset };
}
