import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '@/lib/model/errors';
import type { EngineScan } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { EngineBench, dataFile, filesScan, limits } from '../support/engine-bench';
import { writeParquet } from '../support/parquet-writer';

/** Statements that our own parser would never let through, given to the engine as they are. */
describe('hostile statements, straight at the embedded engine', () => {
  let bench: EngineBench;
  let scans: readonly EngineScan[];
  let secret: string;
  const functions = ['count', 'sum', 'range', 'repeat', 'lower', 'length', 'list_transform', 'json_structure', 'regexp_matches', 'lpad'];
  beforeAll(async () => {
    bench = new EngineBench(await startDuckDbEngine({ macros: "CREATE MACRO fail() AS error('LHC:INVALID_FUNCTION_ARGUMENT:it does not fit');" }));
    const file = await writeParquet(join(bench.folder, 'planned.parquet'), "SELECT 1 AS a, 'x' AS s", '{a: 1, s: 2}');
    secret = await writeParquet(join(bench.folder, 'secret.parquet'), "SELECT 'secret' AS a", '{a: 1}');
    scans = [filesScan('t', [{ id: 1, name: 'c0', required: false, type: { type: 'int' } }, { id: 2, name: 'c1', required: false, type: { type: 'string' } }], [dataFile(file)])];
  });
  afterAll(() => bench.close());

  const attempt = async (sql: string, type = 'varchar'): Promise<AppError> => {
    const outcome = await bench.run(sql, [type], { scans, functions }).then((result) => { throw new Error(`was run: ${sql} → ${JSON.stringify(result.rows)}`); }, (error: AppError) => error);
    expect(outcome.code, outcome.message).toBe('QUERY_FAILED');
    // Nothing of the machine or of other names in the words that a person reads.
    expect(outcome.message).not.toMatch(/\/tmp|spool|Did you mean|Candidate|LINE 1|Catalog Error|Binder Error/);
    return outcome;
  };

  it.each([
    ["SELECT * FROM read_csv('/etc/passwd')"], ["SELECT * FROM read_text('/etc/passwd')"], ["SELECT * FROM read_blob('/etc/passwd')"], ["SELECT * FROM read_json('/etc/passwd')"],
    ["SELECT * FROM glob('/**')"], ["SELECT * FROM sniff_csv('/etc/passwd')"], ["SELECT * FROM '/etc/passwd'"], ['SELECT * FROM "/etc/passwd"'], ["SELECT * FROM parquet_metadata('x')"],
    ["COPY (SELECT 1) TO '/tmp/x'"], ["EXPORT DATABASE '/tmp/x'"], ["ATTACH '/tmp/x.db'"], ["ATTACH ':memory:' AS m"], ['INSTALL httpfs'], ["LOAD 'httpfs'"],
    ["EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/x'"], ['EXPLAIN SELECT 1'], ['SHOW TABLES'], ['SHOW ALL TABLES'], ['DESCRIBE t'], ['SUMMARIZE t'], ['FROM (SHOW TABLES)'], ['FROM (DESCRIBE t)'], ['PRAGMA database_list'], ["PRAGMA table_info('t')"],
    ['PREPARE p AS SELECT 1'], ['EXECUTE p'], ['SELECT 1; SELECT 2'], ["SELECT 1; COPY (SELECT 1) TO '/tmp/x'"], ['SELECT * FROM t; '.repeat(2)],
    ['PIVOT t ON c1 USING count(*)'], ['FROM t PIVOT (count(*) FOR c1 IN (1, 2))'], ['UNPIVOT t ON c0 INTO NAME n VALUE v'],
    ["SELECT * FROM query('SELECT 1')"], ["SELECT * FROM query_table('t')"], ["SELECT * FROM json_execute_serialized_sql('{}')"], ["SELECT getvariable('x')"], ["SELECT current_setting('threads')"], ["SELECT getenv('HOME')"],
    ["CALL enable_logging('QueryLog')"], ['SELECT * FROM duckdb_logs()'], ['SELECT * FROM duckdb_logs'], ['SELECT * FROM duckdb_settings()'], ['SELECT * FROM duckdb_secrets()'], ['SELECT * FROM duckdb_databases'], ['SELECT * FROM duckdb_external_file_cache()'],
    ['SELECT * FROM duckdb_temporary_files()'], ['SELECT * FROM information_schema.tables'], ['SELECT * FROM pg_catalog.pg_tables'], ['SELECT * FROM pg_tables'], ['SELECT * FROM sqlite_master'], ['SELECT * FROM duckdb_views'], ['SELECT * FROM memory.main.t'], ['SELECT * FROM main.t'],
    ['CREATE MACRO lower(x) AS x'], ['CREATE VIEW v AS SELECT 1'], ['CREATE TABLE x (a INTEGER)'], ['CREATE TYPE integer AS ENUM (\'a\')'], ['DROP VIEW t'], ['INSERT INTO t VALUES (1)'], ['DELETE FROM t'], ['UPDATE t SET c0 = 1'],
    ['SET threads = 64'], ['RESET threads'], ["SET VARIABLE x = 1"], ["SET search_path = 'main'"], ['CREATE SECRET (TYPE s3)'], ['BEGIN'], ['VACUUM'], ['CHECKPOINT'],
    ["SELECT md5('x')"], ['SELECT * FROM t TABLESAMPLE 10%'], ['SELECT * FROM t AT (VERSION => 1)'], ['SELECT $1'], ['SELECT ?'], ["SELECT c1 COLLATE NOCASE FROM t"], ['SELECT * FROM repeat(1, 10)'], ['SELECT * FROM repeat_row(1, num_rows = 10)'],
    ['SELECT pg_catalog.lower(c1) FROM t'], ['SELECT system.main.lower(c1) FROM other.t'], ['SELECT main.fail()'],
    ['WITH duckdb_settings AS (SELECT 1) SELECT (SELECT count(*) FROM duckdb_settings) FROM duckdb_views'], ['SELECT * FROM (WITH duckdb_views AS (SELECT 1) SELECT 1) AS a, duckdb_views'],
    ['SELECT * FROM t POSITIONAL JOIN duckdb_settings()'], ['SELECT 1 UNION ALL SELECT count(*) FROM duckdb_views'], ['SELECT (SELECT count(*) FROM duckdb_views)'], ['SELECT 1 WHERE EXISTS (FROM duckdb_views)'], ["SELECT list_transform([1], lambda x: getenv('HOME'))"],
    ['VALUES ((SELECT count(*) FROM duckdb_views))'], ['SELECT count(*) FILTER (WHERE 1 IN (FROM duckdb_views)) FROM t'], ['SELECT sum(1) OVER (ORDER BY (SELECT count(*) FROM duckdb_views))'], ['SELECT 1 ORDER BY (SELECT count(*) FROM duckdb_views)'], ['SELECT 1 LIMIT (SELECT count(*) FROM duckdb_views)'],
    [''], [')'], ['SELECT 1) TO \'/tmp/x\' --'], ["SELECT 1) TO '/tmp/x' (FORMAT csv); COPY (SELECT 2"], ['SELECT 1 /*'], ['SELECT \'1'], ['/* */ --'], ['SELECT 1\u0000; SELECT 2'],
  ])('refuses %s', async (sql) => {
    const { message, details } = await attempt(sql);
    expect(details.sql?.name, message).toMatch(/NOT_SUPPORTED|GENERIC_INTERNAL_ERROR/);
    expect(message).toMatch(/refused|could not run/);
  });

  it('refuses a file that was not planned, by every name', async () => {
    for (const name of [secret, `file:${secret}`, `${bench.folder}/../${bench.folder.split('/').at(-1)}/secret.parquet`]) {
      await attempt(`SELECT * FROM '${name}'`);
      await attempt(`SELECT * FROM read_parquet('${name}')`);
    }
  });

  it('still runs what is admitted, common table expressions in their scope among it', async () => {
    expect(await bench.rows("WITH a AS (SELECT c0 FROM t), b AS (FROM a) SELECT count(*) + sum(c0) FROM b JOIN a USING (c0) WHERE EXISTS (SELECT 1 FROM t WHERE c1 = lower('X') -- comment", ['bigint'], scans, functions).catch((error: AppError) => error.code)).toBe('QUERY_FAILED');
    expect(await bench.rows("WITH a AS (SELECT c0 FROM t), b AS (FROM a) SELECT count(*) + sum(c0) FROM b JOIN a USING (c0) WHERE EXISTS (SELECT 1 FROM t WHERE c1 = lower('X')) -- comment", ['bigint'], scans, functions)).toEqual([['2']]);
    expect(await bench.rows('WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT sum(n) FROM r', ['bigint'], scans, functions)).toEqual([['6']]);
    expect(await bench.rows('SELECT sum(c0) OVER (ORDER BY c0), CASE WHEN c0 BETWEEN 0 AND 2 THEN [c0] END FROM t, unnest([1, 2]) AS u(n)', ['bigint', 'array(integer)'], scans, functions)).toEqual([['1', [1]], ['2', [1]]].map(([, list]) => ['2', list]));
  });

  it('tells the errors of our macros by Trino\'s names', async () => {
    await expect(bench.run('SELECT fail()', ['varchar'], { functions: ['fail'] })).rejects.toMatchObject({ code: 'QUERY_FAILED', message: 'it does not fit', details: { sql: { name: 'INVALID_FUNCTION_ARGUMENT' } } });
  });

  it('survives exhaustion, and other statements go on meanwhile', async () => {
    const small = { ...limits, memoryBytes: 200 * 2 ** 20, timeMs: 8000 };
    const attacks: readonly (readonly [string, RegExp])[] = [
      ["SELECT length(repeat('x', 2000000000))", /QUERY_FAILED|TIMEOUT/],
      ["SELECT length(lpad('x', 2000000000, 'ab'))", /QUERY_FAILED|TIMEOUT/],
      ["SELECT json_structure(repeat('[', 200000) || repeat(']', 200000))", /QUERY_FAILED/],
      ['SELECT count(*) FROM range(1000000000) a(x), range(1000000000) b(y), range(1000000000) c(z)', /TIMEOUT|QUERY_FAILED/],
      ['SELECT count(DISTINCT x * 7 + y) FROM range(100000) a(x), range(100000) b(y)', /QUERY_FAILED|TIMEOUT/],
      [`SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, /QUERY_FAILED/],
      [`SELECT ${'1 + '.repeat(50_000)}1`, /QUERY_FAILED/],
    ];
    const ends = attacks.map(([sql, codes]) => bench.run(sql, ['bigint'], { functions, limits: small }).then(() => 'done', (error: AppError) => error.code).then((code) => expect(code, sql.slice(0, 80)).toMatch(codes)));
    const started = performance.now();
    expect(await bench.rows('SELECT count(*) FROM t', ['bigint'], scans, functions)).toEqual([['1']]);
    expect(performance.now() - started).toBeLessThan(8000);
    await Promise.all(ends);
    expect(await bench.rows('SELECT count(*) FROM t', ['bigint'], scans, functions)).toEqual([['1']]);
    await expect(bench.engine.check()).resolves.toBeUndefined();
  }, 60_000);
});
