import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FunctionBench } from '@/tests/support/function-bench';

let bench: FunctionBench;
beforeAll(async () => { bench = await FunctionBench.open(); });
afterAll(() => bench.close());

const DAY = 86_400_000;
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 23).replace('T', ' ');

/** A month later on the same day, or on the last one of a shorter month. */
function plusMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), last) - 1) * DAY + (((ms % DAY) + DAY) % DAY);
}

/** The slow way: count units from the earlier instant as long as the later one is not passed. */
function difference(unit: string, a: number, b: number): number {
  const [low, high, sign] = a <= b ? [a, b, 1] : [b, a, -1];
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  if (months === undefined) return sign * Math.floor((high - low) / { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000, day: DAY, week: 7 * DAY }[unit]!) + 0;
  // the whole months first, for every unit of months is made of them
  let count = 0;
  while (plusMonths(low, count + 1) <= high) count += 1;
  return sign * Math.floor(count / months) + 0;
}

const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2049, 11, 31) });
const midnight = instant.map((ms) => Math.floor(ms / DAY) * DAY);
// ends of months meet more often than by chance
const monthEnd = fc.tuple(fc.integer({ min: 1960, max: 2040 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -2, max: 1 })).map(([year, month, shift]) => Date.UTC(year, month, 0) + shift * DAY);
const either = fc.oneof(midnight, monthEnd);

it.each(['day', 'week', 'month', 'quarter', 'year'])('date_diff counts whole units between dates: %s', async (unit) => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(either, either), { minLength: 40, maxLength: 40 }), async (pairs) => {
    const rows = await bench.rows(`SELECT n, date_diff('${unit}', x, y) FROM (VALUES ${pairs.map(([a, b], n) => `(${n}, DATE '${text(a).slice(0, 10)}', DATE '${text(b).slice(0, 10)}')`).join(', ')}) t(n, x, y) ORDER BY n`);
    expect(rows.map(([, count]) => Number(count))).toEqual(pairs.map(([a, b]) => difference(unit, a, b)));
  }), { numRuns: 8 });
});

it.each(['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'])('date_diff counts whole units between timestamps: %s', async (unit) => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.oneof(instant, monthEnd), fc.oneof(instant, monthEnd)), { minLength: 40, maxLength: 40 }), async (pairs) => {
    const rows = await bench.rows(`SELECT n, date_diff('${unit}', x, y) FROM (VALUES ${pairs.map(([a, b], n) => `(${n}, TIMESTAMP '${text(a)}', TIMESTAMP '${text(b)}')`).join(', ')}) t(n, x, y) ORDER BY n`);
    expect(rows.map(([, count]) => Number(count))).toEqual(pairs.map(([a, b]) => difference(unit, a, b)));
  }), { numRuns: 5 });
});

it('date_add of months goes to the last day of a shorter month', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(either, fc.integer({ min: -300, max: 300 })), { minLength: 40, maxLength: 40 }), async (cases) => {
    const rows = await bench.rows(`SELECT k, date_add('month', n, x) FROM (VALUES ${cases.map(([ms, n], k) => `(${k}, DATE '${text(ms).slice(0, 10)}', ${n})`).join(', ')}) t(k, x, n) ORDER BY k`);
    expect(rows.map(([, date]) => date)).toEqual(cases.map(([ms, n]) => text(plusMonths(ms, n)).slice(0, 10)));
  }), { numRuns: 5 });
});

it('date_parse reads what date_format writes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(instant, { minLength: 30, maxLength: 30 }), async (instants) => {
    for (const format of ['%Y-%m-%d %H:%i:%s.%f', '%d.%m.%Y %T.%f', '%M %e, %Y %h:%i:%s.%f %p', '%Y%m%d %H%i%s.%f', '%c/%e/%y %k:%i:%S.%f']) {
      const inside = instants.map((ms) => (format.includes('%y') ? ((ms - Date.UTC(1970, 0, 1)) % (90 * 365 * DAY) + 90 * 365 * DAY) % (90 * 365 * DAY) : ms));
      const rows = await bench.rows(`SELECT n, date_parse(date_format(x, '${format}'), '${format}') = x FROM (VALUES ${inside.map((ms, n) => `(${n}, TIMESTAMP '${text(ms)}')`).join(', ')}) t(n, x) ORDER BY n`);
      expect(rows.map(([n, same]) => [n, same, format])).toEqual(inside.map((_, n) => [n, true, format]));
    }
  }), { numRuns: 2 });
});
