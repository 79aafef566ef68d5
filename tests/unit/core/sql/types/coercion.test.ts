import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDecimal, canCoerce, commonType, isComparable, isOrderable, mayHoldNaN, sameType } from '@/lib/core/sql/types/coercion';
import { parseType, typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';

const type = (text: string): LogicalType => parseType(text)!;
const common = (a: string, b: string): string | null => {
  const found = commonType(type(a), type(b));
  return found && typeText(found);
};

describe('the common super type, as Trino 426 has it', () => {
  it.each([
    ['tinyint', 'bigint', 'bigint'], ['integer', 'decimal(5,2)', 'decimal(12,2)'], ['bigint', 'decimal(38,10)', 'decimal(38,10)'], ['decimal(5,2)', 'decimal(4,3)', 'decimal(6,3)'], ['decimal(5,2)', 'real', 'real'], ['bigint', 'double', 'double'], ['real', 'double', 'double'],
    ['varchar(3)', 'varchar(5)', 'varchar(5)'], ['varchar(3)', 'varchar', 'varchar'], ['char(3)', 'char(5)', 'char(5)'], ['char(3)', 'varchar(5)', 'char(5)'],
    ['date', 'timestamp(3)', 'timestamp(3)'], ['timestamp(3)', 'timestamp(6)', 'timestamp(6)'], ['date', 'timestamp(0) with time zone', 'timestamp(0) with time zone'], ['time(0)', 'time(6)', 'time(6)'],
    ['unknown', 'date', 'date'], ['array(integer)', 'array(bigint)', 'array(bigint)'], ['map(varchar(1), integer)', 'map(varchar(3), double)', 'map(varchar(3), double)'], ['row(integer, varchar(1))', 'row(bigint, varchar(2))', 'row(bigint, varchar(2))'],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(common(a, b)).toBe(expected);
    expect(common(b, a)).toBe(expected);
  });

  it.each([['varchar', 'integer'], ['date', 'varchar'], ['boolean', 'integer'], ['varbinary', 'varchar'], ['time(3)', 'timestamp(3)'], ['date', 'time(0)'], ['array(integer)', 'integer'], ['row(integer)', 'row(integer, integer)'], ['array(varchar)', 'array(integer)'], ['uuid', 'varchar'], ['json', 'varchar'], ['interval day to second', 'interval year to month']])('%s and %s: none', (a, b) => {
    expect(common(a, b)).toBeNull();
  });

  it('is the same both ways, and each side becomes it', () => {
    const simple = fc.constantFrom('tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'decimal(5,2)', 'decimal(18,0)', 'varchar(3)', 'varchar', 'date', 'timestamp(3)', 'timestamp(6)', 'boolean', 'unknown', 'array(integer)', 'array(double)');
    fc.assert(fc.property(simple, simple, (a, b) => {
      expect(common(a, b)).toBe(common(b, a));
      const found = commonType(type(a), type(b));
      if (found) expect([canCoerce(type(a), found), canCoerce(type(b), found)]).toEqual([true, true]);
    }));
  });
});

it('coerces never downwards', () => {
  for (const [from, to] of [['bigint', 'integer'], ['double', 'real'], ['decimal(5,2)', 'decimal(4,2)'], ['varchar', 'varchar(3)'], ['timestamp(6)', 'timestamp(3)'], ['timestamp(3)', 'date'], ['double', 'decimal(5,2)']] as const) expect(canCoerce(type(from), type(to)), `${from} to ${to}`).toBe(false);
});

it('knows rows by position, whatever their fields are called', () => {
  expect(canCoerce(type('row(integer, varchar(1))'), type('row(a bigint, b varchar)'))).toBe(true);
  expect(sameType(type('row(a integer)'), type('row(b integer)'))).toBe(false);
});

it('tells what may be compared, ordered, and be NaN', () => {
  expect([isOrderable(type('map(integer, integer)')), isOrderable(type('array(map(integer, integer))')), isOrderable(type('row(date)')), isComparable(type('map(integer, integer)'))]).toEqual([false, false, true, true]);
  expect([mayHoldNaN(type('array(row(real))')), mayHoldNaN(type('map(double, integer)')), mayHoldNaN(type('array(decimal(3,1))'))]).toEqual([true, true, false]);
  expect(asDecimal(type('bigint'))).toEqual(type('decimal(19,0)'));
});
