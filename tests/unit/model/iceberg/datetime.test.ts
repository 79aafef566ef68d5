import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilFromDays, dateText, daysFromCivil, floorDiv, floorMod, parseDate, parseTimestampNanos, parseTimeNanos, timestampNanosText, timestampText, timeText } from '@/lib/model/iceberg/datetime';

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
/** JavaScript's own calendar is the proleptic Gregorian one and exact for these days. */
const DATE_DAYS = { min: -100_000_000, max: 100_000_000 };

describe('dates', () => {
  it('are those of the proleptic Gregorian calendar, as far as JavaScript knows it', () => {
    fc.assert(fc.property(fc.integer(DATE_DAYS), (days) => {
      const date = new Date(days * 86_400_000);
      expect(civilFromDays(days)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    }), { numRuns: 500 });
  });
  it('come back over all of int32', () => {
    fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (days) => {
      const { year, month, day } = civilFromDays(days);
      expect(daysFromCivil(year, month, day)).toBe(days);
      expect(parseDate(dateText(days))).toBe(days);
    }), { numRuns: 500 });
  });
  it('are refused where the month has no such day', () => {
    for (const text of ['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-01-00', '2024-04-31', '1900-02-29', '24-01-01', '2024-1-1', '2024-01-01 ', '']) expect(parseDate(text), text).toBeNull();
    expect([parseDate('1970-01-01'), parseDate('1969-12-31'), parseDate('2000-02-29'), parseDate('-0001-01-01'), parseDate('+12345-01-01')]).toEqual([0, -1, 11_016, -719_893, Date.UTC(12_345, 0, 1) / 86_400_000]);
  });
});

describe('times', () => {
  it('of a timestamp come back exactly over all of int64, in microseconds and in nanoseconds', () => {
    fc.assert(fc.property(fc.bigInt(INT64), (value) => {
      expect(parseTimestampNanos(timestampText(value))).toBe(value * 1000n);
      expect(parseTimestampNanos(timestampNanosText(value))).toBe(value);
      expect(parseTimestampNanos(`${timestampNanosText(value).replace(' ', 'T')}+00:00`)).toBe(value);
    }), { numRuns: 500 });
    expect(timestampText(-1n)).toBe('1969-12-31 23:59:59.999999');
    expect(timestampNanosText(-1n)).toBe('1969-12-31 23:59:59.999999999');
    expect(timestampText(INT64.max)).toBe('294247-01-10 04:00:54.775807');
  });
  it('of day come back, and those that no day has are refused', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 86_399_999_999n }), (micros) => { expect(parseTimeNanos(timeText(micros))).toBe(micros * 1000n); }));
    for (const text of ['24:00:00', '00:60:00', '00:00:60', '99:99:99', '1:00:00', '00:00', '00:00:00.', '00:00:00.1234567890']) expect(parseTimeNanos(text), text).toBeNull();
    for (const text of ['2024-01-01', '2024-01-01 25:00:00', '2024-02-30 00:00:00', '2024-01-01 00:00:00 +01:00', '2024-01-01T00:00:00T00:00:00']) expect(parseTimestampNanos(text), text).toBeNull();
  });
});

it('floor division and remainder belong together', () => {
  fc.assert(fc.property(fc.bigInt(INT64), fc.bigInt({ min: -1000n, max: 1000n }).filter((b) => b !== 0n), (a, b) => {
    expect(floorDiv(a, b) * b + floorMod(a, b)).toBe(a);
    expect(b > 0n ? floorMod(a, b) >= 0n && floorMod(a, b) < b : floorMod(a, b) <= 0n && floorMod(a, b) > b).toBe(true);
  }));
});
