/** How numbers, sizes, ages and times are written on every screen: grouped, binary bytes, true minus, short ages. */
const grouped = new Intl.NumberFormat('en');
const MINUS = '\u2212';

/** `412,884,120`; unknown is a dash, never 0. */
export const count = (value: number | null): string => (value === null ? '\u2013' : grouped.format(value).replace('-', MINUS));

/** `+1,340`, `−212`, `0`. */
export const signed = (value: number | null): string => (value === null ? '\u2013' : value > 0 ? `+${grouped.format(value)}` : count(value));

/** `412.8 M`: three or four digits for narrow columns. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return count(value);
  const [by, unit] = size < 1e6 ? [1e3, 'k'] : size < 1e9 ? [1e6, 'M'] : size < 1e12 ? [1e9, 'G'] : [1e12, 'T'];
  return `${(value / by).toFixed(1).replace('-', MINUS)} ${unit}`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A size and its unit apart, because the unit is set in another ink: `61.8`, `GiB`. */
export function bytesParts(value: number | null): readonly [size: string, unit: string] {
  if (value === null) return ['\u2013', ''];
  let size = Math.abs(value);
  let unit = 0;
  while (size >= 1023.95 && unit < BYTE_UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const text = unit === 0 ? grouped.format(size) : size.toFixed(1);
  return [`${value < 0 ? MINUS : ''}${text}`, BYTE_UNITS[unit] ?? 'B'];
}
export const bytes = (value: number | null): string => bytesParts(value).join(' ').trim();

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `12 s`, `3 min`, `26 h`, `12 days`. */
export function span(seconds: number): string {
  if (seconds < MINUTE) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h`;
  if (seconds < 730 * DAY) return `${Math.floor(seconds / DAY)} days`;
  return `${Math.floor(seconds / (365 * DAY))} years`;
}
/** `3m`, `26h`, `12d`: for trees. */
export const shortSpan = (seconds: number): string => {
  const [amount, unit] = span(seconds).split(' ');
  return `${amount}${unit?.charAt(0) ?? ''}`;
};
export const secondsSince = (instant: string, now: number): number => Math.max(0, (now - Date.parse(instant)) / 1000);
/** `3 min ago`. */
export const ago = (instant: string | null, now: number): string => (instant === null ? 'never' : `${span(secondsSince(instant, now))} ago`);

/** How long a run took: `0.4 s`, `3.84 s`, `1:06`, `1:02:03`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return clock(milliseconds);
}
/** `0:42`: what has passed of something that runs. */
export function clock(milliseconds: number): string {
  const all = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(all / 60);
  return minutes < 60 ? `${minutes}:${two(all % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(all % 60)}`;
}

const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const minuteFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const yearFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** Local time: today `14:03:08`, this year `22 Nov 23:58`, before that with the year. */
export function moment(instant: string, now: number): string {
  const at = new Date(instant);
  const today = new Date(now);
  if (at.toDateString() === today.toDateString()) return timeFormat.format(at);
  const day = at.getFullYear() === today.getFullYear() ? dayFormat : yearFormat;
  return `${day.format(at)} ${minuteFormat.format(at)}`;
}
/** `22 Nov`, with the year when it is another. */
export const day = (instant: string, now: number): string =>
  (new Date(instant).getFullYear() === new Date(now).getFullYear() ? dayFormat : yearFormat).format(new Date(instant));
/** What a time says on hover: exact, in UTC. */
export const utc = (instant: string): string => `${new Date(instant).toISOString().replace('T', ' ').replace('Z', '')} UTC`;

/** `5127…8846`: an id in running text. */
export const shortId = (id: string): string => (id.length > 11 ? `${id.slice(0, 4)}\u2026${id.slice(-4)}` : id);
/** `1 file`, `12 files`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;
