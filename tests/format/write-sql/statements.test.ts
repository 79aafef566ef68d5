import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlLake } from '../../support/sql-lake';

let lake: SqlLake;
let plain: DuckDBConnection;
beforeAll(async () => {
  lake = await SqlLake.open();
  plain = await (await DuckDBInstance.create(':memory:')).connect();
  await plain.run("SET TimeZone = 'UTC'");
});
afterAll(async () => {
  plain.closeSync();
  await lake.close();
});

const COLUMNS = 'id bigint, n integer, s varchar, d decimal(10,2), day date';
const ROWS = "(1, 10, 'a', DECIMAL '1.50', DATE '2020-05-05'), (2, NULL, 'b', NULL, NULL), (3, 30, NULL, DECIMAL '3.25', DATE '2020-06-06'), (4, -5, '', DECIMAL '0.00', DATE '2021-01-01'), (NULL, 1, 'null', DECIMAL '9.00', NULL)";
const SOURCE = "(2, 200, 'two'), (3, NULL, 'three'), (6, 60, NULL), (7, 70, 'seven'), (NULL, 0, 'none')";

/** Statements that both understand, run one after the other; each leaves the same rows in both. */
const STATEMENTS = [
  'INSERT INTO t (id, s) SELECT id, s FROM u', 'UPDATE t SET n = n + 1 WHERE n > 5', "UPDATE t SET s = 'x', n = id WHERE d >= 1.5 AND id < 4", 'DELETE FROM t WHERE id = 1', 'INSERT INTO t SELECT * FROM t',
  'MERGE INTO t USING u ON t.id = u.id AND t.n IS NOT NULL WHEN MATCHED AND u.n IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET n = u.n WHEN NOT MATCHED AND u.id > 6 THEN INSERT (id, s) VALUES (u.id, u.s)'.replace('t.n IS NOT NULL', 't.d IS NOT NULL AND t.id = 99'),
  'DELETE FROM t WHERE id IN (SELECT id FROM u WHERE n > 60)', "DELETE FROM t WHERE day >= DATE '2020-12-31'", 'UPDATE t SET day = DATE \'2022-02-02\', d = d + 1 WHERE s IS NULL', 'DELETE FROM t WHERE n IS NULL AND id IS NOT NULL', "INSERT INTO t VALUES (100, 1, 'late', 5.25, DATE '2023-03-03')", 'DELETE FROM t WHERE id > 3 OR id IS NULL', 'DELETE FROM t',
];

async function everyRow(): Promise<{ ours: readonly string[]; theirs: readonly string[] }> {
  const list = 'concat_ws(\'|\', coalesce(CAST(id AS varchar), \'-\'), coalesce(CAST(n AS varchar), \'-\'), coalesce(s, \'-\'), coalesce(CAST(d AS varchar), \'-\'), coalesce(CAST(day AS varchar), \'-\'))';
  const ours = (await lake.rows(`SELECT ${list} FROM t`)).map(([row]) => String(row));
  const theirs = (await plain.runAndReadAll(`SELECT ${list} FROM t`)).getRows().map(([row]) => String(row));
  return { ours: ours.toSorted(), theirs: theirs.toSorted() };
}

