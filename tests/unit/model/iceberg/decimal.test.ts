import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigintToBytes, bigintToFixed, bytesToBigint, decimalBytes, decimalText, parseDecimal } from '@/lib/model/iceberg/decimal';

const unscaled = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n });

describe('decimals', () => {
  it('are two\'s complement, big-endian, in the fewest bytes', () => {
    const vectors: readonly (readonly [bigint, readonly number[]])[] = [
      [0n, [0]], [1n, [1]], [-1n, [0xff]], [127n, [0x7f]], [128n, [0, 0x80]], [-128n, [0x80]], [-129n, [0xff, 0x7f]], [1420n, [0x05, 0x8c]], [-1420n, [0xfa, 0x74]], [2n ** 63n, [0, 0x80, 0, 0, 0, 0, 0, 0, 0]],
    ];
    for (const [value, bytes] of vectors) expect([...bigintToBytes(value)], String(value)).toEqual(bytes);
  });
  it('come back from their bytes, and no byte could be left out', () => {
    fc.assert(fc.property(unscaled, (value) => {
      const bytes = bigintToBytes(value);
      expect(bytesToBigint(bytes)).toBe(value);
      if (bytes.length > 1) expect(bytesToBigint(bytes.slice(1))).not.toBe(value);
      expect(bytesToBigint(bigintToFixed(value, 16))).toBe(value);
    }));
  });
  it('do not fit silently into too few bytes', () => {
    expect(() => bigintToFixed(128n, 1)).toThrow(RangeError);
    expect(() => bigintToFixed(-129n, 1)).toThrow(RangeError);
    expect([...bigintToFixed(-128n, 1)]).toEqual([0x80]);
  });
  it('of a precision take as many bytes as the spec says', () => {
    // Parquet and Avro: the largest precision that n bytes hold is floor(log10(2^(8n-1) - 1))
    const largest = [2, 4, 6, 9, 11, 14, 16, 18, 21, 23, 26, 28, 31, 33, 35, 38];
    largest.forEach((precision, index) => {
      expect(decimalBytes(precision)).toBe(index + 1);
      if (index > 0) expect(decimalBytes((largest[index - 1] ?? 0) + 1)).toBe(index + 1);
    });
  });
  it('come back from their text, and digits that the scale has no place for are refused', () => {
    fc.assert(fc.property(unscaled, fc.integer({ min: 0, max: 38 }), (value, scale) => {
      const text = decimalText(value, scale);
      expect(parseDecimal(text, scale)).toBe(value);
      expect(text.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0')).toBe(value.toString());
      if (scale > 0) expect(parseDecimal(text, scale - 1)).toBe(value % 10n === 0n ? value / 10n : null);
    }));
    for (const text of ['', '-', '.', '+.', '1e5', '1.2.3', '0x1', ' 1', '1,0', 'NaN']) expect(parseDecimal(text, 2), text).toBeNull();
    expect([parseDecimal('1', 2), parseDecimal('1.5', 2), parseDecimal('-.05', 2), parseDecimal('+1.500', 2), parseDecimal('1.505', 2)]).toEqual([100n, 150n, -5n, 150n, null]);
  });
});
