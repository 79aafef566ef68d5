import { describe, expect, it } from 'vitest';
import { typeToText, type IcebergType } from '@/lib/model/iceberg';
import { readDefault } from '@/lib/model/iceberg/schema/default-input';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import { writeType } from '@/lib/model/iceberg/schema/type-json';

const text = (input: string | Record<string, unknown>, version = 3): string => typeToText(readTypeInput(input, version));

describe('a type that somebody gives', () => {
  it.each([
    ['long', 'long'], ['decimal(10,2)', 'decimal(10, 2)'], ['decimal( 10 , 2 )', 'decimal(10, 2)'], ['fixed[16]', 'fixed[16]'], ['timestamptz_ns', 'timestamptz_ns'], [' int ', 'int'],
    ['list<string>', 'list<string>'], ['map<string, list<long>>', 'map<string, list<long>>'],
    ['struct<street: string, zip: required int>', 'struct<0: street: optional string, 0: zip: required int>'],
    ['struct<1: a: optional int, 2: b: required struct<3: c: optional decimal(9, 2)>>', 'struct<0: a: optional int, 0: b: required struct<0: c: optional decimal(9, 2)>>'],
    ['struct<`odd, name`: int, "with ""quotes""": string>', 'struct<0: odd, name: optional int, 0: with "quotes": optional string>'],
    ['struct<1st: int>', 'struct<0: 1st: optional int>'],
    ['bigint', 'long'], ['varchar(20)', 'string'], ['timestamp(6) with time zone', 'timestamptz'], ['timestamp(9)', 'timestamp_ns'], ['array(row(sku varchar, n integer))', 'list<struct<0: sku: optional string, 0: n: optional int>>'],
    ['array<bigint>', 'list<long>'], ['list<timestamp with time zone>', 'list<timestamptz>'], ['struct<at: timestamp(6) with time zone, n: bigint>', 'struct<0: at: optional timestamptz, 0: n: optional long>'],
  ])('%s is %s', (input, wanted) => { expect(text(input)).toBe(wanted); });

  it.each(['', 'nope', 'list<>', 'list<string', 'map<string>', 'struct<>', 'struct<a>', 'char(3)', 'json', 'row(integer)', 'decimal(a,b)', 'list<string>>', 'interval day to second', '<', 'struct<a: nope>', 'long; drop table x'])('%j is none, and says so', (input) => {
    expect(() => readTypeInput(input, 3)).toThrow('is no type');
  });

  it('may be the JSON of the specification, with and without ids', () => {
    const json = { type: 'struct', fields: [{ id: 7, name: 'tags', required: true, doc: 'words', type: { type: 'list', 'element-id': 8, element: 'string', 'element-required': true } }, { name: 'm', type: { type: 'map', key: 'string', value: 'decimal(9,2)' } }] };
    const type = readTypeInput(json, 2);
    expect(typeToText(type)).toBe('struct<0: tags: required list<string>, 0: m: optional map<string, decimal(9, 2)>>');
    expect(readTypeInput(writeType(type) as Record<string, unknown>, 2)).toEqual(type);
    for (const wrong of [{}, { type: 'struct' }, { type: 'list' }, { type: 'struct', fields: [{ type: 'int' }] }, { type: 'nope', fields: [] }]) expect(() => readTypeInput(wrong, 2)).toThrow(/is no type|has no name/);
  });

  it('is refused when nobody could nest so deep', () => {
    expect(() => readTypeInput('list<'.repeat(3000) + 'int' + '>'.repeat(3000), 2)).toThrow('100 levels');
    let deep: Record<string, unknown> = { type: 'list', element: 'int' };
    for (let i = 0; i < 200; i += 1) deep = { type: 'list', element: deep };
    expect(() => readTypeInput(deep, 2)).toThrow('100 levels');
  });
});

describe('a default that somebody gives', () => {
  it.each<[string | number | boolean, IcebergType, unknown]>([
    ['9007199254740993', { type: 'long' }, 9007199254740993n], [7, { type: 'int' }, 7], ['7', { type: 'int' }, 7], ['1.5', { type: 'double' }, 1.5], [true, { type: 'boolean' }, true], ['false', { type: 'boolean' }, false],
    ['14.2', { type: 'decimal', precision: 9, scale: 2 }, '14.20'], [3, { type: 'decimal', precision: 9, scale: 2 }, '3.00'], ['2017-11-16', { type: 'date' }, '2017-11-16'], ['x', { type: 'string' }, 'x'],
  ])('%j becomes what metadata keeps', (input, type, wanted) => { expect(readDefault(input, type)).toEqual(wanted); });
  it.each<[string | number | boolean, IcebergType]>([[9007199254740992, { type: 'long' }], ['x', { type: 'long' }], [1.5, { type: 'int' }], ['', { type: 'double' }], ['Infinity', { type: 'double' }], [1, { type: 'string' }], ['yes', { type: 'boolean' }], [7, { type: 'date' }]])('%j is none for %j', (input, type) => {
    expect(() => readDefault(input, type)).toThrow(/is no default|lost digits/);
  });
});
