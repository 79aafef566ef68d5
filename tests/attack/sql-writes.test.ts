import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/kernel/context';
import { SqlLake } from '../support/sql-lake';

let lake: SqlLake;
beforeAll(async () => {
  lake = await SqlLake.open();
  await lake.must("CREATE TABLE t (id integer, n integer, secret varchar); INSERT INTO t VALUES (1, 10, 'a'), (2, 20, 'b'); CREATE TABLE u AS SELECT 1 AS id, 'hidden' AS word");
});
afterAll(() => lake.close());

const version = async (table: string): Promise<number> => (await lake.catalog.loadTable({ namespace: ['w'], name: table })).version;
const T = 'table/lake/w/t';
const denied = (what: string) => expect.stringMatching(new RegExp(`^PERMISSION_DENIED: Access Denied: .*${what}`));

describe('rights of statements that write', { timeout: 300_000 }, () => {
  /** Each right alone, and what of the statements it lets through. */
  const STATEMENTS = {
    insert: 'INSERT INTO t (id) VALUES (3)', insertSelf: 'INSERT INTO t SELECT * FROM t', deleteAll: 'DELETE FROM t WHERE false', deleteSome: 'DELETE FROM t WHERE id = 99', update: 'UPDATE t SET n = 1 WHERE false', updateReads: 'UPDATE t SET n = n + 1 WHERE id = 99',
    truncate: 'TRUNCATE TABLE t', alter: "COMMENT ON TABLE t IS 'x'", merge: 'MERGE INTO t USING (VALUES 1) AS v(k) ON false WHEN NOT MATCHED THEN INSERT (id) VALUES (v.k)', create: 'CREATE TABLE mine AS SELECT 1 AS a', drop: 'DROP TABLE t', optimize: 'ALTER TABLE t EXECUTE optimize',
  };
  it.each<[string, readonly string[], readonly (keyof typeof STATEMENTS)[]]>([
    ['nothing', [], []], ['describe', [`describe on ${T}`], []], ['select', [`select on ${T}`], []], ['insert', [`insert on ${T}`], ['insert']], ['insert and select', [`insert on ${T}`, `select on ${T}`], ['insert', 'insertSelf']],
    ['update_delete', [`update_delete on ${T}`], ['deleteAll', 'update', 'truncate']], ['update_delete and select of a column', [`update_delete on ${T}`, `select on column/lake/w/t/id`], ['deleteAll', 'deleteSome', 'update', 'truncate']],
    ['insert and update_delete', [`insert on ${T}`, `update_delete on ${T}`], ['insert', 'deleteAll', 'update', 'truncate', 'merge']],
    ['alter', [`alter on ${T}`], ['alter']], ['create on the namespace', ['create on namespace/lake/w'], ['create']], ['maintain', [`maintain on ${T}`], ['optimize']],
  ])('%s', async (name, rights, allowed) => {
    const who = await lake.person(`p-${name.replaceAll(/[^a-z]/g, '-')}`, ...rights);
    // checked, not run: what is refused is refused before anything happens
    const { statements } = await lake.check(Object.values(STATEMENTS).join('; '), who);
    const passed = Object.keys(STATEMENTS).filter((_, i) => statements[i]?.error === null);
    expect(passed).toEqual(Object.keys(STATEMENTS).filter((key) => (allowed as readonly string[]).includes(key)));
    for (const [i, { error }] of statements.entries()) if (error !== null) expect([i, error.code]).toEqual([i, expect.stringMatching(/^(PERMISSION_DENIED|TABLE_NOT_FOUND|CATALOG_NOT_FOUND|SCHEMA_NOT_FOUND)$/)]);
  });

  it('hold when it runs, too, and the refusal is in the audit', async () => {
    const before = await version('t');
    const reader = await lake.person('reader', `select on ${T}`);
    const writer = await lake.person('writer', `update_delete on ${T}`, `insert on ${T}`);
    expect(await lake.failure('DELETE FROM t', reader)).toEqual(denied('this needs the privilege update_delete'));
    expect(await lake.failure('INSERT INTO t (id) VALUES (9)', reader)).toEqual(denied('this needs the privilege insert'));
    expect(await lake.failure('TRUNCATE TABLE t', reader)).toEqual(denied('update_delete'));
    expect(await lake.failure('DROP TABLE t', reader)).toEqual(denied('drop'));
    expect(await lake.failure('ALTER TABLE t DROP COLUMN n', reader)).toEqual(denied('alter'));
    expect(await lake.failure('CREATE TABLE w.x (a integer)', reader)).toMatch(/^(PERMISSION_DENIED|SCHEMA_NOT_FOUND)/);
    expect(await lake.failure('UPDATE t SET n = id', writer)).toEqual(denied('select'));
    expect(await version('t')).toBe(before);
    const denials = await lake.ports.db.client.auditRecord.findMany({ where: { decision: 'deny' } });
    expect(denials.length).toBeGreaterThanOrEqual(6);
  });

  it('a token that may only read is told so', async () => {
    const { principal } = lake.admin;
    const token: Context = { ...(await lake.as(principal)), rights: { ...lake.admin.rights, scope: 'read' } };
    const reading = await lake.as({ ...principal, via: { kind: 'token', tokenId: 'none', scope: 'read' } });
    expect(token.rights.scope).toBe('read');
    for (const sql of ['INSERT INTO t (id) VALUES (9)', 'DROP TABLE t', 'CREATE SCHEMA x', "CALL lake.system.rollback_to_snapshot('w', 't', 1)", 'ALTER TABLE t EXECUTE optimize']) expect(await lake.failure(sql, reading)).toBe('PERMISSION_DENIED: Access Denied: This token may only read. Use one with the scope all.');
  });

  it.each([
    ['DELETE FROM t WHERE id IN (SELECT id FROM u)', 'TABLE_NOT_FOUND'], ['UPDATE t SET secret = (SELECT max(word) FROM u)', 'TABLE_NOT_FOUND'], ['INSERT INTO t (secret) SELECT word FROM u', 'TABLE_NOT_FOUND'], ['MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET secret = u.word', 'TABLE_NOT_FOUND'],
    ['MERGE INTO t USING (VALUES 1) AS v(k) ON t.id = v.k WHEN MATCHED AND EXISTS (SELECT 1 FROM u) THEN DELETE', 'TABLE_NOT_FOUND'], ['CREATE TABLE c AS SELECT * FROM u', 'PERMISSION_DENIED'], ['CREATE TABLE c (LIKE u)', 'PERMISSION_DENIED'], ['EXPLAIN DELETE FROM t WHERE id IN (SELECT id FROM u)', 'TABLE_NOT_FOUND'],
    ['DELETE FROM u', 'TABLE_NOT_FOUND'], ['DROP TABLE IF EXISTS u', null], ['ALTER TABLE IF EXISTS u DROP COLUMN id', null], ['INSERT INTO t (secret) SELECT CAST(lower_bounds AS varchar) FROM "u$files"', 'TABLE_NOT_FOUND'],
  ])('%s reads nothing that its author may not read', async (sql, code) => {
    const who = await lake.person(`w${Math.random().toString(36).slice(2)}`, `select on ${T}`, `insert on ${T}`, `update_delete on ${T}`, ...(sql.startsWith('CREATE') ? ['create on namespace/lake/w'] : []));
    const before = [await version('t'), await version('u')];
    expect((await lake.failure(sql, who))?.split(':')[0] ?? null).toBe(code);
    expect([await version('t'), await version('u')]).toEqual(before);
  });
});