describe.each([
  ['v2, copy-on-write', 'format_version = 2', {}],
  ['v2, merge-on-read, partitioned', "format_version = 2, partitioning = ARRAY['month(day)', 'bucket(id, 3)']", { mor: true }],
  ['v3, merge-on-read, sorted', "format_version = 3, sorted_by = ARRAY['n DESC NULLS LAST'], partitioning = ARRAY['truncate(s, 1)']", { mor: true }],
])('statements on a table of %s', (_, properties, { mor = false }: { mor?: boolean }) => {
  it('leave the rows that they leave in a plain table', async () => {
    for (const [name, columns, rows] of [['t', COLUMNS, ROWS], ['u', 'id bigint, n integer, s varchar', SOURCE]] as const) {
      await lake.must(`DROP TABLE IF EXISTS ${name}; CREATE TABLE ${name} (${columns}) WITH (${name === 't' ? properties : 'format_version = 2'}); INSERT INTO ${name} VALUES ${rows}`);
      await plain.run(`CREATE OR REPLACE TABLE ${name} (${columns}); INSERT INTO ${name} VALUES ${rows.replaceAll(/(DECIMAL) ('[^']*')/g, '$2')}`);
    }
    if (mor) {
      const set = Object.fromEntries(['delete', 'update', 'merge'].map((operation) => [`write.${operation}.mode`, 'merge-on-read']));
      await lake.catalog.commit({ namespace: ['w'], name: 't' }, async () => ({ files: [], requirements: [], updates: [{ action: 'set-properties', updates: set }] }));
    }
    expect((await everyRow()).ours).toEqual((await everyRow()).theirs);
    for (const statement of STATEMENTS) {
      const run = await lake.must(statement);
      const changed = (await plain.runAndReadAll(statement)).getRows()[0]?.[0];
      expect([statement, run.statements[0]?.updateType, run.statements[0]?.updateCount]).toEqual([statement, statement.split(' ')[0], Number(changed)]);
      const { ours, theirs } = await everyRow();
      expect([statement, ours]).toEqual([statement, theirs]);
    }
  }, 600_000);
});

