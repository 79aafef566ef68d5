/** A stretch of time, milliseconds since the epoch. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

export const RANGES = ['24h', '7d', '30d', 'all'] as const;
export type Range = (typeof RANGES)[number];
const HOURS: Readonly<Record<Exclude<Range, 'all'>, number>> = { '24h': 24, '7d': 168, '30d': 720 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const isRange = (text: string | null): text is Range => RANGES.some((each) => each === text);

/** First and last moment of a history, with a margin so that nothing stands on the edge. */
export function historyOf(times: readonly number[], now: number): TimeWindow {
  const first = times[0] ?? now - HOUR;
  const last = times.at(-1) ?? now;
  const margin = Math.max(MINUTE, (last - first) * 0.02);
  return { from: first - margin, to: Math.max(last + margin, Math.min(now, last + margin * 4)) };
}

/** The window that a range names; it ends behind the last commit, so that an old table does not show an empty axis. */
export function windowFor(range: Range, history: TimeWindow, last: number): TimeWindow {
  if (range === 'all') return history;
  const length = HOURS[range] * HOUR;
  const to = Math.min(history.to, last + length * 0.02);
  return { from: Math.max(history.from, to - length), to };
}

/** `1763900000000-1763990000000` in an address, for a window that was dragged. */
export function parseWindow(text: string | null): TimeWindow | null {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '');
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  return match && to > from ? { from, to } : null;
}
export const writeWindow = (window: TimeWindow): string => `${Math.floor(window.from)}-${Math.ceil(window.to)}`;

/** A little more than the snapshots between two moments, for looking closer at a capsule. */
export const around = (from: number, to: number): TimeWindow => {
  const margin = Math.max(1000, (to - from) * 0.08);
  return { from: from - margin, to: to + margin };
};
