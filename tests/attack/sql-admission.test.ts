import { describe, expect, it } from 'vitest';
import { refusalOf } from '@/lib/core/sql/errors';
import { parseScript } from '@/lib/core/sql/parse/parse-script';
import { translate } from '@/lib/core/sql/translate';
import type { ResolvedRelation, SqlError, SqlSession } from '@/lib/ports/parser/port';

/**
 * The first wall: what is not on the list of statements, functions and relations does not become SQL of the engine. Each
 * attack is told in one sentence with its place. The walls behind this one are tested with the admission taken away.
 */
const session: SqlSession = { catalog: 'lake', schema: 'shop', user: 'mallory', nowMs: Date.UTC(2026, 10, 25) };
const orders = (index: number): ResolvedRelation => ({ index, name: 'lake.shop.orders', columns: [{ name: 'id', type: { kind: 'bigint' } }, { name: 'note', type: { kind: 'varchar', length: null } }] });

/** The refusal of a text, or the engine's SQL that it becomes. The one table that exists is orders. */
function admit(text: string): { readonly refused: SqlError | null; readonly sql: readonly string[] } {
  const script = parseScript(text, session);
  if (script.error) return { refused: script.error, sql: [] };
  const sql: string[] = [];
  for (const { index, statement, tables } of script.statements) {
    if (statement.kind === 'unsupported') return { refused: statement.error, sql };
    if (statement.kind !== 'query' && statement.kind !== 'explain') continue;
    try {
      sql.push(translate(text, index, session, tables.filter(({ table, schema }) => table === 'orders' && schema === 'shop').map((mention) => orders(mention.index))).sql);
    } catch (error) {
      const refused = refusalOf(error);
      if (refused === null) throw error;
      return { refused, sql };
    }
  }
  return { refused: null, sql };
}

