import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTransform, transformText } from '@/lib/model/iceberg/schema/spec-json';
import { hashValue, keepsOrder, partitionText, transformResultType, transformValue } from '@/lib/model/iceberg/transforms';
import type { PrimitiveType, PrimitiveValue, Transform } from '@/lib/model/iceberg/types';
import { compareValues, valueFromJson } from '@/lib/model/iceberg/values';
import { PRIMITIVES, valueOf } from '@/tests/support/iceberg-values';

const instant = (type: 'timestamp' | 'timestamptz' | 'timestamp_ns' | 'timestamptz_ns', text: string): PrimitiveValue => valueFromJson({ type }, text);
const bucket = (buckets: number): Transform => ({ kind: 'bucket', buckets });
const truncate = (width: number): Transform => ({ kind: 'truncate', width });

describe('hashes', () => {
  it('are those that the specification publishes (Appendix B)', () => {
    const vectors: readonly (readonly [PrimitiveType, PrimitiveValue, number])[] = [
      [{ type: 'int' }, 34, 2017239379], [{ type: 'long' }, 34n, 2017239379], [{ type: 'decimal', precision: 9, scale: 2 }, 1420n, -500754589], [{ type: 'date' }, valueFromJson({ type: 'date' }, '2017-11-16'), -653330422],
      [{ type: 'time' }, valueFromJson({ type: 'time' }, '22:31:08'), -662762989],
      [{ type: 'timestamp' }, instant('timestamp', '2017-11-16T22:31:08'), -2047944441], [{ type: 'timestamp' }, instant('timestamp', '2017-11-16T22:31:08.000001'), -1207196810],
      [{ type: 'timestamptz' }, instant('timestamptz', '2017-11-16T22:31:08+00:00'), -2047944441], [{ type: 'timestamptz' }, instant('timestamptz', '2017-11-16T22:31:08.000001+00:00'), -1207196810],
      [{ type: 'timestamp_ns' }, instant('timestamp_ns', '2017-11-16T22:31:08'), -2047944441], [{ type: 'timestamp_ns' }, instant('timestamp_ns', '2017-11-16T22:31:08.000001001'), -1207196810],
      [{ type: 'timestamptz_ns' }, instant('timestamptz_ns', '2017-11-16T22:31:08+00:00'), -2047944441], [{ type: 'timestamptz_ns' }, instant('timestamptz_ns', '2017-11-16T22:31:08.000001001+00:00'), -1207196810],
      [{ type: 'string' }, 'iceberg', 1210000089], [{ type: 'uuid' }, 'f79c3e09-677c-4bbd-a479-3f349cb785e7', 1488055340],
      [{ type: 'fixed', length: 4 }, Uint8Array.of(0, 1, 2, 3), -188683207], [{ type: 'binary' }, Uint8Array.of(0, 1, 2, 3), -188683207],
    ];
    for (const [type, value, hash] of vectors) expect(hashValue(type, value), type.type).toBe(hash);
    for (const [type, value] of [[{ type: 'boolean' }, true], [{ type: 'float' }, 1], [{ type: 'double' }, 1]] as const) expect(hashValue(type, value)).toBeNull();
  });
  it('of a long are those of the int that it was', () => {
    fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => { expect(hashValue({ type: 'long' }, BigInt(value))).toBe(hashValue({ type: 'int' }, value)); }));
  });
  it('fall into buckets from 0 up, also the negative ones', () => {
    for (const type of PRIMITIVES.filter((candidate) => !['boolean', 'float', 'double'].includes(candidate.type))) {
      fc.assert(fc.property(valueOf(type), fc.integer({ min: 1, max: 1000 }), (value, buckets) => {
        const found = transformValue(bucket(buckets), type, value);
        expect(found).toBe(((hashValue(type, value) ?? 0) & 0x7fffffff) % buckets);
        expect(Number(found) >= 0 && Number(found) < buckets).toBe(true);
      }), { numRuns: 50 });
    }
  });
});

describe('truncate', () => {
  it('answers as the specification shows', () => {
    const decimal: PrimitiveType = { type: 'decimal', precision: 9, scale: 2 };
    const vectors: readonly (readonly [PrimitiveType, number, PrimitiveValue, PrimitiveValue])[] = [
      [{ type: 'int' }, 10, 1, 0], [{ type: 'int' }, 10, -1, -10], [{ type: 'long' }, 10, 1n, 0n], [{ type: 'long' }, 10, -1n, -10n], [{ type: 'long' }, 10, 2n ** 63n - 1n, 9223372036854775800n], [decimal, 50, 1065n, 1050n], [decimal, 50, -1065n, -1100n],
      [{ type: 'string' }, 3, 'iceberg', 'ice'], [{ type: 'string' }, 2, '😀é😀', '😀é'], [{ type: 'binary' }, 3, Uint8Array.of(1, 2, 3, 4, 5), Uint8Array.of(1, 2, 3)],
    ];
    for (const [type, width, value, expected] of vectors) expect(transformValue(truncate(width), type, value), `${type.type} ${String(value)}`).toEqual(expected);
  });
});

