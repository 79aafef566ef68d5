import { timeScale } from '@/components/charts/time-scale';
import type { TimeWindow } from '../timeline-window';

/** The least that a window shows: two seconds. */
export const LEAST_MS = 2000;

/** A window inside its bounds: never shorter than two seconds, never wider than all, moved rather than cut. */
export function bounded(window: TimeWindow, bounds: TimeWindow): TimeWindow {
  const length = Math.min(bounds.to - bounds.from, Math.max(LEAST_MS, window.to - window.from));
  const middle = (window.from + window.to) / 2;
  const from = Math.min(bounds.to - length, Math.max(bounds.from, window.to - window.from < LEAST_MS ? middle - length / 2 : window.from));
  return { from, to: from + length };
}

/** Closer (`factor` below 1) or farther, with the moment `at` staying where it is on the screen. */
export function zoomed(window: TimeWindow, at: number, factor: number, bounds: TimeWindow): TimeWindow {
  const length = Math.min(bounds.to - bounds.from, Math.max(LEAST_MS, (window.to - window.from) * factor));
  const share = (at - window.from) / (window.to - window.from);
  return bounded({ from: at - length * share, to: at + length * (1 - share) }, bounds);
}

export const panned = (window: TimeWindow, byMs: number, bounds: TimeWindow): TimeWindow => bounded({ from: window.from + byMs, to: window.to + byMs }, bounds);

/** Where two fingers were and are: the moments under them stay under them. Pixels from the left of the plot. */
export function pinched(window: TimeWindow, width: number, was: readonly [number, number], is: readonly [number, number], bounds: TimeWindow): TimeWindow {
  const scale = timeScale(window.from, window.to, width);
  const [a, b] = [scale.at(was[0]), scale.at(was[1])];
  if (Math.abs(is[1] - is[0]) < 1 || Math.abs(b - a) < 1) return window;
  const msPerPixel = Math.abs(b - a) / Math.abs(is[1] - is[0]);
  const from = (a + b) / 2 - ((is[0] + is[1]) / 2) * msPerPixel;
  const next = { from, to: from + width * msPerPixel };
  return next.to - next.from > bounds.to - bounds.from ? bounds : bounded(next, bounds);
}

export type BrushPart = 'from' | 'to' | 'inside' | 'outside';
const EDGE = 6;

/** What of the brush lies under the pointer on the strip of the whole history. */
export function brushPart(x: number, left: number, right: number): BrushPart {
  const edge = Math.min(EDGE, Math.max(2, (right - left) / 4));
  if (Math.abs(x - left) <= (x < left ? EDGE : edge)) return 'from';
  if (Math.abs(x - right) <= (x > right ? EDGE : edge)) return 'to';
  return x > left && x < right ? 'inside' : 'outside';
}

/** The window while its brush is dragged from one moment to another: an edge moves, the whole moves, or a new one is drawn. */
export function brushed(part: BrushPart, before: TimeWindow, start: number, here: number, bounds: TimeWindow): TimeWindow {
  switch (part) {
    case 'inside': return panned(before, here - start, bounds);
    case 'from': return ordered(before.to, here, bounds);
    case 'to': return ordered(before.from, here, bounds);
    case 'outside': return ordered(start, here, bounds);
  }
}

const ordered = (a: number, b: number, bounds: TimeWindow): TimeWindow => bounded({ from: Math.max(bounds.from, Math.min(a, b)), to: Math.min(bounds.to, Math.max(a, b)) }, bounds);

/**
 * The window that is looked through, outside of React: what is dragged is drawn sixty times a second, and the page
 * follows when it rests.
 */
export class Camera {
  private readonly listeners = new Set<() => void>();
  constructor(private shown: TimeWindow, private limits: TimeWindow) {}
  get window(): TimeWindow { return this.shown; }
  get bounds(): TimeWindow { return this.limits; }
  /** `byHand`: moved by the person, so that the address is to follow */
  look(window: TimeWindow, { byHand = true }: { readonly byHand?: boolean } = {}): void {
    const next = bounded(window, this.limits);
    if (next.from === this.shown.from && next.to === this.shown.to) return;
    this.shown = next;
    this.moved = byHand;
    for (const listener of this.listeners) listener();
  }
  /** whether the last move was made by hand */
  moved = false;
  limit(bounds: TimeWindow): void {
    this.limits = bounds;
  }
  readonly follow = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
}