const ATTACKS: Readonly<Record<string, readonly string[]>> = {
  'reading files': [
    "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_blob('/etc/shadow')", "SELECT * FROM read_json('/etc/passwd')", "SELECT * FROM read_parquet('../orders.parquet')",
    "SELECT * FROM read_duckdb('/x.db')", "SELECT * FROM glob('/**')", "SELECT * FROM sniff_csv('/etc/passwd')", "SELECT * FROM parquet_metadata('x.parquet')", "SELECT * FROM iceberg_scan('file:///elsewhere/v1.metadata.json')",
    "SELECT * FROM TABLE(read_csv('/etc/passwd'))", "SELECT * FROM TABLE(system.query(query => 'SELECT 1'))", 'SELECT * FROM "/etc/passwd"', 'SELECT * FROM "../../secrets/key"', 'SELECT * FROM "file:///etc/passwd"', 'SELECT * FROM "~/x.csv"', 'SELECT * FROM "https://example.org/x.parquet"',
    "SELECT * FROM '/etc/passwd'", "SELECT * FROM 'x.parquet'", "SELECT read_text('/etc/passwd')", "SELECT getenv('HOME')", "SELECT content FROM read_text(['/etc/passwd'])", "SELECT (SELECT max(content) FROM read_text('/etc/passwd'))",
    "WITH t AS (SELECT * FROM glob('*')) SELECT * FROM t", "SELECT * FROM orders WHERE note IN (SELECT content FROM read_text('/etc/passwd'))", "SELECT * FROM orders, LATERAL (SELECT * FROM read_text('/etc/passwd')) x",
  ],
  'writing files': [
    "COPY orders TO '/tmp/x.csv'", "COPY (SELECT 1) TO 'orders.parquet' (FORMAT parquet, USE_TMP_FILE false)", "EXPORT DATABASE '/tmp/x'", "ATTACH '/tmp/x.db'", "SELECT * FROM orders INTO OUTFILE '/tmp/x'",
  ],
  'hidden statements': [
    "EXPLAIN ANALYZE COPY orders TO '/tmp/x'", 'EXPLAIN ANALYZE INSERT INTO orders SELECT 1, NULL', 'PRAGMA database_list', "PRAGMA table_info('orders')", "PREPARE p FROM SELECT * FROM orders", 'EXECUTE p', "EXECUTE IMMEDIATE 'DROP TABLE orders'", 'DEALLOCATE PREPARE p',
    "SELECT 1; COPY orders TO '/tmp/x'", 'SELECT 1 SELECT 2', 'PIVOT orders ON note', 'UNPIVOT orders ON id INTO NAME n VALUE v', "SELECT * FROM query('SELECT 1')", "SELECT * FROM query_table('orders')", "SELECT * FROM json_execute_serialized_sql('{}')", 'FROM orders', 'FROM orders SELECT id', 'SUMMARIZE orders', 'CHECKPOINT', 'VACUUM', 'SELECT * FROM orders USING SAMPLE 5', 'SELECT * FROM orders TABLESAMPLE BERNOULLI (10)', 'SELECT * EXCLUDE (id) FROM orders', 'SELECT COLUMNS(*) FROM orders',
    'WITH FUNCTION f() RETURNS bigint RETURN 1 SELECT f()', 'SELECT id::varchar FROM orders', "SELECT ${id}", 'SELECT $1', 'SELECT ?',
  ],
  'logs of others': ['SELECT * FROM duckdb_logs()', 'SELECT * FROM duckdb_logs', "CALL enable_logging(storage='file')", 'SELECT * FROM system.runtime.queries', 'KILL QUERY 1'],
  shadowing: ["CREATE MACRO lower(x) AS 'evil'", 'CREATE VIEW orders AS SELECT 1', 'CREATE OR REPLACE VIEW v AS SELECT 1', "CREATE TYPE t AS ENUM ('a')", 'CREATE ROLE r', 'CREATE FUNCTION f() RETURNS bigint RETURN 1', 'GRANT SELECT ON orders TO mallory', 'REVOKE SELECT ON orders FROM ada', 'DENY SELECT ON orders TO ada'],
  'settings and extensions': ["SET memory_limit = '1TB'", 'SET SESSION x = 1', 'RESET SESSION x', 'RESET memory_limit', "INSTALL httpfs", "LOAD httpfs", "FORCE INSTALL httpfs", "CREATE SECRET s (TYPE s3)", 'SET VARIABLE x = 1', "SET search_path = 'x'", "ATTACH ':memory:' AS m", 'DETACH x', "SET ROLE admin", "SET TIME ZONE 'UTC'", 'SET PATH x', 'START TRANSACTION', 'COMMIT', 'ROLLBACK', 'USE a.b.c'],
  leaks: ['SELECT * FROM duckdb_settings()', 'SELECT * FROM duckdb_databases()', 'SELECT * FROM duckdb_secrets()', 'SELECT * FROM duckdb_external_file_cache()', 'SELECT * FROM sqlite_master', 'SELECT * FROM pg_catalog.pg_class', 'SELECT * FROM main.sqlite_schema', 'SELECT current_setting(\'memory_limit\')', 'SELECT current_database()', 'SELECT current_query()', 'SELECT version_of()', 'SELECT getvariable(\'x\')', 'SELECT nextval(\'s\')', 'SELECT txid_current()', 'SELECT * FROM scan_0', 'SELECT * FROM orders WHERE scan_0.c0 = 1', 'SELECT c0 FROM orders', 'SELECT rowid FROM orders', 'SELECT filename FROM orders', 'SELECT file_row_number FROM orders'],
  'the emitter\'s own words': ["SELECT lhc_float_text('1')", 'SELECT list_transform(ARRAY[1], x -> x)', "SELECT error('x')", "SELECT struct_pack(1)", 'SELECT list_value(1)', 'SELECT unnest(ARRAY[1])', 'SELECT * FROM range(10)', 'SELECT * FROM generate_series(1, 10)', "SELECT make_timestamp(1)", 'SELECT "lhc_parse_date"(\'2020-01-01\')', "SELECT regexp_full_match('a', 'b')", 'SELECT epoch_us(current_timestamp)', "SELECT sleep(10)", 'SELECT write_log(\'x\')'],
  exhaustion: [`SELECT ${'('.repeat(2000)}1${')'.repeat(2000)}`, `SELECT ${'(SELECT '.repeat(30)}1${')'.repeat(30)}`, `SELECT ${'NOT '.repeat(20_000)}true`, `SELECT ${'- '.repeat(20_000)}1`, `SELECT ${'ARRAY['.repeat(500)}1${']'.repeat(500)}`, `SELECT 1 WHERE ${"'a' || ".repeat(20_000)}'a' = 'b'`, 'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT * FROM t', `SELECT id FROM orders GROUP BY CUBE (${Array.from({ length: 30 }, (_, i) => `id + ${i}`).join(', ')})`],
  'characters that mean something elsewhere': ["SELECT 'a\0b'", 'SELECT `id` FROM orders', "SELECT E'\\n'", "SELECT $$x$$", "SELECT '", 'SELECT "', 'SELECT /*', "SELECT U&'\\D800'", 'SELECT 1 # comment', "SELECT x'1'", "SELECT b'01'"],
};

