import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultType } from '@/lib/core/sql/emit/arithmetic';
import { MACROS } from '@/lib/core/sql/macros';
import { translate } from '@/lib/core/sql/translate';
import { decimal } from '@/lib/core/sql/types/coercion';
import { typeText } from '@/lib/model/values/type-text';
import { openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';

const session = { catalog: null, schema: null, user: 'ada', nowMs: 0 };

interface Operand {
  readonly unscaled: bigint;
  readonly scale: number;
}
const operand: fc.Arbitrary<Operand> = fc.integer({ min: 1, max: 19 }).chain((precision) => fc.record({
  unscaled: fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }),
  scale: fc.integer({ min: 0, max: precision }),
}));
const text = (value: bigint, scale: number): string => {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
};
const precisionOf = ({ unscaled, scale }: Operand): number => Math.max(scale, String(unscaled < 0n ? -unscaled : unscaled).replace(/^0$/, '').length, 1);
const abs = (x: bigint): bigint => (x < 0n ? -x : x);
const halfUp = (x: bigint, y: bigint): bigint => {
  const quotient = (2n * abs(x) + abs(y)) / (2n * abs(y));
  return (x < 0n) === (y < 0n) ? quotient : -quotient;
};

/** Trino's rules in whole numbers, with all the room there is. */
function model(op: '+' | '-' | '*' | '/' | '%', a: Operand, b: Operand, scale: number): bigint {
  const at = (v: Operand, to: number): bigint => v.unscaled * 10n ** BigInt(to - v.scale);
  switch (op) {
    case '+': return at(a, scale) + at(b, scale);
    case '-': return at(a, scale) - at(b, scale);
    case '*': return a.unscaled * b.unscaled;
    case '/': return halfUp(a.unscaled * 10n ** BigInt(scale - a.scale + b.scale), b.unscaled);
    case '%': return at(a, scale) % at(b, scale);
  }
}

describe('decimal arithmetic', () => {
  let engine: Session;
  beforeAll(async () => { engine = await openSession(MACROS.join(';\n')); });
  afterAll(() => { engine.connection.closeSync(); });

  it.each(['+', '-', '*', '/', '%'] as const)('%s is exact, rounds half away from zero, and overflows by name', async (op) => {
    await fc.assert(fc.asyncProperty(operand, operand, async (a, b) => {
      fc.pre(b.unscaled !== 0n);
      const type = resultType(op, decimal(precisionOf(a), a.scale), decimal(precisionOf(b), b.scale));
      const made = `DECIMAL '${text(a.unscaled, a.scale)}' ${op} DECIMAL '${text(b.unscaled, b.scale)}'`;
      const { sql, columns } = translate(`SELECT CAST(${made} AS varchar), ${made}`, 0, session, []);
      expect(typeText(columns[1]!.type)).toBe(typeText(type));
      const expected = model(op, a, b, type.scale);
      const answer = engine.connection.runAndReadAll(`SELECT c0 FROM (${sql}) AS r(c0, c1)`).then((reader) => String(reader.getRows()[0]![0]), (error: unknown) => `failed: ${error instanceof Error ? error.message : ''}`);
      const tooLong = op === '/' && abs(a.unscaled) * 10n ** BigInt(type.scale - a.scale + b.scale) >= 10n ** 38n;
      if (tooLong) expect(await answer).toMatch(/failed: .*LHC:NOT_SUPPORTED@1:\d+:A quotient/s);
      else if (abs(expected) < 10n ** BigInt(type.precision)) expect(await answer).toBe(text(expected, type.scale));
      else expect(await answer).toMatch(/failed: .*(overflow|out of range|Could not cast)/i);
    }), { numRuns: 150 });
  }, 60_000);
});
