/** An instant or a local time read from text: picoseconds since 1970-01-01 00:00, and how many fraction digits were written. */
export interface TimestampLiteral {
  readonly picos: bigint;
  readonly precision: number;
}
export interface ZonedLiteral extends TimestampLiteral {
  /** UTC, a region, or an offset as written; picos are already those of the instant in UTC */
  readonly zone: string;
}

/** Days since 1970-01-01 of a proleptic Gregorian date, null when there is no such day. */
export function epochDay(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const ms = Date.UTC(2000, month - 1, day);
  const date = new Date(ms);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || date.getUTCFullYear() !== year) return null;
  return Math.floor(date.getTime() / 86_400_000);
}

/** `[+-]y-m-d`, one or two digits of month and day, as Trino's DATE reads it. */
export function dateLiteral(text: string): number | null {
  const match = /^([+-]?)(\d{1,6})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!match) return null;
  return epochDay(Number(match[2]) * (match[1] === '-' ? -1 : 1), Number(match[3]), Number(match[4]));
}

const TIMESTAMP = /^([+-]?)(\d{1,6})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?$/;

export function timestampLiteral(text: string): TimestampLiteral | null {
  const m = TIMESTAMP.exec(text);
  if (!m) return null;
  const day = epochDay(Number(m[2]) * (m[1] === '-' ? -1 : 1), Number(m[3]), Number(m[4]));
  const time = timePicos(m[5], m[6], m[7], m[8]);
  if (day === null || time === null) return null;
  return { picos: BigInt(day) * 86_400_000_000_000_000n + time, precision: m[8]?.length ?? 0 };
}

export function timeLiteral(text: string): TimestampLiteral | null {
  const m = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?$/.exec(text);
  const picos = m && timePicos(m[1], m[2], m[3], m[4]);
  return m && picos !== null ? { picos, precision: m[4]?.length ?? 0 } : null;
}

function timePicos(hour: string | undefined, minute: string | undefined, second: string | undefined, fraction: string | undefined): bigint | null {
  const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (h > 23 || min > 59 || s > 59) return null;
  return BigInt(h * 3600 + min * 60 + s) * 1_000_000_000_000n + BigInt((fraction ?? '').slice(0, 12).padEnd(12, '0'));
}

/** A timestamp with a zone: `… UTC`, `… Z`, `… +hh:mm`. Regions are told by name with picos of the local time. */
export function zonedLiteral(text: string): ZonedLiteral | null {
  const m = /^(.*?)\s*(UTC|GMT|Z|[+-]\d{2}(?::?\d{2})?|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*)$/.exec(text);
  // a date's own `-05` is no offset: an offset needs a time before it, or a space
  if (!m || (/^[+-]/.test(m[2]!) && !/:/.test(m[1]!) && !/\s[+-][\d:]+$/.test(text))) return null;
  const local = timestampLiteral(m[1]!);
  if (!local) return null;
  const zone = m[2]!;
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!offset) return { ...local, zone: /^(UTC|Z|GMT)$/.test(zone) ? (zone === 'GMT' ? 'GMT' : 'UTC') : zone };
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  const shift = BigInt(offset[1] === '-' ? -minutes : minutes) * 60_000_000_000_000n;
  return { ...local, picos: local.picos - shift, zone: minutes === 0 ? 'UTC' : `${offset[1]}${offset[2]}:${offset[3] ?? '00'}` };
}
