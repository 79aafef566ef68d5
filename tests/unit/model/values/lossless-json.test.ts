import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson, type Json } from '@/lib/model/values/lossless-json';

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((value) => (value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)), fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()), fc.array(tie('value')), fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')), tie('value'))),
})).value;

describe('lossless JSON', () => {
  it('comes back with every digit and every key', () => {
    fc.assert(fc.property(json, fc.constantFrom(undefined, 2), (value, space) => {
      const text = stringifyJson(value, space);
      expect(stringifyJson(parseJson(text), space)).toBe(text);
      expect(parseJson(text)).toEqual(value);
    }), { numRuns: 300 });
  });
  it('tells integers that a number holds from those that need a bigint', () => {
    expect(parseJson('[9007199254740991, 9007199254740992, -9223372036854775808, 9223372036854775808, 1.0, 1e3, -0]')).toEqual([9007199254740991, 9007199254740992n, -9223372036854775808n, 9223372036854775808n, 1, 1000, -0]);
    expect(stringifyJson([-0, 5e-324, 1.7976931348623157e308])).toBe('[-0.0,5e-324,1.7976931348623157e+308]');
  });
  it('leaves strings and keys alone that look like what it puts in place of digits', () => {
    for (const value of [['~digits~5', 2n ** 60n], { '~digits~5': 2n ** 60n }, ['"~digits~5"', '~digits~', -0], ['~digits~5']] as const) {
      expect(parseJson(stringifyJson(value))).toEqual(value);
      expect(parseJson(stringifyJson(value, 2))).toEqual(value);
    }
  });
  it('refuses what is no JSON, what names a key twice, and numbers that JSON cannot hold', () => {
    for (const text of ['', '{', '{"a":1,"a":2}', '[1,]', 'NaN', '01', '{a:1}', '"\u0001"']) expect(() => parseJson(text), text).toThrow(SyntaxError);
    for (const value of [NaN, Infinity, -Infinity]) expect(() => stringifyJson({ a: [value] })).toThrow(TypeError);
  });
  it('puts no key of a file onto the objects of the console', () => {
    const parsed = parseJson('{"__proto__": {"admin": true}}') as { readonly [key: string]: Json };
    expect(Object.keys(parsed)).toEqual(['__proto__']);
    expect('admin' in parsed).toBe(false);
    expect('admin' in {}).toBe(false);
  });
});
