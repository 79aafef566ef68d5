/** Dates and times as Iceberg stores them, to text and back, by the proleptic Gregorian calendar, exact over all of int64. */
export const MICROS_PER_DAY = 86_400_000_000n;

export const floorDiv = (a: bigint, b: bigint): bigint => { const quotient = a / b; return a % b !== 0n && a % b < 0n !== b < 0n ? quotient - 1n : quotient; };
export const floorMod = (a: bigint, b: bigint): bigint => a - floorDiv(a, b) * b;

/** Days since 1970-01-01 to year, month (1-12), day. Howard Hinnant's civil_from_days. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const two = (value: number): string => String(value).padStart(2, '0');
const yearText = (year: number): string => (year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0'));

/** 19723 → 2024-01-01 */
export function dateText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** Microseconds of a day → 13:04:05.000006 */
export function timeText(micros: bigint, digits = 6): string {
  const seconds = Number(micros / 1_000_000n);
  const fraction = (micros % 1_000_000n).toString().padStart(6, '0').padEnd(digits, '0').slice(0, digits);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${digits > 0 ? `.${fraction}` : ''}`;
}

/** Microseconds since the epoch → 2024-01-01 13:04:05.000006 */
export function timestampText(micros: bigint): string {
  return `${dateText(Number(floorDiv(micros, MICROS_PER_DAY)))} ${timeText(floorMod(micros, MICROS_PER_DAY))}`;
}
/** Nanoseconds since the epoch → nine digits. */
export function timestampNanosText(nanos: bigint): string {
  const micros = floorDiv(nanos, 1000n);
  return `${timestampText(micros)}${floorMod(nanos, 1000n).toString().padStart(3, '0')}`;
}

const DATE = /^([+-]?\d{4,})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/;

export function parseDate(text: string): number | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const days = daysFromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
  // a day that the month does not have would come back as one of the next
  const { month, day } = civilFromDays(days);
  return month === Number(match[2]) && day === Number(match[3]) ? days : null;
}
/** Nanoseconds of the day. */
export function parseTimeNanos(text: string): bigint | null {
  const match = TIME.exec(text);
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59 || Number(match[3]) > 59) return null;
  return BigInt(Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1_000_000_000n + BigInt((match[4] ?? '').padEnd(9, '0'));
}
/** `2024-01-01T13:04:05.000006` or with a space; an offset `+00:00`, `Z` or ` UTC` is cut. Nanoseconds since the epoch. */
export function parseTimestampNanos(text: string): bigint | null {
  const bare = text.replace(/(?:Z|\+00:00| UTC)$/, '');
  const [date, time, ...rest] = bare.split(/[T ]/);
  const days = date === undefined ? null : parseDate(date);
  const nanos = time === undefined ? null : parseTimeNanos(time);
  return days === null || nanos === null || rest.length > 0 ? null : BigInt(days) * 86_400_000_000_000n + nanos;
}
