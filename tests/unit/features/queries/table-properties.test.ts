import { describe, expect, it } from 'vitest';
import { readArguments, durationArgument, sizeArgument, wholeArgument } from '@/lib/features/queries/writes/arguments';
import { readTableProperties } from '@/lib/features/queries/writes/table-properties';
import type { Argument, PropertyValue } from '@/lib/ports/parser/port';

const span = { start: 0, end: 0, line: 3, column: 7 };
const read = (name: string, value: PropertyValue) => readTableProperties('lake', [{ name, value, span }]);
const texts = (...value: string[]): PropertyValue => ({ kind: 'texts', value });

describe('table properties of Trino', () => {
  it('partitioning and sorted_by become transforms and orders of columns', () => {
    expect(read('partitioning', texts('a', '"B c"', 'day(d)', 'bucket( id , 16 )', 'truncate("X", 3)', 'r.x', 'YEAR(Ts)')).partition).toEqual([
      { column: 'a', transform: 'identity' }, { column: 'B c', transform: 'identity' }, { column: 'd', transform: 'day' }, { column: 'id', transform: 'bucket[16]' }, { column: 'X', transform: 'truncate[3]' }, { column: 'r.x', transform: 'identity' }, { column: 'ts', transform: 'year' },
    ]);
    expect(read('sorted_by', texts('a', 'b DESC', 'c ASC NULLS LAST', '"D" desc nulls first')).sortOrder).toEqual([
      { column: 'a', direction: 'asc', nulls: 'first' }, { column: 'b', direction: 'desc', nulls: 'last' }, { column: 'c', direction: 'asc', nulls: 'last' }, { column: 'D', direction: 'desc', nulls: 'first' },
    ]);
  });

  it('DEFAULT puts back to nothing', () => expect([read('partitioning', { kind: 'default' }), read('format_version', { kind: 'default' })]).toEqual([{ partition: [] }, {}]));

  it.each<[string, PropertyValue, string]>([
    ['partitioning', texts('bucket(a)'), 'INVALID_TABLE_PROPERTY'], ['partitioning', texts("a'); DROP TABLE t; --"), 'INVALID_TABLE_PROPERTY'], ['partitioning', { kind: 'text', value: 'a' }, 'INVALID_TABLE_PROPERTY'], ['sorted_by', texts('a b c'), 'INVALID_TABLE_PROPERTY'],
    ['format_version', { kind: 'number', value: '4' }, 'INVALID_TABLE_PROPERTY'], ['format', { kind: 'text', value: 'AVRO' }, 'NOT_SUPPORTED'], ['format', { kind: 'text', value: 'CSV' }, 'INVALID_TABLE_PROPERTY'], ['write.data.path', { kind: 'text', value: '/etc' }, 'INVALID_TABLE_PROPERTY'],
  ])('%s of %j is refused as %s, with its place', (name, value, code) => {
    expect(() => read(name, value)).toThrow(expect.objectContaining({ details: { sql: { name: code, line: 3, column: 7 } } }));
  });
});

describe('arguments of procedures', () => {
  const arg = (value: PropertyValue, name: string | null = null): Argument => ({ name, value, span });
  const text = (value: string): PropertyValue => ({ kind: 'text', value });
  it('are told by name or by place', () => {
    expect(wholeArgument(readArguments([arg(text('s')), arg(text('t')), arg({ kind: 'number', value: '-9223372036854775808' })], ['schema', 'table', 'snapshot_id'], 3, span), 'snapshot_id')).toBe('-9223372036854775808');
    const given = readArguments([arg(text('1.5h'), 'retention_threshold')], ['retention_threshold'], 0, span);
    expect([durationArgument(given, 'retention_threshold'), sizeArgument(readArguments([arg(text('100MB'), 'x')], ['x'], 0, span), 'x'), durationArgument(given, 'other')]).toEqual([5_400_000, 104_857_600, null]);
  });
  it.each<[readonly Argument[], string]>([
    [[arg(text('a')), arg(text('b'))], 'Too many arguments'], [[arg(text('a'), 'y')], 'Unknown argument name: y'], [[], "Required procedure argument 'x' is missing"], [[arg(text('a'), 'x'), arg(text('a'), 'x')], 'Too many arguments'],
  ])('%j is refused', (args, message) => expect(() => readArguments(args, ['x'], 1, span)).toThrow(message));
  it('of another form are refused', () => {
    const given = readArguments([arg(text('7 weeks'))], ['x'], 1, span);
    expect(() => durationArgument(given, 'x')).toThrow('takes a duration');
    expect(() => wholeArgument(given, 'x')).toThrow('takes a whole number');
  });
});
