import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlFailure } from '@/lib/core/sql/errors';
import { typeText } from '@/lib/model/values/type-text';
import { type Shape, typeStatement, DeltaBench } from '../../../../support/delta-bench';

const t: Shape = { id: 'bigint', n: 'integer', s: 'varchar', d: 'decimal(10,2)', ts: 'timestamp(6)', tags: 'array(varchar)' };
const u: Shape = { id: 'bigint', n: 'integer', s: 'varchar' };
const shapes = { t, u };
const T_ROWS = "(1, 10, 'a', 1.5, TIMESTAMP '2020-01-01', ['x']), (2, NULL, 'b', NULL, NULL, NULL), (3, 30, NULL, 3.25, TIMESTAMP '2020-01-03 01:02:03.456', []), (4, -5, '', 0, NULL, ['y', NULL]), (NULL, 1, 'null', 9, NULL, NULL)";
const U_ROWS = "(2, 200, 'two'), (3, NULL, 'three'), (6, 60, NULL), (7, 70, 'seven'), (NULL, 0, 'none')";

let bench: DeltaBench;
beforeAll(async () => { bench = await DeltaBench.open(); });
afterAll(() => bench.close());

async function same(sql: string): Promise<readonly number[]> {
  await bench.table('t', t, T_ROWS);
  await bench.table('u', u, U_ROWS);
  const ops = await bench.apply(sql, shapes);
  await bench.run(sql);
  expect(await bench.rows('SELECT * FROM own_t ORDER BY ALL')).toEqual(await bench.rows('SELECT * FROM t ORDER BY ALL'));
  return ops;
}

describe('a delta makes of a table what the statement makes of it', () => {
  it.each([
    'DELETE FROM t', 'DELETE FROM t WHERE n > 5', 'DELETE FROM t WHERE n <> 10', 'DELETE FROM t WHERE NOT (n > 5)', 'DELETE FROM t WHERE s IS NULL OR id = 1', 'DELETE FROM t WHERE id IN (SELECT id FROM u)', 'DELETE FROM t WHERE id NOT IN (SELECT id FROM u WHERE id IS NOT NULL)',
    'DELETE FROM t WHERE id NOT IN (SELECT id FROM u)', 'DELETE FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id AND u.n IS NULL)', 'DELETE FROM t WHERE n = (SELECT max(n) FROM t)', "DELETE FROM t WHERE s LIKE 'a%' OR d BETWEEN 1 AND 2", 'DELETE FROM t WHERE false', 'DELETE FROM t WHERE n > NULL',
    "UPDATE t SET n = 7", 'UPDATE t SET n = n + 1, id = n WHERE n IS NOT NULL', "UPDATE t SET s = s || '!' WHERE id < 3", 'UPDATE t SET d = CAST(n AS decimal(10, 2)), n = NULL WHERE id = 4', 'UPDATE t SET s = NULL WHERE n > 5 OR s IS NULL', 'UPDATE t SET n = (SELECT max(u.n) FROM u WHERE u.id = t.id) WHERE id IN (SELECT id FROM u)',
    "UPDATE t SET ts = DATE '2021-05-06' WHERE id = 1", 'UPDATE t SET tags = NULL', 'UPDATE t SET id = n WHERE false',
    'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE', 'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND u.n IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET n = u.n, s = t.s || u.s',
    'MERGE INTO t USING u ON t.id = u.id WHEN NOT MATCHED THEN INSERT (id, s) VALUES (u.id, u.s)', "MERGE INTO t USING u ON t.id = u.id AND u.n > 100 WHEN MATCHED THEN UPDATE SET s = 'hit' WHEN NOT MATCHED AND u.id > 6 THEN INSERT (id, n) VALUES (u.id + 1, 1) WHEN NOT MATCHED AND u.id > 2 THEN INSERT (s) VALUES (u.s)",
    "MERGE INTO t AS x USING (SELECT id, max(s) AS m FROM u GROUP BY id) AS y ON x.id = y.id WHEN MATCHED AND x.n IS NULL THEN UPDATE SET s = y.m WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id, n, s, d, ts, tags) VALUES (y.id, 0, y.m, 1.25, TIMESTAMP '2022-02-02 00:00:00', NULL)",
    'MERGE INTO t USING u ON t.id = u.id AND t.n IS NULL WHEN MATCHED THEN UPDATE SET n = 1', 'MERGE INTO t USING t AS y ON t.id = y.id AND y.n > 5 WHEN MATCHED THEN UPDATE SET n = y.n * 2', 'MERGE INTO t USING (SELECT 1 AS one) s ON false WHEN NOT MATCHED THEN INSERT (n) VALUES (s.one)',
    "MERGE INTO t USING (SELECT u.id, w.n FROM u JOIN u AS w ON u.id = w.id) s ON t.id = s.id WHEN MATCHED AND s.n > (SELECT min(n) FROM u) THEN UPDATE SET n = s.n",
    'INSERT INTO t (id, s) SELECT id, s FROM u', 'INSERT INTO t SELECT id, n, s, 1.5, NULL, ARRAY[s] FROM u', 'INSERT INTO t SELECT * FROM t', "INSERT INTO t (s, id) VALUES ('x', 1), (NULL, 2)",
  ])('%s', async (sql) => {
    await same(sql);
  });

  it('names a MERGE operation for each row, and leaves out rows for which no WHEN holds', async () => {
    expect(await same('MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND u.id = 2 THEN DELETE WHEN MATCHED THEN UPDATE SET n = 1 WHEN NOT MATCHED AND u.id = 6 THEN INSERT (id) VALUES (u.id)')).toEqual([1, 2, 3]);
  });

  it('a condition that would fail is not computed for rows that an earlier one took', async () => {
    expect(await same('MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND u.n IS NULL THEN DELETE WHEN MATCHED AND u.n > 200 THEN UPDATE SET n = 0 WHEN MATCHED THEN DELETE')).toEqual([1, 1]);
    await bench.table('t', t, T_ROWS);
    await bench.table('u', u, "(3, NULL, 'a'), (1, 1, 'b')");
    expect(await bench.apply('MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND u.n IS NULL THEN DELETE WHEN MATCHED AND 10 / u.n > 5 THEN UPDATE SET n = 10 / u.n', shapes)).toEqual([1, 3]);
  });
});