describe('hostile statements', { timeout: 300_000 }, () => {
  it.each([
    ["UPDATE t SET secret = current_setting('home_directory')", 'FUNCTION_NOT_FOUND'], ["INSERT INTO t (secret) SELECT content FROM read_text('/etc/passwd')", 'SYNTAX_ERROR'], ["INSERT INTO t (secret) SELECT content FROM TABLE(read_text('/etc/passwd'))", 'NOT_SUPPORTED'], ["DELETE FROM t WHERE secret = getenv('HOME')", 'FUNCTION_NOT_FOUND'], ["MERGE INTO t USING (SELECT 1 AS k) s ON read_blob('/etc/passwd') IS NULL WHEN MATCHED THEN DELETE", 'FUNCTION_NOT_FOUND'],
    ["UPDATE t SET n = 1; COPY t TO '/tmp/x'", 'SYNTAX_ERROR'], ['DELETE FROM t WHERE "c_file" = \'x\'', 'COLUMN_NOT_FOUND'], ['INSERT INTO t (c_pos) VALUES (1)', 'COLUMN_NOT_FOUND'], ['DELETE FROM t WHERE scan_0.c_pos = 0', 'COLUMN_NOT_FOUND'],
    ["CREATE TABLE \"../x\" (a integer)", 'INVALID_ARGUMENTS'], ["CREATE TABLE \"a/b\" (a integer)", 'INVALID_ARGUMENTS'], ["CREATE SCHEMA \"..\"", 'INVALID_ARGUMENTS'], ["CREATE TABLE x (a integer) WITH (location = '/etc')", 'INVALID_ARGUMENTS'], ["CREATE SCHEMA y WITH (location = '/etc')", 'NOT_SUPPORTED'],
    ["CREATE TABLE x (a integer) WITH (partitioning = ARRAY['bucket(a, 99999999999999999999)'])", 'INVALID_ARGUMENTS'], ["CALL lake.system.register_table('w', 'x', '/etc')", 'NOT_SUPPORTED'], ["CALL lake.system.register_table('w', '../../etc')", 'TABLE_NOT_FOUND'],
    [`DELETE FROM t WHERE id IN (${'('.repeat(300)}1${')'.repeat(300)})`, 'STATEMENT_TOO_COMPLEX'],
  ])('%s is refused', async (sql, code) => {
    const before = await version('t');
    expect((await lake.failure(sql))?.split(':')[0]).toBe(code);
    expect(await version('t')).toBe(before);
  });

  it('comments, strings and quoted names hide nothing', async () => {
    await lake.must("CREATE TABLE tricks AS SELECT 1 AS id, 'x' AS s; DELETE /* FROM t */ FROM tricks -- WHERE false\n WHERE s = '; DROP TABLE t; --'; UPDATE tricks SET s = '''; DELETE FROM t; --' WHERE id = 1");
    expect(await lake.rows('SELECT s FROM tricks')).toEqual([["'; DELETE FROM t; --"]]);
    await lake.must('CREATE TABLE "odd ""name"" \'x\'" ("a;b" integer, "select" varchar); INSERT INTO "odd ""name"" \'x\'" VALUES (1, \'v\'); UPDATE "odd ""name"" \'x\'" SET "select" = \'w\' WHERE "a;b" = 1');
    expect(await lake.rows('SELECT * FROM "odd ""name"" \'x\'"')).toEqual([[1, 'w']]);
  });

  it('a list of ten thousand values is a condition like another', async () => {
    await lake.must('CREATE TABLE many AS SELECT x FROM UNNEST(sequence(1, 1000)) AS v(x)');
    const run = await lake.must(`DELETE FROM many WHERE x IN (${Array.from({ length: 10_000 }, (_, i) => i * 2).join(',')})`);
    expect(run.statements[0]?.updateCount).toBe(500);
  });

  it('a run that fails on its way leaves what was done before it, and nothing of what failed', async () => {
    const before = await version('t');
    const run = await lake.run('INSERT INTO t (id) VALUES (50); INSERT INTO t (n) SELECT 1 / (id - 50) FROM t; INSERT INTO t (id) VALUES (51)');
    expect(run.statements.map(({ state }) => state)).toEqual(['finished', 'failed', 'cancelled']);
    expect(await version('t')).toBe(before + 1);
    expect(await lake.rows('SELECT count(*) FROM t WHERE id >= 50')).toEqual([['1']]);
  });
});

