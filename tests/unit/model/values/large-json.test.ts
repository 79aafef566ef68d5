import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLargeJson } from '@/lib/model/values/large-json';
import { parseJson, stringifyJson, type Json } from '@/lib/model/values/lossless-json';

/** Long enough for the quick way. */
const PADDING = JSON.stringify('x'.repeat(300 * 1024));
const quick = (text: string): Json => (parseLargeJson(`[${PADDING},${text}]`) as readonly Json[])[1] ?? null;
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((value) => (value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)), fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.constantFrom('1234567890123456789', ' 1234567890123456789,', '"1234567890123456789', ':-9223372036854775808}', '~int64~9007199254740993', '~int64~', '\\', '\\"9223372036854775807'), fc.array(tie('value')), fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1234567890123456789')), tie('value'))),
})).value;

describe('large JSON', () => {
  it('has the values of the strict parser, whatever stands in strings', () => {
    fc.assert(fc.property(json, fc.constantFrom(undefined, 2), (value, space) => {
      const text = stringifyJson(value, space);
      expect(stringifyJson([quick(text)])).toBe(stringifyJson([parseJson(text)]));
    }), { numRuns: 200 });
  });
  it('keeps integers to the last digit and reads fractions and exponents as numbers', () => {
    expect(quick('[9007199254740991, 9007199254740993, -9223372036854775808, 1234567890123456.5, 0.12345678901234567, 1e3, 12345678901234567e2]')).toEqual([9007199254740991, 9007199254740993n, -9223372036854775808n, Number('1234567890123456.5'), Number('0.12345678901234567'), 1000, Number('12345678901234567e2')]);
  });
  it('makes no key of a file one of the console’s objects', () => {
    const parsed = quick('{"__proto__": {"admin": 9007199254740993}, "a": 1}') as { readonly [key: string]: Json };
    expect([Object.keys(parsed), 'admin' in parsed, 'admin' in {}]).toEqual([['__proto__', 'a'], false, false]);
    expect(quick('{"__proto__": 9007199254740993}')).toHaveProperty(['__proto__'], 9007199254740993n);
  });
  it('refuses what is no JSON', () => {
    for (const text of ['{', '[1,]', '01234567890123456789', 'NaN', '{a:1}', '12345678901234567890 1']) expect(() => quick(text), text).toThrow(SyntaxError);
  });
});