describe('what a statement that writes reads', () => {
  const write = (sql: string) => typeStatement(sql, shapes).write;
  const scan = (sql: string, index = 0) => typeStatement(sql, shapes).scans.find((one) => one.index === index);

  it('asks the scan of a delta for the places of rows', () => {
    expect(scan('DELETE FROM t WHERE n = 5')).toMatchObject({ columns: ['n'], positions: true, filter: { op: '=', column: 'n', value: 5 } });
    expect(scan('DELETE FROM t WHERE id IN (SELECT id FROM u)', 1)).toMatchObject({ columns: ['id'], positions: false });
    expect(scan('INSERT INTO t SELECT * FROM t')).toMatchObject({ positions: false });
  });

  it('tells the columns that the text reads from those that are only copied', () => {
    expect(write('DELETE FROM t')).toMatchObject({ reads: [], whole: true });
    expect(write("UPDATE t SET id = n WHERE s = 'a'")).toMatchObject({ reads: ['n', 's'] });
    expect(scan('UPDATE t SET n = 1')!.columns).toEqual(['id', 's', 'd', 'ts', 'tags']);
    expect(write('MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND t.n > 1 THEN UPDATE SET s = t.s || u.s')).toMatchObject({ reads: ['id', 'n', 's'], inserts: false, changes: true });
    expect(write('MERGE INTO t USING u ON t.id = u.id WHEN NOT MATCHED THEN INSERT (id) VALUES (u.id)')).toMatchObject({ reads: ['id'], inserts: true, changes: false });
  });

  it('pushes a MERGE condition to the target, and to the source only when nothing is inserted', () => {
    const on = 'MERGE INTO t USING u ON t.id = u.id AND t.n = 3 AND u.n = 4 WHEN';
    expect(scan(`${on} MATCHED THEN DELETE`)).toMatchObject({ filter: { op: '=', column: 'n', value: 3 } });
    expect(scan(`${on} MATCHED THEN DELETE`, 1)).toMatchObject({ filter: { op: '=', column: 'n', value: 4 } });
    expect(scan(`${on} NOT MATCHED THEN INSERT (id) VALUES (1)`)).toMatchObject({ filter: { op: '=', column: 'n', value: 3 } });
    expect(scan(`${on} NOT MATCHED THEN INSERT (id) VALUES (1)`, 1)).toMatchObject({ filter: { op: 'true' } });
  });

  it.each([
    ['id = 1', true], ['id IN (1, 2)', true], ['id = 1 AND n IS NULL', true], ['id = 1 OR NOT n > 3', true], ["ts >= TIMESTAMP '2020-01-01 00:00:00'", true], ["CAST(ts AS date) = DATE '2020-01-01'", true], ['id BETWEEN 1 AND 2', true], ["s = 'a'", true], ['true', true],
    ['id <> 1', false], ['id + 1 = 2', false], ["s LIKE 'a%'", false], ['id = 1 AND n <> 2', false], ['id NOT IN (1)', false], ['id IN (SELECT id FROM u)', false], ['n = id', false], ['tags IS NULL AND cardinality(tags) = 1', false], ['id = 1.5e0', false],
  ])('DELETE … WHERE %s is told by the files alone: %s', (where, whole) => {
    expect(write(`DELETE FROM t WHERE ${where}`)).toMatchObject({ whole });
  });

  it('gives CREATE TABLE AS the types that a table can store', () => {
    const made = typeStatement("CREATE TABLE x AS SELECT TINYINT '1' AS A, CAST('a' AS varchar(3)) AS b, TIMESTAMP '2020-01-01 00:00:00.123' AS c, TIME '01:02:03' AS d, ARRAY[SMALLINT '1'] AS e, DATE '2020-01-01' AS f", {});
    expect(made.columns.map(({ name, type }) => [name, typeText(type)])).toEqual([['a', 'integer'], ['b', 'varchar'], ['c', 'timestamp(6)'], ['d', 'time(6)'], ['e', 'array(integer)'], ['f', 'date']]);
    expect(made.write).toEqual({ kind: 'table' });
  });

  it('names what an INSERT leaves out', () => {
    expect(write('INSERT INTO t (s, id) SELECT s, id FROM u')).toEqual({ kind: 'rows', target: 1, omitted: ['n', 'd', 'ts', 'tags'] });
    expect(write('INSERT INTO u SELECT * FROM u')).toEqual({ kind: 'rows', target: 1, omitted: [] });
  });

  it('takes a condition of EXECUTE that the files can answer, and no other', () => {
    expect(write("ALTER TABLE t EXECUTE optimize WHERE ts >= TIMESTAMP '2020-01-01 00:00:00'")).toEqual({ kind: 'filter', target: 0 });
    expect(() => write("ALTER TABLE t EXECUTE optimize WHERE s LIKE '%a'")).toThrow('Unexpected FilterNode found in plan');
  });
});