describe('years, months, days and hours', () => {
  const micros = fc.bigInt({ min: -8_640_000_000_000_000n, max: 8_640_000_000_000_000n }).map((milliseconds) => milliseconds);
  it('count from 1970 and go below it before, as JavaScript\'s own calendar does', () => {
    fc.assert(fc.property(micros, fc.integer({ min: 0, max: 999_999 }), (milliseconds, rest) => {
      const date = new Date(Number(milliseconds));
      const years = date.getUTCFullYear() - 1970;
      const expected = { year: years, month: years * 12 + date.getUTCMonth(), day: Math.floor(date.getTime() / 86_400_000), hour: Math.floor(date.getTime() / 3_600_000) };
      for (const [kind, value] of Object.entries(expected) as [keyof typeof expected, number][]) {
        expect(transformValue({ kind }, { type: 'timestamp' }, milliseconds * 1000n + BigInt(Math.floor(rest / 1000))), kind).toBe(value);
        expect(transformValue({ kind }, { type: 'timestamptz_ns' }, milliseconds * 1_000_000n + BigInt(rest)), kind).toBe(value);
        if (kind !== 'hour') expect(transformValue({ kind }, { type: 'date' }, expected.day), kind).toBe(value);
      }
    }), { numRuns: 300 });
  });
  it('put the last moment of 1969 into the last unit before', () => {
    expect((['year', 'month', 'day', 'hour'] as const).map((kind) => transformValue({ kind }, { type: 'timestamp' }, -1n))).toEqual([-1, -1, -1, -1]);
    expect((['year', 'month', 'day', 'hour'] as const).map((kind) => transformValue({ kind }, { type: 'timestamp' }, 0n))).toEqual([0, 0, 0, 0]);
  });
  it('do not answer for types that have none', () => {
    expect(transformValue({ kind: 'hour' }, { type: 'date' }, 1)).toBeNull();
    expect(transformValue({ kind: 'year' }, { type: 'string' }, '2024')).toBeNull();
    expect(transformValue({ kind: 'day' }, { type: 'time' }, 1n)).toBeNull();
  });
  it('are shown as people write them', () => {
    expect(partitionText({ kind: 'year' }, { type: 'date' }, -1)).toBe('1969');
    expect(partitionText({ kind: 'month' }, { type: 'date' }, -1)).toBe('1969-12');
    expect(partitionText({ kind: 'month' }, { type: 'date' }, 650)).toBe('2024-03');
    expect(partitionText({ kind: 'day' }, { type: 'timestamp' }, -1)).toBe('1969-12-31');
    expect(partitionText({ kind: 'hour' }, { type: 'timestamp' }, -1)).toBe('1969-12-31-23');
    expect(partitionText({ kind: 'identity' }, { type: 'decimal', precision: 9, scale: 2 }, 5n)).toBe('0.05');
    expect(partitionText({ kind: 'void' }, { type: 'int' }, null)).toBe('null');
  });
});

describe('every transform', () => {
  const all: readonly Transform[] = [{ kind: 'identity' }, { kind: 'void' }, { kind: 'unknown', text: 'zorder' }, bucket(16), truncate(7), { kind: 'year' }, { kind: 'month' }, { kind: 'day' }, { kind: 'hour' }];
  it('comes back from its text', () => {
    for (const transform of all) expect(parseTransform(transformText(transform))).toEqual(transform);
    for (const text of ['bucket', 'bucket[]', 'bucket[-1]', 'bucket[0]', 'truncate[0]', 'truncate[x]', 'Year', '']) expect(parseTransform(text), text).toEqual({ kind: 'unknown', text });
  });
  it('gives null for null, and a value of the type that it says', () => {
    for (const transform of all) {
      for (const type of PRIMITIVES) {
        expect(transformValue(transform, type, null)).toBeNull();
        fc.assert(fc.property(valueOf(type), (value) => {
          const result = transformValue(transform, type, value);
          const ints = ['int', 'date'].includes(transformResultType(transform, type).type);
          if (result !== null && transform.kind !== 'identity' && ints) expect(Number.isInteger(result)).toBe(true);
        }), { numRuns: 10 });
      }
    }
  });
  it('that keeps order does: a larger value never gives a smaller one', () => {
    for (const transform of all.filter(keepsOrder)) {
      for (const type of PRIMITIVES) {
        fc.assert(fc.property(valueOf(type), valueOf(type), (a, b) => {
          const [low, high] = compareValues(a, b) <= 0 ? [a, b] : [b, a];
          const [from, to] = [transformValue(transform, type, low), transformValue(transform, type, high)];
          // truncating the least values wraps them around, as Java does: the planner knows
          if (transform.kind === 'truncate' && from !== null && compareValues(from, low) > 0) return;
          if (from !== null && to !== null) expect(compareValues(from, to)).toBeLessThanOrEqual(0);
        }), { numRuns: 50 });
      }
    }
  });
});
