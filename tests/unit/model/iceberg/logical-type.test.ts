import { expect, it } from 'vitest';
import { fromLogicalType, toLogicalType } from '@/lib/model/iceberg';
import { parseType, typeText } from '@/lib/model/values/type-text';

const stored = (text: string, formatVersion = 2): string | null => {
  const type = parseType(text);
  const made = type === null ? null : fromLogicalType(type, formatVersion);
  const back = made === null ? null : toLogicalType(made);
  return back === null ? null : typeText(back);
};

it.each([
  ['boolean', 'boolean'], ['tinyint', 'integer'], ['smallint', 'integer'], ['integer', 'integer'], ['bigint', 'bigint'], ['real', 'real'], ['double', 'double'],
  ['decimal(10,2)', 'decimal(10,2)'], ['varchar(5)', 'varchar'], ['varchar', 'varchar'], ['varbinary', 'varbinary'], ['date', 'date'], ['time(3)', 'time(6)'], ['uuid', 'uuid'],
  ['timestamp(3)', 'timestamp(6)'], ['timestamp(9)', 'timestamp(6)'], ['timestamp(3) with time zone', 'timestamp(6) with time zone'],
  ['row(a varchar(3), b array(tinyint))', 'row(a varchar, b array(integer))'], ['map(varchar, timestamp(0))', 'map(varchar, timestamp(6))'],
])('%s is stored as %s', (written, shown) => {
  expect(stored(written)).toBe(shown);
});

it('keeps nanoseconds from format version 3', () => {
  expect(stored('timestamp(9)', 3)).toBe('timestamp(9)');
  expect(stored('timestamp(7) with time zone', 3)).toBe('timestamp(9) with time zone');
  expect(stored('timestamp(6)', 3)).toBe('timestamp(6)');
});

it.each(['char(3)', 'json', 'interval day to second', 'time(3) with time zone', 'array(char(2))', 'row(integer)', 'unknown'])('%s cannot be stored', (written) => {
  expect(stored(written)).toBeNull();
});