describe('a statement that writes', { timeout: 300_000 }, () => {
  it('answers the count of rows, the snapshot, and a way back', async () => {
    await lake.must('CREATE TABLE back AS SELECT x FROM (VALUES 1, 2, 3) AS v(x)');
    const run = await lake.must('DELETE FROM back WHERE x > 1');
    const [statement] = run.statements;
    expect(statement).toMatchObject({ verb: 'DELETE', updateType: 'DELETE', updateCount: 2, columns: [{ name: 'rows', type: 'bigint' }], change: { on: { catalog: 'lake', namespace: 'w', table: 'back' }, undo: { method: 'POST', path: '/catalogs/lake/namespaces/w/tables/back/rollback' } } });
    expect(statement?.change?.words).toContain('2 rows deleted');
    const loaded = await lake.catalog.loadTable({ namespace: ['w'], name: 'back' });
    expect(statement?.change?.snapshotId).toBe(loaded.metadata.currentSnapshotId?.toString());
    await lake.must(`CALL lake.system.rollback_to_snapshot('w', 'back', ${String(statement?.change?.undo?.body?.['snapshotId'])})`);
    expect(await lake.rows('SELECT count(*) FROM back')).toEqual([['3']]);
  });

  it('makes a table of a query in one version, with the types that it can store', async () => {
    const run = await lake.must("CREATE TABLE made (a, b) COMMENT 'about' WITH (partitioning = ARRAY['a']) AS SELECT TINYINT '7', TIMESTAMP '2020-01-01 00:00:00.123' UNION ALL SELECT TINYINT '8', NULL");
    expect(run.statements[0]).toMatchObject({ updateType: 'CREATE TABLE', updateCount: 2 });
    const { version, metadata } = await lake.catalog.loadTable({ namespace: ['w'], name: 'made' });
    expect([version, metadata.snapshots.length, metadata.properties['comment']]).toEqual([1, 1, 'about']);
    expect(await lake.rows('SHOW COLUMNS FROM made')).toEqual([['a', 'integer', '', ''], ['b', 'timestamp(6)', '', '']]);
    expect(await lake.rows('SELECT * FROM made ORDER BY a')).toEqual([[7, '2020-01-01 00:00:00.123000'], [8, null]]);
    expect(await lake.failure('CREATE TABLE made AS SELECT 1 AS a')).toBe("TABLE_ALREADY_EXISTS: Table 'lake.w.made' already exists");
    expect((await lake.must('CREATE TABLE IF NOT EXISTS made AS SELECT 1 AS a')).statements[0]?.updateCount).toBe(0);
    await lake.must('CREATE TABLE hollow AS SELECT 1 AS a, CAST(NULL AS varchar) AS b WITH NO DATA');
    expect(await lake.rows('SELECT count(*) FROM hollow')).toEqual([['0']]);
  });

  it('replaces a table by a query over its own rows, in one version, and keeps its history', async () => {
    await lake.must("CREATE TABLE swap WITH (format_version = 3, partitioning = ARRAY['a']) AS SELECT * FROM (VALUES (1, 'x'), (2, 'y'), (3, NULL)) AS v(a, b); DELETE FROM swap WHERE a = 3");
    const before = await lake.catalog.loadTable({ namespace: ['w'], name: 'swap' });
    const foreseen = (await lake.check('CREATE OR REPLACE TABLE swap AS SELECT a FROM swap')).statements[0];
    expect([foreseen?.error, foreseen?.words[0]]).toEqual([null, expect.stringContaining('in the place of swap and its rows')]);
    const run = await lake.must("CREATE OR REPLACE TABLE swap COMMENT 'anew' WITH (partitioning = ARRAY['bucket(c, 2)'], sorted_by = ARRAY['c']) AS SELECT b AS c, a + 10 AS d FROM swap UNION ALL SELECT 'new', 0");
    expect(run.statements[0]).toMatchObject({ updateType: 'CREATE TABLE', updateCount: 3, change: { undo: null } });
    expect(await lake.rows('SELECT c, d FROM swap ORDER BY d')).toEqual([['new', 0], ['x', 11], ['y', 12]]);
    const { version, metadata } = await lake.catalog.loadTable({ namespace: ['w'], name: 'swap' });
    const fresh = metadata.snapshots.find(({ snapshotId }) => snapshotId === metadata.currentSnapshotId);
    expect([version, metadata.tableUuid, metadata.formatVersion, metadata.properties['comment'], metadata.snapshots.length]).toEqual([before.version + 1, before.metadata.tableUuid, 3, 'anew', before.metadata.snapshots.length + 1]);
    expect([fresh?.operation, fresh?.parentSnapshotId, fresh?.summary['total-records'], fresh?.summary['added-records'], metadata.snapshotLog.length]).toEqual(['append', null, '3', '3', 1]);
    // what was there before is read by its own snapshot
    expect(await lake.rows(`SELECT count(*) FROM swap FOR VERSION AS OF ${String(before.metadata.currentSnapshotId)}`)).toEqual([['2']]);
    // readers in Java bind every spec to the newest schema, so a column that takes the name of an old partition field is that column again
    await lake.must('CREATE OR REPLACE TABLE swap AS SELECT 5 AS a WITH NO DATA');
    expect([await lake.rows('SELECT * FROM swap'), (await lake.catalog.loadTable({ namespace: ['w'], name: 'swap' })).metadata.formatVersion]).toEqual([[], 3]);
    await lake.must('CREATE OR REPLACE TABLE swap AS SELECT 1 AS a WHERE false');
    expect(await lake.rows('SELECT count(*) FROM swap')).toEqual([['0']]);
    expect(await lake.failure('CREATE OR REPLACE TABLE swap AS SELECT 1 / 0 AS a')).toMatch(/^DIVISION_BY_ZERO/);
    await lake.must('CREATE OR REPLACE TABLE swap2 AS SELECT 7 AS a; CREATE OR REPLACE TABLE swap2 (b varchar)');
    expect(await lake.rows('SELECT * FROM swap2')).toEqual([]);
  });

  it('replaces by its own rows without losing those of somebody else', async () => {
    await lake.must('CREATE TABLE grows AS SELECT x FROM UNNEST(sequence(1, 100)) AS v(x)');
    const runs = await Promise.all([lake.run('CREATE OR REPLACE TABLE grows AS SELECT x + 1000 AS x FROM grows'), ...[1, 2, 3].map((n) => lake.run(`INSERT INTO grows SELECT ${n}`))]);
    expect(runs.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(await lake.rows('SELECT count(*), count_if(x > 1000) >= 100 FROM grows')).toEqual([['103', true]]);
  });

  it('takes over the properties of a table that is liked, but not its place', async () => {
    await lake.must("CREATE TABLE model (a integer, b varchar, c timestamp(6)) WITH (format_version = 3, partitioning = ARRAY['bucket(a, 4)', 'month(c)'], sorted_by = ARRAY['b DESC NULLS FIRST'])");
    await lake.must('CREATE TABLE copy (LIKE model INCLUDING PROPERTIES, d double)');
    await lake.must("CREATE TABLE copy2 (LIKE model INCLUDING PROPERTIES) WITH (partitioning = ARRAY['b'], format_version = 2); CREATE TABLE copy3 (LIKE model EXCLUDING PROPERTIES)");
    const shown = async (table: string) => String((await lake.rows(`SHOW CREATE TABLE ${table}`))[0]?.[0]).match(/WITH \((.*)\)/s)?.[1]?.replaceAll(/\s+/g, ' ').replace(/,? ?location = '[^']*',?/, '').trim();
    expect(await shown('copy')).toBe(await shown('model'));
    expect(await lake.rows('SHOW COLUMNS FROM copy')).toEqual([...(await lake.rows('SHOW COLUMNS FROM model')), ['d', 'double', '', '']]);
    const settings = async (table: string) => { const { metadata } = await lake.catalog.loadTable({ namespace: ['w'], name: table }); return [metadata.formatVersion, metadata.partitionSpecs.find(({ specId }) => specId === metadata.defaultSpecId)?.fields.length, metadata.defaultSortOrderId]; };
    expect([await settings('copy'), await settings('copy2'), await settings('copy3')]).toEqual([[3, 2, 1], [2, 1, 1], [2, 0, 0]]);
    expect(await lake.failure('CREATE TABLE copy4 (LIKE model INCLUDING PROPERTIES, LIKE copy2 INCLUDING PROPERTIES)')).toBe('NOT_SUPPORTED: Only one LIKE clause can specify INCLUDING PROPERTIES');
  });

  it('alters a table in every way that Trino has', async () => {
    await lake.must("CREATE TABLE alt (id integer NOT NULL COMMENT 'key', r row(x integer, y varchar), s varchar)");
    await lake.must("ALTER TABLE alt ADD COLUMN note varchar(20) COMMENT 'free'; ALTER TABLE alt ADD COLUMN IF NOT EXISTS note varchar; ALTER TABLE alt ADD COLUMN r.z double; ALTER TABLE alt ALTER COLUMN id SET DATA TYPE bigint; ALTER TABLE alt ALTER COLUMN id DROP NOT NULL; ALTER TABLE alt RENAME COLUMN s TO Text; ALTER TABLE alt RENAME COLUMN r.y TO why; ALTER TABLE alt DROP COLUMN IF EXISTS nope; ALTER TABLE IF EXISTS nowhere DROP COLUMN a");
    await lake.must("COMMENT ON TABLE alt IS 'about'; COMMENT ON COLUMN alt.note IS 'noted'; ALTER TABLE alt SET PROPERTIES partitioning = ARRAY['bucket(id, 4)'], sorted_by = ARRAY['text'], format_version = 3");
    expect(await lake.rows('DESCRIBE alt')).toEqual([['id', 'bigint', '', 'key'], ['r', 'row(x integer, why varchar, z double)', '', ''], ['text', 'varchar', '', ''], ['note', 'varchar', '', 'noted']]);
    const { metadata } = await lake.catalog.loadTable({ namespace: ['w'], name: 'alt' });
    expect([metadata.formatVersion, metadata.properties['comment'], metadata.partitionSpecs.find(({ specId }) => specId === metadata.defaultSpecId)?.fields.map(({ transform }) => transform)]).toEqual([3, 'about', [{ kind: 'bucket', buckets: 4 }]]);
    await lake.must("ALTER TABLE alt DROP COLUMN note; ALTER TABLE alt SET PROPERTIES partitioning = DEFAULT; COMMENT ON TABLE alt IS NULL; INSERT INTO alt (id, r) VALUES (1, ROW(1, 'w', 2.5E0))");
    expect(await lake.rows('SELECT r.why, r.z, text FROM alt')).toEqual([['w', 2.5, null]]);
  });

  it.each([
    ['ALTER TABLE back DROP COLUMN nope', "COLUMN_NOT_FOUND: Column 'nope' does not exist"], ['ALTER TABLE back ADD COLUMN X integer', "COLUMN_ALREADY_EXISTS: Column 'x' already exists"], ['ALTER TABLE nowhere DROP COLUMN a', "TABLE_NOT_FOUND: Table 'lake.w.nowhere' does not exist"],
    ['CREATE TABLE back (a integer)', "TABLE_ALREADY_EXISTS: Table 'lake.w.back' already exists"], ['CREATE TABLE nowhere.x (a integer)', "SCHEMA_NOT_FOUND: Schema 'nowhere' does not exist"], ['CREATE TABLE other.w.x (a integer)', "CATALOG_NOT_FOUND: Catalog 'other' does not exist"],
    ['CREATE TABLE x (a char(3))', 'NOT_SUPPORTED: Type not supported for Iceberg: char(3)'], ['CREATE TABLE x (a integer, A integer)', "DUPLICATE_COLUMN_NAME: Column name 'a' specified more than once"], ['CREATE TABLE x (a integer) WITH (nope = 1)', "INVALID_TABLE_PROPERTY: Catalog 'lake' table property 'nope' does not exist"],
    ["CREATE TABLE x (a integer) WITH (format = 'ORC')", 'NOT_SUPPORTED: This console writes Parquet; a table of ORC files would be written by others only.'], ["CREATE TABLE x (a integer) WITH (partitioning = ARRAY['nope(a)'])", "INVALID_TABLE_PROPERTY: Invalid value for catalog 'lake' table property 'partitioning': Invalid partition field declaration: nope(a)"],
    ["ALTER TABLE back SET PROPERTIES location = '/elsewhere'", 'NOT_SUPPORTED: The following properties cannot be updated: location'], ['CREATE SCHEMA w', "SCHEMA_ALREADY_EXISTS: Schema 'lake.w' already exists"], ['DROP SCHEMA nowhere', "SCHEMA_NOT_FOUND: Schema 'lake.nowhere' does not exist"], ['DROP SCHEMA w', "SCHEMA_NOT_EMPTY: Cannot drop non-empty schema 'w'"],
    ['DROP TABLE nowhere', "TABLE_NOT_FOUND: Table 'lake.w.nowhere' does not exist"], ['INSERT INTO information_schema.tables SELECT 1', 'NOT_SUPPORTED: Tables of information_schema only read.'], ['DELETE FROM "back$snapshots"', 'NOT_SUPPORTED: lake.w.back$snapshots is a metadata table, which only reads.'],
    ['INSERT INTO back SELECT true', 'TYPE_MISMATCH: Insert query has mismatched column types: Table: [integer], Query: [boolean]'], ['INSERT INTO back SELECT 3000000000', 'NUMERIC_VALUE_OUT_OF_RANGE: A number is out of range of its type.'], ['UPDATE back SET x = 1 / 0', 'DIVISION_BY_ZERO: Division by zero'],
    ['MERGE INTO back USING (VALUES 1, 1) AS v(k) ON back.x = v.k WHEN MATCHED THEN DELETE', 'MERGE_TARGET_ROW_MULTIPLE_MATCHES: One MERGE target table row matched more than one source row'], ['CALL lake.system.nope()', 'PROCEDURE_NOT_FOUND: Procedure not registered: system.nope'], ["CALL lake.system.rollback_to_snapshot('w', 'back', 5)", 'INVALID_ARGUMENTS: Cannot roll back to unknown snapshot id: 5'],
    ['ALTER TABLE back EXECUTE nope', 'PROCEDURE_NOT_FOUND: Table procedure not registered: nope'], ["ALTER TABLE back EXECUTE optimize(file_size_threshold => 'big')", 'INVALID_ARGUMENTS: file_size_threshold takes a size, for example 100MB'], ['ALTER TABLE back EXECUTE drop_extended_stats', 'NOT_SUPPORTED: There are no extended statistics here: files carry their own.'],
  ])('%s fails by name', async (sql, failure) => {
    const before = (await lake.catalog.loadTable({ namespace: ['w'], name: 'back' })).version;
    expect(await lake.failure(sql)).toBe(failure);
    expect((await lake.catalog.loadTable({ namespace: ['w'], name: 'back' })).version).toBe(before);
  });

  it('needs what is required, and gives what is left out', async () => {
    await lake.must('CREATE TABLE req (a integer NOT NULL, b integer)');
    expect(await lake.failure('INSERT INTO req (b) VALUES (1)')).toMatch(/^CONSTRAINT_VIOLATION: NULL value not allowed for NOT NULL column: a/);
    await lake.must('INSERT INTO req (a) VALUES (1)');
    expect(await lake.failure('UPDATE req SET a = NULL')).toMatch(/^CONSTRAINT_VIOLATION/);
    expect(await lake.rows('SELECT * FROM req')).toEqual([[1, null]]);
  });

  it('is told before it runs: what it reads and what it would change', async () => {
    const { statements } = await lake.check("DELETE FROM back WHERE x = 1; INSERT INTO back SELECT x FROM back; ALTER TABLE back ADD COLUMN z date; TRUNCATE TABLE back; DROP TABLE back; CREATE TABLE c AS SELECT x FROM back; UPDATE back SET x = 'a'");
    expect(statements.map(({ error, words }) => error?.code ?? words[0])).toEqual([
      'deletes rows of lake.w.back, in 1 of 1 files', 'adds rows to lake.w.back', expect.stringContaining('z'), expect.stringContaining('removes every row of lake.w.back'), expect.stringContaining('to the trash'), expect.stringContaining('makes the table c'), 'TYPE_MISMATCH',
    ]);
    expect(statements[3]?.advice).toContain('newer than Trino 426');
    const plan = String((await lake.rows('EXPLAIN DELETE FROM back WHERE x = 1'))[0]?.[0]);
    expect(plan).toContain('deletes rows of lake.w.back');
    expect(plan).toContain('pruning filter: x = 1');
    expect(await lake.rows('SELECT count(*) FROM back')).toEqual([['3']]);
  });

  it('truncates, drops and keeps what is dropped', async () => {
    await lake.must('CREATE TABLE gone AS SELECT 1 AS a; TRUNCATE TABLE gone');
    expect(await lake.rows('SELECT count(*) FROM gone')).toEqual([['0']]);
    const run = await lake.must('DROP TABLE gone');
    expect(run.statements[0]?.change?.undo).toMatchObject({ words: 'Restore gone from the trash' });
    expect(await lake.failure('SELECT * FROM gone')).toMatch(/^TABLE_NOT_FOUND/);
    await lake.must('CREATE SCHEMA empty; DROP SCHEMA empty; DROP SCHEMA IF EXISTS empty; CREATE SCHEMA IF NOT EXISTS w');
  });

  it('rewrites small files, and lets old snapshots go', async () => {
    await lake.must('CREATE TABLE small (a integer); INSERT INTO small VALUES 1; INSERT INTO small VALUES 2; INSERT INTO small VALUES 3; ALTER TABLE small EXECUTE optimize');
    expect(await lake.rows('SELECT count(*) FROM "small$files"')).toEqual([['1']]);
    expect(await lake.rows('SELECT a FROM small ORDER BY a')).toEqual([[1], [2], [3]]);
    await lake.must("ALTER TABLE small EXECUTE expire_snapshots(retention_threshold => '0s'); ALTER TABLE small EXECUTE remove_orphan_files(retention_threshold => '2d')");
    expect(await lake.rows('SELECT count(*) FROM "small$snapshots"')).toEqual([['1']]);
  });

  it('of two at once none is lost', async () => {
    await lake.must('CREATE TABLE both AS SELECT x FROM UNNEST(sequence(1, 100)) AS v(x)');
    const runs = await Promise.all([lake.run('UPDATE both SET x = x + 1000 WHERE x <= 50'), lake.run('DELETE FROM both WHERE x > 50 AND x <= 100'), lake.run('INSERT INTO both SELECT 5000')]);
    expect(runs.map(({ error }) => error)).toEqual([null, null, null]);
    expect(await lake.rows('SELECT count(*), min(x), max(x) FROM both')).toEqual([['51', '1001', '5000']]);
  });
});
