import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FunctionBench } from '@/tests/support/function-bench';

let bench: FunctionBench;
beforeAll(async () => { bench = await FunctionBench.open(); });
afterAll(() => bench.close());

const abs = (x: bigint): bigint => (x < 0n ? -x : x);
/** x / y to the nearest whole number, half away from zero. */
const nearest = (x: bigint, y: bigint): bigint => ((abs(x) * 2n + abs(y)) / (abs(y) * 2n)) * (x < 0n === y < 0n ? 1n : -1n);
/** Digits of a whole number as a decimal of `scale` digits behind the point. */
function decimalText(digits: bigint, scale: number): string {
  const padded = abs(digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${padded.slice(0, padded.length - scale)}${scale > 0 ? `.${padded.slice(padded.length - scale)}` : ''}`;
}
const digitsOf = (precision: number) => fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n });
const SIZES = [[5, 2], [18, 6], [19, 0], [29, 3], [38, 10], [38, 37]] as const;

describe.each(SIZES)('decimal(%i,%i)', (precision, scale) => {
  const column = (values: readonly bigint[]): string => `(VALUES ${values.map((digits, n) => `(${n}, CAST('${decimalText(digits, scale)}' AS decimal(${precision},${scale})))`).join(', ')}) t(n, x)`;

  it('avg keeps the scale and rounds half away from zero', async () => {
    await fc.assert(fc.asyncProperty(fc.array(digitsOf(precision), { minLength: 1, maxLength: 25 }), async (values) => {
      const [row] = await bench.rows(`SELECT avg(x) FROM ${column(values)}`);
      expect(row).toEqual([decimalText(nearest(values.reduce((sum, x) => sum + x, 0n), BigInt(values.length)), scale)]);
    }), { numRuns: 25 });
  });

  it('sum is exact, or fails where it has more than 38 digits', async () => {
    await fc.assert(fc.asyncProperty(fc.array(digitsOf(precision), { minLength: 1, maxLength: 25 }), async (values) => {
      const total = values.reduce((sum, x) => sum + x, 0n);
      const answer = bench.rows(`SELECT sum(x) FROM ${column(values)}`);
      if (abs(total) >= 10n ** 38n) await expect(answer).rejects.toThrow('Decimal overflow');
      else expect(await answer).toEqual([[decimalText(total, scale)]]);
    }), { numRuns: 25 });
  });

  it('round and truncate to any digit', async () => {
    await fc.assert(fc.asyncProperty(fc.array(digitsOf(precision - 1), { minLength: 20, maxLength: 20 }), fc.integer({ min: -3, max: scale }), async (values, places) => {
      const unit = 10n ** BigInt(scale - places);
      const rows = await bench.rows(`SELECT n, round(x, ${places}), truncate(x, ${places}) FROM ${column(values)} ORDER BY n`);
      expect(rows.map(([, rounded, cut]) => [rounded, cut])).toEqual(values.map((x) => [decimalText(nearest(x, unit) * unit, scale), decimalText((x / unit) * unit, scale)]));
    }), { numRuns: 12 });
  });
});

it('shifts bits as Java does', async () => {
  const bits = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 } as const;
  for (const [type, size] of Object.entries(bits)) {
    const low = -(2n ** BigInt(size - 1));
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.bigInt({ min: low, max: -low - 1n }), fc.integer({ min: 0, max: size + 3 })), { minLength: 25, maxLength: 25 }), async (cases) => {
      const rows = await bench.rows(`SELECT n, bitwise_left_shift(x, s), bitwise_right_shift(x, s), bitwise_right_shift_arithmetic(x, s) FROM (VALUES ${cases.map(([x, s], n) => `(${n}, ${type.toUpperCase()} '${x}', ${s})`).join(', ')}) t(n, x, s) ORDER BY n`);
      expect(rows.map((row) => row.slice(1).map(String))).toEqual(cases.map(([x, s]) => [
        s >= size ? 0n : BigInt.asIntN(size, x << BigInt(s)),
        s >= size ? 0n : s === 0 ? x : BigInt.asUintN(size, x) >> BigInt(s),
        s >= size ? (x < 0n ? -1n : 0n) : x >> BigInt(s),
      ].map(String)));
    }), { numRuns: 6 });
  }
});

it('from_base reads what to_base writes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.integer({ min: 2, max: 36 })), { minLength: 30, maxLength: 30 }), async (cases) => {
    const rows = await bench.rows(`SELECT n, to_base(x, r), from_base(to_base(x, r), r) FROM (VALUES ${cases.map(([x, r], n) => `(${n}, BIGINT '${x}', ${r})`).join(', ')}) t(n, x, r) ORDER BY n`);
    expect(rows.map(([, text, back]) => [text, back])).toEqual(cases.map(([x, r]) => [x.toString(r), String(x)]));
  }), { numRuns: 6 });
});

it('round of doubles is scaled up, rounded and scaled down', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), { minLength: 30, maxLength: 30 }), fc.integer({ min: 0, max: 5 }), async (values, places) => {
    const rows = await bench.rows(`SELECT n, round(x, ${places}) FROM (VALUES ${values.map((x, n) => `(${n}, DOUBLE '${Object.is(x, -0) ? '-0.0' : x}')`).join(', ')}) t(n, x) ORDER BY n`);
    const factor = Number(`1e${places}`);
    const model = (x: number): number => (x === 0 ? 0 : (Math.sign(x) * Math.floor(Math.abs(x) * factor + (Math.abs(x) * factor < 2 ** 52 ? (Math.abs(x) * factor - Math.floor(Math.abs(x) * factor) >= 0.5 ? 1 : 0) : 0))) / factor);
    expect(rows.map(([, rounded]) => rounded)).toEqual(values.map(model));
  }), { numRuns: 10 });
});
