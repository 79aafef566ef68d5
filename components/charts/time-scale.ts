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

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 91 * DAY, 365 * DAY] as const;

/** Whose clock is round: the reader's, or UTC, which is also how times without a zone are laid out. */
export type Clock = 'local' | 'utc';

/** Ends of the segments of the zebra scale: round times, each at least `least` pixels from the next. */
export function segments(scale: TimeScale, least = 56, clock: Clock = 'local'): readonly number[] {
  const length = scale.to - scale.from;
  const most = Math.max(1, scale.width / least);
  const step = STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / (365 * DAY)) * 365 * DAY;
  const offset = clock === 'utc' ? 0 : -new Date(scale.from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((scale.from + offset) / step) * step - offset;
  const ends: number[] = [];
  for (let at = first; at <= scale.to; at += step) ends.push(at);
  return ends;
}

const formats = (zone: { readonly timeZone?: 'UTC' }) => ({
  second: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', ...zone }),
  hour: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone }),
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...zone }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', ...zone }),
});
const FORMATS = { local: formats({}), utc: formats({ timeZone: 'UTC' }) } as const;

/** What a segment's end says: the second in windows of minutes, the hour in short windows, the day in longer ones, the month in the longest. */
export function segmentLabel(at: number, scale: Pick<TimeScale, 'from' | 'to'>, clock: Clock = 'local'): string {
  const length = scale.to - scale.from;
  return FORMATS[clock][length <= 8 * MINUTE ? 'second' : length <= 2 * DAY ? 'hour' : length <= 500 * DAY ? 'day' : 'month'].format(at);
}
