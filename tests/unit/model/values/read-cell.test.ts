import { describe, expect, it } from 'vitest';
import { readCell } from '@/lib/model/values/read-cell';
import { parseType } from '@/lib/model/values/type-text';
import type { Cell } from '@/lib/model/values/types';

const read = (text: string, type: string): Cell => {
  const parsed = parseType(type);
  if (parsed === null) throw new Error(`no type: ${type}`);
  return readCell(text, parsed);
};

it.each<readonly [string, string, Cell]>([
  ['9223372036854775807', 'bigint', '9223372036854775807'],
  ['-9,223,372,036,854,775,808', 'bigint', '-9223372036854775808'],
  [' 007 ', 'integer', 7],
  ['\u221212', 'tinyint', -12],
  ['true', 'boolean', true], ['FALSE', 'boolean', false],
  ['1.5e3', 'double', 1500], ['.1', 'real', 0.1], ['nan', 'double', 'NaN'], ['-Infinity', 'real', '-Infinity'],
  ['12345678901234567890123456789012345678', 'decimal(38,0)', '12345678901234567890123456789012345678'],
  ['1,234.5', 'decimal(10,2)', '1234.50'], ['-.5', 'decimal(3,1)', '-0.5'], ['1.500', 'decimal(3,1)', '1.5'],
  ['  a ', 'varchar', '  a '], ['', 'varchar', ''],
  ['2024-02-29', 'date', '2024-02-29'], ['-0044-03-15', 'date', '-0044-03-15'],
  ['01:02', 'time(3)', '01:02:00'], ['01:02:03.004', 'time(3)', '01:02:03.004'],
  ['2024-02-29', 'timestamp(6)', '2024-02-29 00:00:00'], ['2024-02-29T23:59:59.1234560', 'timestamp(6)', '2024-02-29 23:59:59.123456'],
  ['2024-02-29 23:59:59.5 UTC', 'timestamp(3) with time zone', '2024-02-29 23:59:59.5'], ['2024-02-29T23:59:59Z', 'timestamp(3) with time zone', '2024-02-29 23:59:59'],
  ['2024-02-29 23:59:59.123456789', 'timestamp(9)', '2024-02-29 23:59:59.123456789'],
  ['0F0E0D0C-0B0A-0908-0706-050403020100', 'uuid', '0f0e0d0c-0b0a-0908-0706-050403020100'],
])('%j is a value of %s', (text, type, cell) => {
  expect(read(text, type)).toEqual(cell);
});

describe('what a type cannot hold is none of its values, never a rounded one', () => {
  it.each([
    ['9223372036854775808', 'bigint'], ['128', 'tinyint'], ['1.5', 'integer'], ['1e3', 'bigint'], ['1,00', 'integer'], ['', 'integer'],
    ['1.005', 'decimal(10,2)'], ['123456789', 'decimal(10,2)'], ['.', 'decimal(10,2)'], ['0x10', 'double'], ['1e999', 'double'],
    ['yes', 'boolean'], ['2023-02-29', 'date'], ['2024-13-01', 'date'], ['2024-1-1', 'date'], ["2024-01-01' OR 1=1", 'date'],
    ['24:00', 'time(3)'], ['01:02:03.0004', 'time(3)'], ['2024-02-29 23:59:59.1234567', 'timestamp(6)'], ['2024-02-29 1 2', 'timestamp(6)'], ['1500-01-01', 'timestamp(9)'],
    ['abc', 'uuid'], ['x', 'array(varchar)'], ['AA==', 'varbinary'], ['1', 'interval day to second'],
  ])('%j of %s', (text, type) => {
    expect(read(text, type)).toBeNull();
  });
});
