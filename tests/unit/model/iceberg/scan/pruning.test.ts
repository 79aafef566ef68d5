import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Predicate, PrimitiveType, PrimitiveValue, Transform } from '@/lib/model/iceberg';
import { evaluate, type NanOrder } from '@/tests/support/evaluate-predicate';
import { PRIMITIVES, valueOf } from '@/tests/support/iceberg-values';
import { buildTable, cell, plannedPaths, quirks, type Column, type RandomRow } from '@/tests/support/random-table';

const times = new Set(['timestamp', 'timestamptz', 'timestamp_ns', 'timestamptz_ns']);
const truncatable = new Set(['int', 'long', 'decimal', 'string', 'binary']);

/** Transforms that the specification allows on a type. */
function transformsOf(type: PrimitiveType): readonly Transform[] {
  const of: Transform[] = [{ kind: 'identity' }, { kind: 'void' }, { kind: 'unknown', text: 'zorder' }];
  if (!['boolean', 'float', 'double'].includes(type.type)) of.push({ kind: 'bucket', buckets: 3 });
  if (truncatable.has(type.type)) of.push({ kind: 'truncate', width: 3 });
  if (type.type === 'date' || times.has(type.type)) of.push({ kind: 'year' }, { kind: 'month' }, { kind: 'day' });
  if (times.has(type.type)) of.push({ kind: 'hour' });
  return of;
}

/** Instants and days close to each other and to 1970, so that units hold several and go below zero. */
const near = (type: PrimitiveType): fc.Arbitrary<PrimitiveValue> => {
  const span = { date: 800n, timestamp: 2n * 86_400_000_000n, timestamptz: 2n * 86_400_000_000n, timestamp_ns: 2n * 86_400_000_000_000n, timestamptz_ns: 2n * 86_400_000_000_000n }[type.type as string];
  if (span === undefined) return type.type === 'int' ? fc.oneof(valueOf(type), fc.integer({ min: -(2 ** 31), max: -(2 ** 31) + 3 })) : valueOf(type);
  return fc.oneof(fc.bigInt({ min: -span, max: span }), fc.bigInt({ min: -400n * span, max: 400n * span })).map((value) => (type.type === 'date' ? Number(value) : value));
};

function predicateOf(columns: readonly Column[], literal: (column: number) => fc.Arbitrary<PrimitiveValue>): fc.Arbitrary<Predicate> {
  const leaf = fc.nat(columns.length - 1).chain((index): fc.Arbitrary<Predicate> => {
    const { name: column, type } = columns[index]!;
    const value = literal(index);
    const unary = type.type === 'float' || type.type === 'double' ? (['is-null', 'not-null', 'is-nan', 'not-nan'] as const) : (['is-null', 'not-null'] as const);
    const leaves: fc.Arbitrary<Predicate>[] = [
      fc.constantFrom(...unary).map((op) => ({ op, column })),
      fc.record({ op: fc.constantFrom('=', '=', '!=', '<', '<=', '>', '>='), column: fc.constant(column), value }),
      fc.record({ op: fc.constantFrom('in', 'in', 'not-in'), column: fc.constant(column), values: fc.array(value, { maxLength: 3 }) }),
    ];
    if (type.type === 'string') leaves.push(fc.tuple(fc.constantFrom('starts-with' as const, 'not-starts-with' as const), value, fc.nat(4)).map(([op, text, length]) => ({ op, column, value: [...String(text)].slice(0, length).join('') })));
    return fc.oneof(...leaves);
  });
  return fc.letrec<{ tree: Predicate }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3 }, { weight: 3, arbitrary: leaf }, fc.record({ op: fc.constantFrom('and', 'or'), args: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }), tie('tree').map((arg): Predicate => ({ op: 'not', arg })), fc.constantFrom<Predicate>({ op: 'true' }, { op: 'false' })),
  })).tree;
}

const cases = PRIMITIVES.flatMap((type) => transformsOf(type).map((transform) => ({ type, transform, name: `${transform.kind} of ${type.type}${type.type === 'decimal' ? `(${type.precision})` : ''}` })));

describe('a file that holds a matching row is never pruned', () => {
  let pruned = 0;
  it.each(cases)('$name', async ({ type, transform }) => {
    // the column that partitions, and one that only the metrics know
    const columns: readonly Column[] = [{ name: 'a', type }, { name: 'b', type: { type: 'int' } }];
    const scenario = fc.array(fc.tuple(fc.option(near(type), { freq: 6 }), cell({ type: 'int' })), { minLength: 1, maxLength: 24 }).chain((rows) => {
      const seen = (index: number): readonly PrimitiveValue[] => rows.flatMap((row) => row[index] ?? []);
      // mostly values that are there, so that predicates match something
      const literal = (index: number): fc.Arbitrary<PrimitiveValue> => (seen(index).length === 0 ? near(columns[index]!.type) : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...seen(index)) }, near(columns[index]!.type)));
      return fc.record({ rows: fc.constant<readonly RandomRow[]>(rows), predicate: predicateOf(columns, literal), quirk: quirks, perManifest: fc.integer({ min: 1, max: 4 }) });
    });
    await fc.assert(fc.asyncProperty(scenario, async ({ rows, predicate, quirk, perManifest }) => {
      const table = buildTable(columns, [{ column: 'a', transform }], rows, quirk, perManifest);
      const planned = new Set(await plannedPaths(table, predicate));
      pruned += table.rows.size - planned.size;
      for (const [path, held] of table.rows) {
        if (planned.has(path)) continue;
        for (const row of held) for (const nan of ['unordered', 'largest'] satisfies NanOrder[]) expect(evaluate(predicate, (name) => row[name === 'a' ? 0 : 1] ?? null, nan), `row ${row.map(String).join()} of ${path}, NaN ${nan}`).not.toBe(true);
      }
    }), { numRuns: 30 });
  });
  it('and much is pruned', () => { expect(pruned).toBeGreaterThan(cases.length * 25); });
});

describe('planning that may stop early', () => {
  it('never stops before enough rows are certain', async () => {
    const columns: readonly Column[] = [{ name: 'a', type: { type: 'double' } }, { name: 'b', type: { type: 'int' } }];
    const scenario = fc.array(fc.tuple(fc.constantFrom(null, NaN, -1, -0, 0, 1, 2), cell({ type: 'int' })), { minLength: 1, maxLength: 24 }).chain((rows) => fc.record({
      rows: fc.constant<readonly RandomRow[]>(rows), predicate: predicateOf(columns, (index) => (index === 0 ? fc.constantFrom<PrimitiveValue>(NaN, -1, -0, 0, 1, 2) : fc.integer({ min: -5, max: 5 }))), quirk: quirks, limit: fc.integer({ min: 1, max: 12 }),
    }));
    await fc.assert(fc.asyncProperty(scenario, async ({ rows, predicate, quirk, limit }) => {
      const table = buildTable(columns, [{ column: 'a', transform: { kind: 'identity' } }], rows, quirk, 2);
      for (const nan of ['unordered', 'largest'] satisfies NanOrder[]) {
        const matching = (paths: Iterable<string>): number => [...paths].flatMap((path) => table.rows.get(path) ?? []).filter((row) => evaluate(predicate, (name) => row[name === 'a' ? 0 : 1] ?? null, nan) === true).length;
        const all = matching(table.rows.keys());
        expect(matching(await plannedPaths(table, predicate, limit))).toBeGreaterThanOrEqual(Math.min(limit, all));
      }
    }), { numRuns: 300 });
  });
});
