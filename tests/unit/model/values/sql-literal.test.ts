import { describe, expect, it } from 'vitest';
import { sqlLiteral } from '@/lib/model/values/sql-literal';
import { parseType } from '@/lib/model/values/type-text';
import type { Cell } from '@/lib/model/values/types';

const cases: readonly (readonly [Cell, string, string])[] = [
  [null, 'unknown', 'NULL'],
  [null, 'bigint', 'CAST(NULL AS bigint)'],
  [true, 'boolean', 'true'],
  [-7, 'integer', '-7'],
  ['-9223372036854775808', 'bigint', "BIGINT '-9223372036854775808'"],
  [1, 'tinyint', "TINYINT '1'"],
  ['NaN', 'double', "DOUBLE 'NaN'"],
  [-0, 'double', "DOUBLE '-0.0'"],
  ['1.50', 'decimal(10,2)', "CAST(DECIMAL '1.50' AS decimal(10,2))"],
  ["it's", 'varchar(4)', "'it''s'"],
  ["it's", 'varchar', "CAST('it''s' AS varchar)"],
  ['a  ', 'char(3)', "CAST('a  ' AS char(3))"],
  ['AP8=', 'varbinary', "X'00ff'"],
  ['2024-02-29', 'date', "DATE '2024-02-29'"],
  ['2024-02-29 01:02:03.456 UTC', 'timestamp(3) with time zone', "TIMESTAMP '2024-02-29 01:02:03.456 UTC'"],
  ['-1 02:03:04.005', 'interval day to second', "INTERVAL -'1 02:03:04.005' DAY TO SECOND"],
  ['1-2', 'interval year to month', "INTERVAL '1-2' YEAR TO MONTH"],
  [[], 'array(integer)', 'CAST(ARRAY[] AS array(integer))'],
  [[['k', 1]], 'map(varchar(1), integer)', "CAST(MAP(ARRAY['k'], ARRAY[1]) AS map(varchar(1), integer))"],
  [[1, null], 'row(a integer, b date)', 'CAST(ROW(1, CAST(NULL AS date)) AS row(a integer, b date))'],
];

describe('sqlLiteral', () => {
  it.each(cases)('writes %j of %s', (cell, type, literal) => {
    expect(sqlLiteral(cell, parseType(type)!)).toBe(literal);
  });
});