describe('what is not admitted', () => {
  for (const [kind, attacks] of Object.entries(ATTACKS)) {
    it.each(attacks.map((attack) => [attack.length > 90 ? `${attack.slice(0, 90)}…` : attack, attack]))(`${kind}: %s`, (_, attack) => {
      const { refused } = admit(attack);
      expect(refused, 'it was admitted').not.toBeNull();
      expect(refused!.message).toMatch(/\S.{3,}/);
      expect(refused!.message.length).toBeLessThan(400);
      expect([refused!.line, refused!.column].every((place) => place !== null && place >= 1)).toBe(true);
    });
  }
});

describe('what a verb does under its own rights', () => {
  // tests/attack/sql-writes.test.ts holds the rights; here: none of it becomes SQL of the engine by itself
  it.each(['DROP TABLE orders', 'TRUNCATE TABLE orders', 'CREATE SCHEMA s', "COMMENT ON TABLE orders IS 'x'", 'ALTER TABLE orders EXECUTE optimize', "CALL enable_logging('QueryLog')", 'CALL disable_logging()', "CALL system.rollback_to_snapshot('shop', 'orders', 1)"])('%s', (text) => {
    expect(admit(text)).toEqual({ refused: null, sql: [] });
  });
});

describe('names and texts that look like SQL', () => {
  it('never reach the engine as names', () => {
    const evil = 'x"); COPY (SELECT 1) TO \'/tmp/evil';
    const name = `"${evil.replaceAll('"', '""')}"`;
    const { refused, sql } = admit(`WITH ${name} AS (SELECT id AS ${name} FROM orders AS ${name}) SELECT ${name}.${name} AS ${name} FROM ${name} WINDOW ${name} AS (ORDER BY ${name})`);
    expect(refused).toBeNull();
    expect(sql.join()).not.toMatch(/COPY|evil|x"/);
  });

  it('stay inside their literals', () => {
    const { sql } = admit("SELECT '''); COPY (SELECT 1) TO ''/tmp/evil' || note, U&'\\0027); DROP' FROM orders WHERE note LIKE '%'';%' AND note = '\\'''");
    const outside = sql.join().replaceAll(/'(?:[^']|'')*'/g, '');
    expect(outside).not.toMatch(/COPY|DROP|evil|;|\\/);
  });

  it('are not taken for marks of our own', () => {
    const { refused, sql } = admit("SELECT 'LHC:DIVISION_BY_ZERO:no' || note || 'v1 \ue0000\ue001' FROM orders");
    expect(refused).toBeNull();
    expect(sql.join()).toContain("'LHC:DIVISION_BY_ZERO:no'");
  });
});
