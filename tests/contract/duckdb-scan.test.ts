import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IcebergType, JsonValue, NestedField, PrimitiveType, PrimitiveValue } from '@/lib/model/iceberg/types';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { EngineBench, dataFile, deleteFile, filesScan } from '../support/engine-bench';
import { writeParquet } from '../support/parquet-writer';

const of = (type: Exclude<PrimitiveType['type'], 'decimal' | 'fixed' | 'geometry' | 'geography'>): PrimitiveType => ({ type });
const field = (id: number, name: string, type: IcebergType, more: Partial<NestedField> = {}): NestedField => ({ id, name, type, required: false, ...more });
const struct = (...fields: NestedField[]): IcebergType => ({ type: 'struct', fields });
const list = (elementId: number, element: IcebergType): IcebergType => ({ type: 'list', elementId, element, elementRequired: false });

describe('scans of the embedded engine', () => {
  let bench: EngineBench;
  let files = 0;
  const path = (): string => join(bench.folder, `file-${(files += 1)}.parquet`);
  const write = (select: string, ids: string | null): Promise<string> => writeParquet(path(), select, ids);
  beforeAll(async () => { bench = new EngineBench(await startDuckDbEngine({ onSaid: (said) => void (process.env['SHOW_SAID'] && console.log(said)) })); });
  afterAll(() => bench.close());

  it('finds columns by field id, widens them, and fills what a file lacks', async () => {
    const old = await write("SELECT 1::INTEGER AS a, 'x' AS gone, 1.5::FLOAT AS f, 1.25::DECIMAL(5,2) AS d", '{a: 1, gone: 2, f: 3, d: 4}');
    const recent = await write('SELECT 2.5::DOUBLE AS ff, 9223372036854775807 AS a, 7 AS n, 99999999.25::DECIMAL(12,2) AS d, true AS b', '{ff: 3, a: 1, n: 5, d: 4, b: 6}');
    const scan = filesScan('t1', [
      field(5, 'c0', of('int'), { initialDefault: 42 }), field(1, 'c1', of('long')), field(3, 'c2', of('double')),
      field(4, 'c3', { type: 'decimal', precision: 12, scale: 2 }), field(6, 'c4', of('boolean')), field(7, 'c5', of('unknown')),
    ], [dataFile(old), dataFile(recent)]);
    expect(await bench.rows('SELECT * FROM t1 ORDER BY c1', ['integer', 'bigint', 'double', 'decimal(12,2)', 'boolean', 'unknown'], [scan])).toEqual([
      [42, '1', 1.5, '1.25', null, null],
      [7, '9223372036854775807', 2.5, '99999999.25', true, null],
    ]);
  });

  it('tells files apart that differ in field ids alone', async () => {
    const [one, two, three] = [await write('SELECT 1 AS a, 2 AS b', '{a: 1, b: 2}'), await write('SELECT 3 AS a, 4 AS b', '{a: 2, b: 1}'), await write('SELECT 5 AS a, 6 AS b', '{a: 1, b: 2}')];
    const scan = filesScan('t', [field(1, 'c0', of('int')), field(2, 'c1', of('int'))], [dataFile(one), dataFile(two), dataFile(three)]);
    expect(await bench.rows('SELECT * FROM t ORDER BY c0', ['integer', 'integer'], [scan])).toEqual([[1, 2], [4, 3], [5, 6]]);
  });

  it('reads a binary column as it is, though a writer says beside the schema that it holds shapes', async () => {
    const shapes = path();
    const geo = JSON.stringify({ version: '1.0.0', primary_column: 'g', columns: { g: { encoding: 'WKB', geometry_types: ['Point'] } } });
    await writeParquet(shapes, "SELECT '\\x01\\x02'::BLOB AS g", '{g: 1}', { geo });
    const plain = await write("SELECT '\\x03'::BLOB AS g", '{g: 1}');
    for (const order of [[shapes, plain], [plain, shapes], [shapes]]) {
      const scan = filesScan('t', [field(1, 'c0', of('binary'))], order.map((file) => dataFile(file)));
      expect(await bench.rows('SELECT c0 FROM t ORDER BY c0', ['varbinary'], [scan])).toEqual([['AQI='], ['Aw==']].slice(0, order.length));
    }
  });

  it('reads columns whose names are hard to write', async () => {
    const file = await write('SELECT 3 AS "a""b", 4 AS "x*", 5 AS "select", 6 AS "é\'"', '{"a""b": 3, "x*": 4, "select": 5, "é\'": 6}');
    const scan = filesScan('t', [field(4, 'c0', of('int')), field(3, 'c1', of('int')), field(5, 'c2', of('int')), field(6, 'c3', of('int'))], [dataFile(file)]);
    expect(await bench.rows('SELECT * FROM t', ['integer', 'integer', 'integer', 'integer'], [scan])).toEqual([[4, 3, 5, 6]]);
  });

  it('follows renamed, added, dropped and moved members at any depth', async () => {
    const ids = '{s: {__duckdb_field_id: 1, a: 2, b: 3}, l: {__duckdb_field_id: 4, element: {__duckdb_field_id: 5, p: 6}}, m: {__duckdb_field_id: 7, key: 8, value: {__duckdb_field_id: 9, q: 10}}}';
    const old = await write("SELECT {a: 1, b: 'one'} AS s, [{p: 1}, NULL, {p: NULL}] AS l, MAP {'k': {q: 1}} AS m UNION ALL SELECT NULL, NULL, NULL UNION ALL SELECT {a: NULL, b: NULL}, [], MAP {}", ids);
    const newer = await write("SELECT [{z: 2.5, p: 2}] AS l, {c: true, renamed: 'two'} AS s, MAP {'j': {r: 3, q: 2}} AS m",
      '{l: {__duckdb_field_id: 4, element: {__duckdb_field_id: 5, z: 11, p: 6}}, s: {__duckdb_field_id: 1, c: 12, renamed: 3}, m: {__duckdb_field_id: 7, key: 8, value: {__duckdb_field_id: 9, r: 13, q: 10}}}');
    const scan = filesScan('t', [
      field(1, 'c0', struct(field(12, 'c', of('boolean'), { initialDefault: false }), field(3, 'renamed', of('string')))),
      field(4, 'c1', list(5, struct(field(6, 'p', of('long')), field(11, 'z', of('double'))))),
      field(7, 'c2', { type: 'map', keyId: 8, key: of('string'), valueId: 9, value: struct(field(13, 'r', of('int')), field(10, 'q', of('long'))), valueRequired: false }),
    ], [dataFile(old), dataFile(newer)]);
    const types = ['row(c boolean, renamed varchar)', 'array(row(p bigint, z double))', 'map(varchar, row(r integer, q bigint))'];
    expect(await bench.rows('SELECT * FROM t', types, [scan])).toEqual([
      [[false, 'one'], [['1', null], null, [null, null]], [['k', [null, '1']]]],
      [null, null, null],
      [[false, null], [], []],
      [[true, 'two'], [['2', 2.5]], [['j', [3, '2']]]],
    ]);
    expect(await bench.rows('SELECT struct_extract(c0, \'f2\') FROM t WHERE struct_extract(c0, \'f1\')', ['varchar'], [scan], ['struct_extract'])).toEqual([['two']]);
  });

  it('gives every type exactly', async () => {
    const file = await write(`SELECT (-128)::INTEGER AS i, 9223372036854775807 AS l, 0.1::FLOAT AS f, 'nan'::DOUBLE AS d, 12345678901234567890123456789012345678::DECIMAL(38,0) AS dec,
      DATE '1969-12-31' AS da, TIME '23:59:59.999999' AS ti, TIMESTAMP '1969-12-31 23:59:59.999999' AS ts, TIMESTAMPTZ '2024-02-29 12:00:00.000001+02' AS tz,
      '2024-02-29 12:00:00.123456789'::TIMESTAMP_NS AS tn, 'né' || chr(0) AS s, 'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID AS u, '\\x00\\xFF'::BLOB AS b`,
    '{i: 1, l: 2, f: 3, d: 4, dec: 5, da: 6, ti: 7, ts: 8, tz: 9, tn: 10, s: 11, u: 12, b: 13}');
    const scan = filesScan('t', [
      field(1, 'c0', of('int')), field(2, 'c1', of('long')), field(3, 'c2', of('float')), field(4, 'c3', of('double')), field(5, 'c4', { type: 'decimal', precision: 38, scale: 0 }),
      field(6, 'c5', of('date')), field(7, 'c6', of('time')), field(8, 'c7', of('timestamp')), field(9, 'c8', of('timestamptz')), field(10, 'c9', of('timestamp_ns')),
      field(11, 'c10', of('string')), field(12, 'c11', of('uuid')), field(13, 'c12', { type: 'fixed', length: 2 }),
    ], [dataFile(file)]);
    const types = ['integer', 'bigint', 'real', 'double', 'decimal(38,0)', 'date', 'time(6)', 'timestamp(6)', 'timestamp(6) with time zone', 'timestamp(9)', 'varchar', 'uuid', 'varbinary'];
    expect(await bench.rows('SELECT * FROM t', types, [scan])).toEqual([[
      -128, '9223372036854775807', 0.1, 'NaN', '12345678901234567890123456789012345678', '1969-12-31', '23:59:59.999999', '1969-12-31 23:59:59.999999',
      '2024-02-29 10:00:00.000001 UTC', '2024-02-29 12:00:00.123456789', 'né\0', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', 'AP8=',
    ]]);
  });

  it('fills identity partition columns from each file\'s own values, and defaults of every type', async () => {
    const one = await write('SELECT 1 AS a', '{a: 1}');
    const two = await write('SELECT 2 AS a', '{a: 1}');
    const fields = [field(1, 'c0', of('int')), field(2, 'c1', of('date')), field(3, 'c2', of('timestamptz')), field(4, 'c3', { type: 'decimal', precision: 5, scale: 2 }), field(5, 'c4', of('binary')), field(6, 'c5', of('double'))];
    const constants = (day: number, instant: bigint, unscaled: bigint, byte: number, double: number): ReadonlyMap<number, PrimitiveValue> =>
      new Map<number, PrimitiveValue>([[2, day], [3, instant], [4, unscaled], [5, Uint8Array.of(byte)], [6, double]]);
    const types = ['integer', 'date', 'timestamp(6) with time zone', 'decimal(5,2)', 'varbinary', 'double'];
    const scan = filesScan('t', fields, [
      dataFile(one, { constants: constants(-1, -1n, -5n, 0, 0.1) }),
      dataFile(two, { constants: constants(19_782, 1_709_208_000_000_001n, 12_345n, 255, 1e300) }),
    ]);
    expect(await bench.rows('SELECT * FROM t ORDER BY c0', types, [scan])).toEqual([
      [1, '1969-12-31', '1969-12-31 23:59:59.999999 UTC', '-0.05', 'AA==', 0.1],
      [2, '2024-02-29', '2024-02-29 12:00:00.000001 UTC', '123.45', '/w==', 1e300],
    ]);
    const defaults: readonly JsonValue[] = ['2017-11-16', '2017-11-16T22:31:08.123456+00:00', '-1.25', '000102', 34.56];
    const withDefaults = fields.map((item, at) => (at === 0 ? item : { ...item, initialDefault: defaults[at - 1]! }));
    expect(await bench.rows('SELECT * FROM t', types, [filesScan('t', withDefaults, [dataFile(one)])])).toEqual([
      [1, '2017-11-16', '2017-11-16 22:31:08.123456 UTC', '-1.25', 'AAEC', 34.56],
    ]);
  });

  it('reads files without field ids by the name mapping, or by place where there is none', async () => {
    const file = await write("SELECT 1 AS id, 'x' AS label, {inner_a: 5, extra: 6} AS s", null);
    const fields = [field(3, 'c0', struct(field(4, 'a', of('int')), field(9, 'lost', of('int')))), field(2, 'c1', of('string')), field(1, 'c2', of('long')), field(8, 'c3', of('int'))];
    const nameMapping: JsonValue = [{ 'field-id': 1, names: ['id'] }, { 'field-id': 2, names: ['name', 'label'] }, { 'field-id': 3, names: ['s'], fields: [{ 'field-id': 4, names: ['inner_a'] }] }];
    expect(await bench.rows('SELECT * FROM t', ['row(a integer, lost integer)', 'varchar', 'bigint', 'integer'], [filesScan('t', fields, [dataFile(file)], { nameMapping })])).toEqual([[[5, null], 'x', '1', null]]);
    const flat = [field(2, 'c0', of('string')), field(1, 'c1', of('long'))];
    expect(await bench.rows('SELECT * FROM t', ['varchar', 'bigint'], [filesScan('t', flat, [dataFile(file)])])).toEqual([['x', '1']]);
    await expect(bench.run('SELECT * FROM t', ['row(a integer, lost integer)'], { scans: [filesScan('t', fields.slice(0, 1), [dataFile(file)])] })).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('name mapping') });
  });

  it('applies position deletes to the files that they are planned for, by the manifest\'s spelling', async () => {
    const [a, b] = [await write('SELECT range AS a FROM range(10)', '{a: 1}'), await write('SELECT range + 100 AS a FROM range(10)', '{a: 1}')];
    const deletes = await write(`SELECT * FROM (VALUES ('hdfs://nn/a.parquet', 0::BIGINT), ('hdfs://nn/a.parquet', 9), ('hdfs://nn/a.parquet', 9), ('hdfs://nn/a.parquet', 77), ('hdfs://nn/b.parquet', 5), ('hdfs://nn/none.parquet', 1), ('hdfs://nn/a.parquet', NULL)) v(file_path, pos)`, '{file_path: 2147483546, pos: 2147483545}');
    const gone = deleteFile(deletes, { content: 'position-deletes' });
    const scan = filesScan('t', [field(1, 'c0', of('long'))], [
      dataFile(a, { file: { path: 'hdfs://nn/a.parquet' }, deletes: [gone] }),
      dataFile(b, { file: { path: 'hdfs://nn/b.parquet' } }),
    ]);
    const rows = await bench.rows('SELECT c0 FROM t ORDER BY c0', ['bigint'], [scan]);
    expect(rows.map(([value]) => Number(value))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109]);
    expect(await bench.rows('SELECT count(*) FROM t', ['bigint'], [scan], ['count'])).toEqual([['18']]);
  });

  it('applies equality deletes with null equal to null, across promoted types, columns unseen', async () => {
    const data = await write("SELECT * FROM (VALUES (1, 'a', 1), (2, 'b', 2), (NULL, 'c', 3), (4, NULL, 4), (5, 'e', 5)) v(k, s, n)", '{k: 1, s: 2, n: 3}');
    const byKey = await write('SELECT * FROM (VALUES (1), (NULL)) v(k)', '{k: 1}');
    const byTwo = await write("SELECT * FROM (VALUES (4, NULL), (5, 'x')) v(k, s)", '{k: 1, s: 2}');
    const deletes = [deleteFile(byKey, { content: 'equality-deletes', equalityIds: [1] }), deleteFile(byTwo, { content: 'equality-deletes', equalityIds: [2, 1] })];
    const untouched = await write("SELECT 1 AS k, 'a' AS s, 9 AS n", '{k: 1, s: 2, n: 3}');
    const scan = filesScan('t', [field(3, 'c0', of('int'))], [dataFile(data, { deletes }), dataFile(untouched)], { deleteFields: [field(1, 'c1', of('long')), field(2, 'c2', of('string'))] });
    expect(await bench.rows('SELECT * FROM t ORDER BY c0', ['integer'], [scan])).toEqual([[2], [5], [9]]);
    const nested = await write('SELECT {x: 1} AS s UNION ALL SELECT {x: 2} UNION ALL SELECT NULL', '{s: {__duckdb_field_id: 4, x: 5}}');
    const byNested = await write('SELECT {x: 2} AS s', '{s: {__duckdb_field_id: 4, x: 5}}');
    const deep = filesScan('t', [field(4, 'c0', struct(field(5, 'x', of('int'))))], [dataFile(nested, { deletes: [deleteFile(byNested, { content: 'equality-deletes', equalityIds: [5] })] })]);
    expect(await bench.rows('SELECT * FROM t', ['row(x integer)'], [deep])).toEqual([[[1]], [null]]);
  });

  it('has the columns of a table without files', async () => {
    const scan = filesScan('t', [field(1, 'c0', of('long')), field(2, 'c1', struct(field(3, 'x', of('uuid'))))], []);
    expect(await bench.rows('SELECT * FROM t', ['bigint', 'row(x uuid)'], [scan])).toEqual([]);
    expect(await bench.rows('SELECT count(*) FROM t', ['bigint'], [scan], ['count'])).toEqual([['0']]);
  });

  it('counts rows when no column is asked for', async () => {
    const file = await write('SELECT range AS a FROM range(7)', '{a: 1}');
    expect(await bench.rows('SELECT count(*) FROM t', ['bigint'], [filesScan('t', [], [dataFile(file)])], ['count'])).toEqual([['7']]);
  });

  it('reads exactly the file whose path looks like a pattern', async () => {
    const folder = join(bench.folder, "k=*[a]? 'q'");
    mkdirSync(folder);
    const file = await writeParquet(join(folder, 'f.parquet'), 'SELECT 1 AS a', '{a: 1}');
    expect(await bench.rows('SELECT * FROM t', ['integer'], [filesScan('t', [field(1, 'c0', of('int'))], [dataFile(file)])])).toEqual([[1]]);
  });

  it('gives rows of the console\'s own as they came, of any type', async () => {
    const types = ['boolean', 'tinyint', 'bigint', 'double', 'real', 'decimal(20,3)', 'varchar', 'char(3)', 'date', 'time(3)', 'timestamp(3)', 'timestamp(9)', 'timestamp(6) with time zone', 'varbinary', 'uuid',
      'interval day to second', 'interval year to month', 'json', 'array(bigint)', 'map(varchar, array(integer))', 'row(a integer, b row(c varchar))', 'unknown'];
    const full = [true, -128, '-9223372036854775808', 'Infinity', 0.1, '-12345678901234567.890', "it's\n", 'a  ', '-0044-03-15', '01:02:03.004', '12345-01-01 00:00:00.001'.replace(/^/, '+'), '1969-12-31 23:59:59.999999999', '2024-02-29 23:59:59.000001 UTC', 'AP8=', '00000000-0000-0000-0000-000000000001',
      '-1 02:03:04.005', '-1-2', '{"a":1}', ['1', null], [['k', [1, null]], ['l', null]], [1, ['x']], null];
    const { columns } = bench.statement('', types);
    const rows = [full, types.map(() => null)];
    const scan = { kind: 'rows', alias: 'information', columns: columns.map(({ type }, at) => ({ name: `c${at}`, type })), rows } as const;
    expect(await bench.rows('SELECT * FROM information', types, [scan])).toEqual(rows);
  });

  it('names the format, type or file that it cannot read', async () => {
    const read = (file: string, type: IcebergType, more: Parameters<typeof dataFile>[1] = {}): Promise<unknown> =>
      bench.run('SELECT * FROM t', ['integer'], { scans: [filesScan('t', [field(1, 'c0', type)], [dataFile(file, more)])] });
    const good = await write('SELECT 1 AS a', '{a: 1}');
    await expect(read(good, of('int'), { file: { format: 'orc', path: 's3://b/x.orc' } })).rejects.toMatchObject({ code: 'UNSUPPORTED', message: 'The data file s3://b/x.orc is ORC; the embedded SQL engine reads Parquet.' });
    await expect(read(good, of('variant'))).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('variant') });
    await expect(read(join(bench.folder, 'absent.parquet'), of('int'), { file: { path: 'hdfs://nn/absent.parquet' } })).rejects.toMatchObject({ code: 'BROKEN_TABLE', message: 'The data file hdfs://nn/absent.parquet is missing.', details: { file: 'hdfs://nn/absent.parquet' } });
    const garbage = path();
    writeFileSync(garbage, 'PAR1 this is no Parquet file PAR1');
    await expect(read(garbage, of('int'), { file: { path: 'hdfs://nn/bad.parquet' } })).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: 'hdfs://nn/bad.parquet' } });
    writeFileSync(garbage, '');
    await expect(read(garbage, of('int'), { file: { path: 'hdfs://nn/bad.parquet' } })).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: 'hdfs://nn/bad.parquet' } });
  });
});
