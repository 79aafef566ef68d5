import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileList } from '@/lib/ports/engines/duckdb/scan/file-list';
import { lockSession, openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';

describe('lists of paths for the engine', () => {
  let session: Session;
  beforeAll(async () => { session = await openSession(''); });
  afterAll(() => session.connection.closeSync());
  const read = async (paths: readonly string[]): Promise<unknown> => {
    const reader = await session.connection.runAndReadAll(`SELECT ${await fileList(session.connection, 'it\'s "a" list', paths)}`);
    return reader.getRowsJson()[0]?.[0];
  };
  const many = Array.from({ length: 500 }, (_, index) => `/data/${index}/é 'quoted' "twice"\n$1 \\.parquet`);

  it('hold every path as it is, few or many', async () => {
    for (const paths of [many, many.slice(0, 3), [...many, '']]) expect(await read(paths)).toEqual(paths);
  });

  it('hold the newest under a name, also when one of before comes again', async () => {
    for (const paths of [many, many.toReversed(), many, [...many, 'one']]) expect(await read(paths)).toEqual(paths);
    const list = await fileList(session.connection, 'another', many);
    await fileList(session.connection, 'another', many.slice(1));
    expect((await session.connection.runAndReadAll(`SELECT ${await fileList(session.connection, 'a third', many)}`)).getRowsJson()[0]?.[0]).toEqual(many);
    expect(list).toContain('getvariable');
  });

  it('allow no path more than was asked for, whatever a path holds', async () => {
    const hostile = [...many, '/data/a\0/etc/passwd'];
    await lockSession(session.connection, hostile, []).catch(() => undefined);
    await session.connection.run('SET enable_external_access = false').catch(() => undefined);
    await expect(session.connection.runAndReadAll("SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow(/Permission Error/);
  });
});