describe('what is refused with the words of Trino', () => {
  it.each<[string, string, string]>([
    ["INSERT INTO u VALUES ('x', 1, 's')", 'TYPE_MISMATCH', 'Insert query has mismatched column types: Table: [bigint, integer, varchar], Query: [varchar(1), integer, varchar(1)]'],
    ["INSERT INTO t (tags) SELECT ARRAY[1]", 'TYPE_MISMATCH', 'Insert query has mismatched column types: Table: [array(varchar)], Query: [array(integer)]'],
    ['UPDATE u SET n = 1, N = 2', 'NOT_SUPPORTED', 'Column N is assigned more than once'],
    ['INSERT INTO u SELECT 1', 'TYPE_MISMATCH', 'Insert query has mismatched column types: Table: [bigint, integer, varchar], Query: [integer]'],
    ['INSERT INTO u (x) SELECT 1', 'COLUMN_NOT_FOUND', 'Insert column name does not exist in target table: x'],
    ['INSERT INTO u (id, ID) SELECT 1, 2', 'DUPLICATE_COLUMN_NAME', 'Insert column name is specified more than once: ID'],
    ['UPDATE u SET x = 1', 'COLUMN_NOT_FOUND', "The UPDATE SET target column x doesn't exist"],
    ["UPDATE u SET n = 'a'", 'TYPE_MISMATCH', "UPDATE table column types don't match SET expressions: Table: [integer], Expressions: [varchar(1)]"],
    ['UPDATE u SET n = count(*)', 'EXPRESSION_NOT_SCALAR', 'UPDATE SET clause cannot contain aggregations, window functions or grouping operations'],
    ['UPDATE u SET n = y', 'COLUMN_NOT_FOUND', "Column 'y' cannot be resolved"],
    ['DELETE FROM u WHERE x = 1', 'COLUMN_NOT_FOUND', "Column 'x' cannot be resolved"],
    ['DELETE FROM u WHERE id', 'TYPE_MISMATCH', 'WHERE clause must evaluate to a boolean: actual type bigint'],
    ['DELETE FROM u WHERE current_setting(s) = 1', 'FUNCTION_NOT_FOUND', "Function 'current_setting' not registered"],
    ['MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET n = u.s', 'TYPE_MISMATCH', "MERGE table column types don't match for MERGE case 0, SET expressions: Table: [integer], Expressions: [varchar]"],
    ['MERGE INTO t USING u ON t.id = u.id WHEN NOT MATCHED THEN INSERT (id, x) VALUES (1, 2)', 'COLUMN_NOT_FOUND', 'Merge column name does not exist in target table: x'],
    ['MERGE INTO t USING u ON id = 1 WHEN MATCHED THEN DELETE', 'AMBIGUOUS_NAME', "Column 'id' is ambiguous"],
    ['CREATE TABLE x AS SELECT 1', 'MISSING_COLUMN_NAME', 'Column name not specified at position 1'],
    ['CREATE TABLE x AS SELECT 1 AS a, 2 AS A', 'DUPLICATE_COLUMN_NAME', "Column name 'a' specified more than once"],
    ['CREATE TABLE x (a) AS SELECT 1, 2', 'MISMATCHED_COLUMN_ALIASES', 'Column alias list has 1 entries but relation has 2 columns'],
    ['CREATE TABLE x AS SELECT NULL AS a', 'COLUMN_TYPE_UNKNOWN', 'Column type is unknown: a'],
    ["CREATE TABLE x AS SELECT CAST('a' AS char(3)) AS a", 'NOT_SUPPORTED', 'Type not supported for Iceberg: char(3)'],
  ])('%s', (sql, code, message) => {
    let failure: unknown = null;
    try { typeStatement(sql, shapes); } catch (error) { failure = error; }
    expect(failure).toBeInstanceOf(SqlFailure);
    expect(failure).toMatchObject({ code, message });
  });
});
