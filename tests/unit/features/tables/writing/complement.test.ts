import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complementOf } from '@/lib/features/tables/writing/complement';
import { newTableMetadata, type Predicate, type Schema } from '@/lib/model/iceberg';
import { evaluate } from '@/tests/support/evaluate-predicate';

const fields = [['a', 'int'], ['s', 'string'], ['g', 'double']] as const;
const schema: Schema = newTableMetadata({ fields: fields.map(([name, type]) => ({ id: 0, name, required: false, type: { type } })), location: 'l', uuid: 'u' }, 0).schemas[0]!;
const value = { a: fc.integer({ min: -2, max: 2 }), s: fc.constantFrom('a', 'ab', 'b') };
const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ op: fc.constantFrom('=', '!=', '<', '<=', '>', '>='), column: fc.constant('a'), value: value.a }) as fc.Arbitrary<Predicate>,
  fc.record({ op: fc.constantFrom('=', '<', 'starts-with', 'not-starts-with'), column: fc.constant('s'), value: value.s }) as fc.Arbitrary<Predicate>,
  fc.record({ op: fc.constantFrom('in', 'not-in'), column: fc.constant('a'), values: fc.array(value.a, { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Predicate>,
  fc.record({ op: fc.constantFrom('is-null', 'not-null'), column: fc.constantFrom('a', 's') }) as fc.Arbitrary<Predicate>,
  fc.constantFrom<Predicate>({ op: 'true' }, { op: 'false' }),
);
const { tree } = fc.letrec<{ tree: Predicate }>((tie) => ({ tree: fc.oneof({ depthSize: 'small' }, leaf, fc.record({ op: fc.constantFrom('and', 'or'), args: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Predicate>, fc.record({ op: fc.constant('not' as const), arg: tie('tree') })) }));

describe('the complement of a filter', () => {
  it('holds for every row for which the filter is not true', () => {
    fc.assert(fc.property(tree, fc.record({ a: fc.option(value.a), s: fc.option(value.s) }), (filter, row) => {
      const complement = complementOf(filter, schema);
      if (complement === null) throw new Error('there is one for these columns');
      const holds = (predicate: Predicate): boolean | null => evaluate(predicate, (column) => row[column as 'a' | 's'], 'unordered');
      if (holds(filter) !== true) expect(holds(complement)).toBe(true);
    }));
  });

  it('is unknown where NaN may hide, and of columns that are not there', () => {
    expect(complementOf({ op: '>', column: 'g', value: 1 }, schema)).toBeNull();
    expect(complementOf({ op: 'not', arg: { op: '=', column: 'g', value: 1 } }, schema)).toBeNull();
    expect(complementOf({ op: 'and', args: [{ op: '=', column: 'a', value: 1 }, { op: '>', column: 'g', value: 1 }] }, schema)).toBeNull();
    expect(complementOf({ op: '=', column: 'gone', value: 1 }, schema)).toBeNull();
  });
});
