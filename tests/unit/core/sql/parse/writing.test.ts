import { describe, expect, it } from 'vitest';
import { parseScript } from '@/lib/core/sql/parse/parse-script';
import type { ParsedStatement, SqlSession } from '@/lib/ports/parser/port';

const session: SqlSession = { catalog: 'lake', schema: 'shop', user: 'ada', nowMs: Date.UTC(2026, 10, 25, 12) };
function read(sql: string): ParsedStatement {
  const { statements, error } = parseScript(sql, session);
  if (error) throw new Error(`${error.code} ${error.message} at ${error.line}:${error.column}`);
  return statements[0]!;
}
const named = (table: string, schema = 'shop') => expect.objectContaining({ catalog: 'lake', schema, table, metadataTable: null });
const text = (value: string) => ({ kind: 'text', value });
const property = (name: string, value: unknown) => expect.objectContaining({ name, value });

describe('statements that write, as they are read', () => {
  it.each<[string, string, unknown]>([
    ['CREATE SCHEMA IF NOT EXISTS lake.web', 'CREATE SCHEMA', { kind: 'create-schema', name: { catalog: 'lake', schema: 'web' }, ifNotExists: true, properties: [] }],
    ["CREATE SCHEMA web WITH (location = '/x')", 'CREATE SCHEMA', { kind: 'create-schema', name: { catalog: null, schema: 'web' }, properties: [property('location', text('/x'))] }],
    ['DROP SCHEMA IF EXISTS web RESTRICT', 'DROP SCHEMA', { kind: 'drop-schema', name: { schema: 'web' }, ifExists: true }],
    ['TRUNCATE TABLE web.t', 'TRUNCATE TABLE', { kind: 'truncate', target: named('t', 'web') }],
    ['DROP TABLE IF EXISTS t', 'DROP TABLE', { kind: 'drop-table', target: named('t'), ifExists: true }],
    ["COMMENT ON TABLE t IS 'x''y'", 'COMMENT TABLE', { kind: 'comment', target: named('t'), path: [], text: "x'y" }],
    ['COMMENT ON COLUMN lake.web.t.c IS NULL', 'COMMENT COLUMN', { kind: 'comment', target: named('t', 'web'), path: ['c'], text: null }],
    ['ALTER TABLE IF EXISTS t ADD COLUMN c varchar(3) NOT NULL COMMENT \'x\'', 'ALTER TABLE', { kind: 'alter-table', target: named('t'), ifExists: true, alter: { change: 'add-column', path: ['c'], type: { kind: 'varchar', length: 3 }, required: true, comment: 'x', ifNotExists: false } }],
    ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a . /* inside */ "b.c"."d""e" bigint', 'ALTER TABLE', { kind: 'alter-table', alter: { change: 'add-column', path: ['a', 'b.c', 'd"e'], type: { kind: 'bigint' }, ifNotExists: true } }],
    ['ALTER TABLE t ADD COLUMN "a.b" bigint', 'ALTER TABLE', { kind: 'alter-table', alter: { path: ['a.b'] } }],
    ['ALTER TABLE t DROP COLUMN IF EXISTS a.b', 'ALTER TABLE', { kind: 'alter-table', ifExists: false, alter: { change: 'drop-column', path: ['a', 'b'], ifExists: true } }],
    ['ALTER TABLE IF EXISTS t RENAME COLUMN a.b TO c', 'ALTER TABLE', { kind: 'alter-table', ifExists: true, alter: { change: 'rename-column', path: ['a', 'b'], to: 'c', ifExists: false } }],
    ['ALTER TABLE t ALTER COLUMN c SET DATA TYPE decimal(12, 2)', 'ALTER TABLE', { kind: 'alter-table', alter: { change: 'set-type', path: ['c'], type: { kind: 'decimal', precision: 12, scale: 2 } } }],
    ['ALTER TABLE t ALTER COLUMN c DROP NOT NULL', 'ALTER TABLE', { kind: 'alter-table', alter: { change: 'drop-not-null', path: ['c'] } }],
    ["ALTER TABLE t SET PROPERTIES partitioning = ARRAY['day(d)', 'x'], format_version = 2, y = DEFAULT", 'ALTER TABLE', { kind: 'alter-table', alter: { change: 'set-properties', properties: [property('partitioning', { kind: 'texts', value: ['day(d)', 'x'] }), property('format_version', { kind: 'number', value: '2' }), property('y', { kind: 'default' })] } }],
    ['ALTER TABLE t EXECUTE optimize', 'ALTER TABLE', { kind: 'execute', target: named('t'), procedure: 'optimize', args: [], filtered: false }],
    ["ALTER TABLE t EXECUTE expire_snapshots(retention_threshold => '7d')", 'ALTER TABLE', { kind: 'execute', procedure: 'expire_snapshots', args: [{ name: 'retention_threshold', value: text('7d') }] }],
    ["CALL lake.system.rollback_to_snapshot('shop', 't', -12)", 'CALL', { kind: 'call', procedure: ['lake', 'system', 'rollback_to_snapshot'], args: [{ name: null, value: text('shop') }, { name: null, value: text('t') }, { name: null, value: { kind: 'number', value: '-12' } }] }],
    ['INSERT INTO t (a, "B c") SELECT * FROM u', 'INSERT', { kind: 'insert', target: named('t'), columns: ['a', 'B c'] }],
    ['DELETE FROM t', 'DELETE', { kind: 'delete', target: named('t') }],
    ['UPDATE web.t SET a = 1', 'UPDATE', { kind: 'update', target: named('t', 'web') }],
    ['MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE', 'MERGE', { kind: 'merge', target: named('t') }],
    ['EXPLAIN DELETE FROM t', 'EXPLAIN', { kind: 'explain', analyze: false, of: { kind: 'delete', target: named('t') } }],
  ])('%s', (sql, verb, kind) => {
    const statement = read(sql);
    expect(statement.verb).toBe(verb);
    expect(statement.statement).toMatchObject(kind as object);
  });

  it('reads a whole CREATE TABLE', () => {
    const { statement, tables } = read(`CREATE TABLE IF NOT EXISTS web.t (ID bigint NOT NULL COMMENT 'k', LIKE u INCLUDING PROPERTIES, at timestamp(3), r row(x integer, y array(varchar)))
      COMMENT 'about' WITH (partitioning = ARRAY['bucket(id, 16)'], sorted_by = ARRAY['id DESC'], format_version = 3, format = 'PARQUET', location = '/l')`);
    expect(tables).toEqual([named('u')]);
    expect(statement).toMatchObject({
      kind: 'create-table', name: named('t', 'web'), ifNotExists: true, orReplace: false, comment: 'about',
      elements: [
        { kind: 'column', column: { name: 'id', type: { kind: 'bigint' }, required: true, comment: 'k' } }, { kind: 'like', table: 0, properties: true },
        { kind: 'column', column: { name: 'at', type: { kind: 'timestamp', precision: 3 }, required: false, comment: null } }, { kind: 'column', column: { name: 'r', type: { kind: 'row' } } },
      ],
      properties: [property('partitioning', { kind: 'texts', value: ['bucket(id, 16)'] }), property('sorted_by', expect.anything()), property('format_version', { kind: 'number', value: '3' }), property('format', text('PARQUET')), property('location', text('/l'))],
    });
  });

  it('reads CREATE TABLE AS with all that may stand around the query', () => {
    const { statement, tables } = read("CREATE OR REPLACE TABLE t (a, b) COMMENT 'x' WITH (format_version = 3) AS (SELECT 1, k FROM u) WITH NO DATA");
    expect(tables).toEqual([named('u')]);
    expect(statement).toMatchObject({ kind: 'create-table-as', name: named('t'), orReplace: true, columns: ['a', 'b'], withData: false, comment: 'x' });
  });

  it('tells what is read from what is written', () => {
    const tables = (sql: string): readonly string[] => read(sql).tables.map(({ table }) => table);
    expect(tables('INSERT INTO t SELECT * FROM u WHERE k IN (SELECT k FROM v)')).toEqual(['u', 'v']);
    expect(tables('INSERT INTO t SELECT * FROM t')).toEqual(['t']);
    expect(tables('DELETE FROM t WHERE k IN (SELECT k FROM u)')).toEqual(['t', 'u']);
    expect(tables('UPDATE t SET a = (SELECT max(a) FROM u)')).toEqual(['t', 'u']);
    expect(tables('MERGE INTO t AS x USING (SELECT * FROM u JOIN v ON u.k = v.k) AS s ON x.k = s.k WHEN NOT MATCHED AND s.k > (SELECT min(k) FROM w) THEN INSERT VALUES (s.k)')).toEqual(['t', 'u', 'v', 'w']);
    expect(tables('TRUNCATE TABLE t')).toEqual([]);
    const merge = read('MERGE INTO t USING u ON t.k = u.k WHEN MATCHED THEN DELETE');
    expect(merge.statement).toMatchObject({ target: { index: 0 } });
    expect(read('INSERT INTO t SELECT * FROM u').statement).toMatchObject({ target: { index: 1 } });
  });

  it.each([
    ['ALTER TABLE t RENAME TO u', 'RENAME TO is refused: the folder of a table is its name, and paths in its metadata are absolute.'],
    ['ALTER SCHEMA a RENAME TO b', "RENAME TO is refused: the folders of a schema's tables are their names, and paths in their metadata are absolute."],
    ['ALTER TABLE t SET AUTHORIZATION ada', 'SET AUTHORIZATION is refused: who owns a table is told by its grants, on the Access screen.'],
    ['DROP SCHEMA web CASCADE', 'DROP SCHEMA … CASCADE is refused: drop its tables one by one, so that each can be restored.'],
    ['CREATE VIEW v AS SELECT 1', 'CREATE VIEW is not available here: this catalog has no views.'],
    ['DROP MATERIALIZED VIEW v', 'DROP MATERIALIZED VIEW is not available here: this catalog has no views.'],
    ['ANALYZE t', 'ANALYZE is not needed here: files carry their own statistics, which each write collects.'],
    ['CREATE ROLE r', 'CREATE ROLE is not available here.'],
    ['GRANT SELECT ON t TO ada', 'GRANT is not available here.'],
    ['EXPLAIN ANALYZE DELETE FROM t', 'EXPLAIN ANALYZE of this statement is not available yet.'],
    ['CREATE TABLE t (a integer WITH (x = 1))', 'WITH on a column is not available on the embedded engine yet.'],
    ["ALTER TABLE t SET PROPERTIES a = concat('x', 'y')", 'A property or an argument takes a literal here, or an array of texts.'],
    ['CREATE OR REPLACE TABLE IF NOT EXISTS t (a int)', "'CREATE OR REPLACE' and 'IF NOT EXISTS' clauses can not be used together"],
  ])('%s is refused by name', (sql, message) => {
    expect(read(sql).statement).toMatchObject({ kind: 'unsupported', error: { code: 'NOT_SUPPORTED', message } });
  });

  it.each([
    ['CREATE TABLE t (a nonsense)', 'TYPE_MISMATCH'], ['ALTER TABLE t SET PROPERTIES a = 1, A = 2', 'DUPLICATE_PROPERTY'], ['INSERT INTO t (t.a) SELECT 1', 'SYNTAX_ERROR'], ["CALL s.p('a', b => 1)", 'INVALID_ARGUMENTS'],
    ['DELETE t', 'SYNTAX_ERROR'], ['UPDATE t SET', 'SYNTAX_ERROR'], ['ALTER TABLE t ADD COLUMN a. integer', 'SYNTAX_ERROR'], ['ALTER TABLE t ADD COLUMN a..b integer', 'SYNTAX_ERROR'], ['COMMENT ON COLUMN c IS NULL', 'MISSING_TABLE'], ['INSERT INTO t VALUES (1); DELETE FROM', 'SYNTAX_ERROR'],
  ])('%s is an error', (sql, code) => {
    expect(parseScript(sql, session).error?.code).toBe(code);
  });
});
