import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepStaging, truncateTable, writeRows } from '@/lib/features/tables/writing';
import { AppError, hasCode } from '@/lib/model/errors';
import type { Change } from '@/tests/support/plan-change';
import { withWriteBench } from '@/tests/support/with-write-bench';
import { column, NAMESPACE, type WriteBench } from '@/tests/support/write-bench';

const COLUMNS = [column('id', { type: 'long' }, { required: true }), column('s', { type: 'string' })];
const insert = (from: number, to: number): Change => ({ kind: 'insert', select: `SELECT CAST(i AS BIGINT), 'row ' || i FROM range(${from}, ${to}) t(i)` });

describe('a write that fails leaves nothing, and one that is overtaken is made anew', () => {
  let bench: WriteBench;
  let table = '';
  let tables = 0;
  withWriteBench((opened) => { bench = opened; });
  const create = async (properties: Record<string, string> = {}, formatVersion: 2 | 3 = 2): Promise<string> => {
    const name = `t${(tables += 1)}`;
    await bench.create(name, { fields: COLUMNS, properties, formatVersion });
    return name;
  };
  beforeEach(async () => {
    table = await create();
    await bench.both(table, insert(0, 10));
  });
  afterEach(async () => {
    bench.faulty.fault = () => undefined;
    expect(await bench.store.listStaging(), 'no staging folder is left').toEqual([]);
  });

  /** Nothing of the table has changed: neither its version nor what lies in its folders. */
  const unchanged = async (work: () => Promise<void>): Promise<void> => {
    const files = () => ['data', 'metadata'].flatMap((folder) => readdirSync(join(bench.warehouse, NAMESPACE, table, folder)).sort());
    const before = [files(), (await bench.load(table)).version, await bench.rows(table)];
    await work();
    expect([files(), (await bench.load(table)).version, await bench.rows(table)]).toEqual(before);
  };
  const sqlOf = (error: unknown) => (hasCode(error, 'QUERY_FAILED', 'CONFLICT') ? { name: error.details.sql?.name, message: error.message } : error);

  it('a NULL for a column that takes none, by Trino\'s name and words', async () => {
    await unchanged(async () => {
      const failure: unknown = await bench.write(table, { kind: 'insert', select: "SELECT CASE WHEN i < 5 THEN i END, 's' FROM range(9) t(i)" }).catch((error: unknown) => error);
      expect(sqlOf(failure)).toEqual({ name: 'CONSTRAINT_VIOLATION', message: 'NULL value not allowed for NOT NULL column: id' });
      const update: unknown = await bench.write(table, { kind: 'update', set: { 0: 'NULL' }, where: 'c0 = 3' }).catch((error: unknown) => error);
      expect(sqlOf(update)).toMatchObject({ name: 'CONSTRAINT_VIOLATION' });
    });
  });

  it('a NULL inside of what may not hold one', async () => {
    const nested = `n${(tables += 1)}`;
    await bench.create(nested, { fields: [column('p', { type: 'struct', fields: [column('x', { type: 'int' }, { required: true })] }), column('l', { type: 'list', elementId: 0, element: { type: 'int' }, elementRequired: true }), column('m', { type: 'map', keyId: 0, key: { type: 'string' }, valueId: 0, value: { type: 'int' }, valueRequired: true })] });
    const write = (select: string) => bench.write(nested, { kind: 'insert', select: `SELECT ${select}` }).then(({ rows }) => rows, sqlOf);
    expect(await write("{'f1': 1}, [1, 2], MAP {'k': 1}")).toBe(1);
    expect(await write('NULL, NULL, NULL')).toBe(1);
    expect(await write("{'f1': NULL}, [1], NULL")).toMatchObject({ message: 'NULL value not allowed for NOT NULL column: p.x' });
    expect(await write('NULL, [1, NULL], NULL')).toMatchObject({ message: 'NULL value not allowed for NOT NULL column: l.element' });
    expect(await write("NULL, [1], MAP {'k': NULL}")).toMatchObject({ message: 'NULL value not allowed for NOT NULL column: m.value' });
  });

  it('columns that cannot be written are refused by name before anything runs', async () => {
    const fixed = `f${(tables += 1)}`;
    await bench.create(fixed, { fields: [column('id', { type: 'long' }), column('code', { type: 'fixed', length: 4 })] });
    await expect(bench.write(fixed, { kind: 'insert', select: "SELECT 1, 'abcd'::BLOB" })).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('code (fixed)') });
  });

  it('more bytes than one statement may write, told at its end or while it goes on and on', async () => {
    const { settings } = bench.ports;
    const ctx = await bench.context({ ports: Object.create(bench.ports, { settings: { value: { ...settings, queries: { ...settings.queries, writeBytes: 2 ** 20 } } } }) as typeof bench.ports });
    await unchanged(async () => {
      for (const rows of [200_000, 3_000_000_000]) {
        const write = await bench.planned(table, { kind: 'insert', select: `SELECT CAST(i AS BIGINT), md5('' || i) FROM range(${rows}) t(i)` });
        const failure: unknown = await writeRows(ctx, { write }).catch((error: unknown) => error);
        expect(sqlOf(failure)).toEqual({ name: 'EXCEEDED_WRITE_LIMIT', message: 'The statement wrote more than the 1 MiB that one may write (LAKEHOUSE_WRITE_BYTES). Nothing was changed.' });
      }
      await writeRows(ctx, { write: await bench.planned(table, { kind: 'insert', select: "SELECT 1, 'x' FROM range(0)" }) });
    });
  }, 120_000);

  it('a row that MERGE would change twice', async () => {
    await unchanged(async () => {
      const failure: unknown = await bench.write(table, { kind: 'merge', source: "SELECT CAST(i % 2 AS BIGINT) AS c0, 'x' AS c1 FROM range(4) t(i)", on: 't.c0 = s.c0', deletes: 'false' }).catch((error: unknown) => error);
      expect(sqlOf(failure)).toEqual({ name: 'MERGE_TARGET_ROW_MULTIPLE_MATCHES', message: 'One MERGE target table row matched more than one source row' });
    });
  });

  it('a SELECT that fails on its way, or is told to stop', async () => {
    await unchanged(async () => {
      await expect(bench.write(table, { kind: 'insert', select: "SELECT CAST(i AS BIGINT), CAST(CAST('x' || i AS INTEGER) AS VARCHAR) FROM range(9) t(i)" })).rejects.toMatchObject({ code: 'QUERY_FAILED' });
      const stop = new AbortController();
      const write = await bench.planned(table, { kind: 'insert', select: 'SELECT CAST(sum(a.i * b.i) AS BIGINT), NULL FROM range(1000000) a(i), range(1000000) b(i)' }, { functions: ['range', 'sum'] });
      const running = writeRows(await bench.context({ signal: stop.signal }), { write });
      setTimeout(() => stop.abort(), 300);
      await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    });
  });

  it.each(['adopt', 'create', 'publishNoReplace'] as const)('a disk that is full at %s', async (operation) => {
    await unchanged(async () => {
      bench.faulty.fault = (call, phase) => { if (phase === 'before' && call.operation === operation) throw new AppError('STORAGE_FULL', 'There is no room left on the disk.'); };
      await expect(bench.write(table, insert(10, 20))).rejects.toMatchObject({ code: 'STORAGE_FULL' });
      await expect(bench.write(table, { kind: 'update', set: { 1: "'changed'" }, where: 'c0 < 4' })).rejects.toMatchObject({ code: 'STORAGE_FULL' });
      bench.faulty.fault = () => undefined;
    });
  });

  it('keeps what it wrote when nobody can tell whether it was committed', async () => {
    let isPublished = false;
    bench.faulty.fault = (call, phase) => {
      isPublished ||= call.operation === 'publishNoReplace' && phase === 'after';
      if (isPublished) throw new AppError('UNAVAILABLE', 'The disk does not answer.');
    };
    await expect(bench.write(table, insert(10, 20))).rejects.toMatchObject({ code: 'COMMIT_STATE_UNKNOWN' });
    bench.faulty.fault = () => undefined;
    expect(await bench.rows(table)).toHaveLength(20);
  });

  it.each(['copy-on-write', 'merge-on-read'])('is planned again when somebody else changed the same rows: %s', async (mode) => {
    table = await create({ 'write.delete.mode': mode, 'write.update.mode': mode });
    await bench.both(table, insert(0, 10));
    const change: Change = { kind: 'update', set: { 1: "c1 || '!'" }, where: 'c0 < 6' };
    let replans = 0;
    const write = await bench.planned(table, change, { replan: async () => { replans += 1; return bench.planned(table, change); } });
    await bench.both(table, { kind: 'delete', where: 'c0 = 2' });
    const answer = await writeRows(await bench.context(), { write });
    expect([answer.rows, replans]).toEqual([5, 1]);
    await bench.mirror.run(`UPDATE "${table}" SET c1 = c1 || '!' WHERE c0 < 6`);
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
  });

  it('fails under Trino\'s name when nobody can plan it again, or too often, and leaves no files', async () => {
    const change: Change = { kind: 'update', set: { 1: "'late'" }, where: 'true' };
    const alone = await bench.planned(table, change);
    const hunted = await bench.planned(table, change, { replan: async () => {
      const again = await bench.planned(table, change, { replan: hunted.replan });
      await bench.write(table, { kind: 'delete', where: 'c0 = (SELECT min(c0) FROM t)' }).catch(() => bench.write(table, insert(0, 1)));
      return again;
    } });
    await bench.both(table, { kind: 'delete', where: 'c0 = 9' });
    await unchanged(async () => expect(sqlOf(await writeRows(await bench.context(), { write: alone }).catch((error: unknown) => error))).toMatchObject({ name: 'ICEBERG_COMMIT_ERROR' }));
    const files = bench.dataFolder(table).length;
    expect(sqlOf(await writeRows(await bench.context(), { write: hunted }).catch((error: unknown) => error))).toMatchObject({ name: 'ICEBERG_COMMIT_ERROR' });
    expect(bench.dataFolder(table).length - files).toBeLessThanOrEqual(5);
  });

  it('rows that came meanwhile stop it under serializable isolation, and under snapshot isolation they do not', async () => {
    const change: Change = { kind: 'delete', where: 'c0 >= 5', filter: { op: '>=', column: 'id', value: 5n } };
    const strict = await bench.planned(table, change);
    await bench.both(table, insert(10, 12));
    await expect(writeRows(await bench.context(), { write: strict })).rejects.toMatchObject({ code: 'CONFLICT' });
    table = await create({ 'write.delete.isolation-level': 'snapshot' });
    await bench.write(table, insert(0, 10));
    const loose = await bench.planned(table, change);
    await bench.write(table, insert(10, 12));
    await writeRows(await bench.context(), { write: loose });
    expect(await bench.rows(table)).toHaveLength(7);
    const elsewhere = await bench.planned(table, { ...change, where: 'c0 < 2', filter: { op: '<', column: 'id', value: 2n } });
    await bench.write(table, insert(20, 22));
    await writeRows(await bench.context(), { write: elsewhere });
    expect(await bench.rows(table)).toHaveLength(7);
  });

  it('an INSERT is never overtaken, and a table made anew in its place is not written to', async () => {
    const write = await bench.planned(table, insert(10, 20));
    const other = await bench.planned(table, insert(20, 30));
    await Promise.all([writeRows(await bench.context(), { write }), writeRows(await bench.context(), { write: other })]);
    expect(await bench.rows(table)).toHaveLength(30);
    const stale = await bench.planned(table, insert(30, 40));
    await bench.store.remove(`/${NAMESPACE}/${table}`, { recursive: true });
    await bench.catalog.createTable(bench.name(table), { fields: COLUMNS });
    await expect(writeRows(await bench.context(), { write: stale })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect([await bench.rows(table), bench.dataFolder(table)]).toEqual([[], []]);
  });

  it('TRUNCATE removes every file by metadata, those too that came meanwhile', async () => {
    const answer = await truncateTable(await bench.context(), { catalog: 'lake', namespace: NAMESPACE, table });
    expect(answer).toMatchObject({ rows: 10, changed: { filesRemoved: 1, filesAdded: 0 } });
    expect(await bench.rows(table)).toEqual([]);
    expect(await truncateTable(await bench.context(), { catalog: 'lake', namespace: NAMESPACE, table })).toMatchObject({ rows: 0, snapshotId: null });
  });

  it('the start removes what a killed console left, and nothing of another one\'s', async () => {
    const own = await bench.planned(table, insert(10, 20));
    let name = '';
    bench.faulty.fault = async (call, phase) => { if (call.operation === 'adopt' && phase === 'before') name = (await bench.store.listStaging())[0]?.id ?? ''; };
    await writeRows(await bench.context(), { write: own });
    expect(name).toMatch(/^write-[0-9a-f]{12}-/);
    await bench.store.staging(name);
    await bench.store.staging(`write-000000000000-${crypto.randomUUID()}`);
    expect(await sweepStaging(bench.ports, new Date())).toBe(1);
    expect(await sweepStaging(bench.ports, new Date(Date.now() + 8 * 86_400_000))).toBe(1);
  });
});
