'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { boundedWidth, fittedWidth } from './column-widths';
import type { GridSource } from './grid-source';

/** Width of the row numbers' column. */
export const GUTTER = 48;

interface Chosen {
  readonly widths: Readonly<Record<number, number>>;
  readonly hidden: ReadonlySet<number>;
  /** kept at the left, in this order */
  readonly pinned: readonly number[];
}
const NOTHING: Chosen = { widths: {}, hidden: new Set(), pinned: [] };

/** What somebody chose for answers with the same columns, kept for this window. */
const remembered = new Map<string, Chosen>();
const REMEMBERED_MOST = 100;
function remember(key: string, chosen: Chosen): void {
  remembered.delete(key);
  remembered.set(key, chosen);
  const oldest = remembered.keys().next().value;
  if (remembered.size > REMEMBERED_MOST && oldest !== undefined) remembered.delete(oldest);
}

/**
 * Which columns are shown, how wide, and which of them are in view. `shown` are indexes into the source's columns, the
 * `pins` that stay at the left first; `starts` are their left edges behind the row numbers, with the right end of the
 * last as one more. In view are the pinned ones and those at [first, last).
 */
export function useColumnLayout(source: GridSource, scroller: RefObject<HTMLDivElement | null>, root: RefObject<HTMLElement | null>) {
  const key = useMemo(() => JSON.stringify(source.columns.map(({ name, type }) => [name, type.kind])), [source.columns]);
  const [state, setState] = useState<{ readonly key: string; readonly chosen: Chosen }>({ key, chosen: remembered.get(key) ?? NOTHING });
  if (state.key !== key) setState({ key, chosen: remembered.get(key) ?? NOTHING });
  const { chosen } = state;
  const begun = source.row(0) !== undefined;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once the first rows are there; what comes later moves nothing
  const fitted = useMemo(() => source.columns.map((_, index) => fittedWidth(source, index)), [source, begun]);
  const shown = useMemo(() => [...chosen.pinned, ...source.columns.map((_, index) => index).filter((index) => !chosen.pinned.includes(index))].filter((index) => !chosen.hidden.has(index)), [source.columns, chosen.pinned, chosen.hidden]);
  const pins = chosen.pinned.filter((index) => !chosen.hidden.has(index)).length;
  const starts = useMemo(() => {
    const edges = [0];
    for (const index of shown) edges.push((edges.at(-1) ?? 0) + (chosen.widths[index] ?? fitted[index] ?? 0));
    return edges;
  }, [shown, chosen.widths, fitted]);

  const columns = useVirtualizer({
    horizontal: true, count: shown.length, overscan: 4, paddingStart: GUTTER, scrollPaddingStart: GUTTER + (starts[pins] ?? 0), getScrollElement: () => scroller.current,
    estimateSize: (index) => (starts[index + 1] ?? 0) - (starts[index] ?? 0), initialRect: { width: 1200, height: 0 },
  });
  useLayoutEffect(() => columns.measure(), [columns, starts]);
  const items = columns.getVirtualItems();
  const first = Math.max(pins, items[0]?.index ?? 0);
  const last = Math.max(first, (items.at(-1)?.index ?? -1) + 1);
  const total = starts.at(-1) ?? 0;

  useLayoutEffect(() => {
    const widths = (from: number, to: number) => shown.slice(from, to).map((_, at) => `${(starts[from + at + 1] ?? 0) - (starts[from + at] ?? 0)}px`).join(' ');
    root.current?.style.setProperty('--grid-columns', `${GUTTER}px ${widths(0, pins)} ${(starts[first] ?? 0) - (starts[pins] ?? 0)}px ${widths(first, last)}`);
    for (let pin = 0; pin < pins; pin += 1) root.current?.style.setProperty(`--pin-${pin}`, `${GUTTER + (starts[pin] ?? 0)}px`);
    root.current?.style.setProperty('--grid-width', `${GUTTER + total}px`);
  }, [root, shown, starts, pins, first, last, total]);

  const choose = useCallback((change: (chosen: Chosen) => Chosen) => {
    setState((old) => {
      const next = change(old.chosen);
      remember(old.key, next);
      return { key: old.key, chosen: next };
    });
  }, []);
  return {
    shown, starts, pins, first, last, hidden: chosen.hidden, pinned: chosen.pinned,
    resize: (index: number, width: number) => choose((old) => ({ ...old, widths: { ...old.widths, [index]: boundedWidth(width) } })),
    fit: (index: number) => choose((old) => ({ ...old, widths: { ...old.widths, [index]: fittedWidth(source, index) } })),
    setShown: (index: number, show: boolean) => choose((old) => {
      const hidden = new Set(old.hidden);
      if (show) hidden.delete(index);
      else hidden.add(index);
      return hidden.size === source.columns.length ? old : { ...old, hidden };
    }),
    pin: (index: number, pin: boolean) => choose((old) => ({ ...old, pinned: pin ? [...old.pinned.filter((each) => each !== index), index] : old.pinned.filter((each) => each !== index) })),
    showColumn: (at: number) => at >= pins && columns.scrollToIndex(at, { align: 'auto' }),
  };
}

/** The column at `x` pixels behind the row numbers: the nearest one when `x` lies outside. */
export function columnAt(x: number, starts: readonly number[]): number {
  const found = starts.findIndex((start, index) => x >= start && x < (starts[index + 1] ?? Number.POSITIVE_INFINITY));
  return Math.min(Math.max(0, found), Math.max(0, starts.length - 2));
}
