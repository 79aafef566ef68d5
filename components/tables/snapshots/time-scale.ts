/** A window of time drawn over `width` pixels. Times are milliseconds since the epoch. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  x(at: number): number;
  at(x: number): number;
}

export function timeScale(from: number, to: number, width: number): TimeScale {
  const length = Math.max(1, to - from);
  return { from, to, width, x: (at) => ((at - from) / length) * width, at: (x) => from + (x / Math.max(1, width)) * length };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 91 * DAY, 365 * DAY] as const;

/** Ends of the segments of the zebra scale: round local times, each at least `least` pixels from the next. */
export function segments(scale: TimeScale, least = 56): readonly number[] {
  const length = scale.to - scale.from;
  const most = Math.max(1, scale.width / least);
  const step = STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / (365 * DAY)) * 365 * DAY;
  const offset = -new Date(scale.from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((scale.from + offset) / step) * step - offset;
  const ends: number[] = [];
  for (let at = first; at <= scale.to; at += step) ends.push(at);
  return ends;
}

const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

/** What a segment's end says: the hour in short windows, the day in longer ones, the month in the longest. */
export function segmentLabel(at: number, scale: TimeScale): string {
  const length = scale.to - scale.from;
  if (length <= 2 * DAY) return hourFormat.format(at);
  return length <= 500 * DAY ? dayFormat.format(at) : monthFormat.format(at);
}
