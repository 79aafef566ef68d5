import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadFile } from '@/lib/features/load';
import { getQuery, listQueries, submitQuery } from '@/lib/features/queries';
import { verifyAudit } from '@/lib/kernel/audit/verify';
import { newContext } from '@/lib/kernel/new-context';
import { filesIn, NO_SMALL_DISK, SmallDisk } from '../support/small-disk';
import { SqlLake } from '../support/sql-lake';

const SAID = { code: 'STORAGE_FULL', message: expect.stringMatching(/^There is no room left on the disk [^\n]+\.$/) as string };
const disk = SmallDisk.mount(`/dev/shm/full-console-${process.pid}`, '160m');
describe.skipIf(disk === null)(`a console whose whole disk is full${disk === null ? `: skipped, ${NO_SMALL_DISK}` : ''}`, { timeout: 120_000 }, () => {
  if (disk === null) return;
  let lake: SqlLake;
  beforeAll(async () => {
    lake = await disk.holding(() => SqlLake.open());
    await lake.must('CREATE TABLE t AS SELECT n, CAST(n AS varchar) AS s FROM UNNEST(sequence(1, 1000)) AS r(n)');
  });
  afterAll(async () => {
    disk.free();
    await lake.close();
    disk.unmount();
  });
  const counted = (): Promise<unknown> => lake.rows('SELECT count(*) FROM t');
  const upload = (): Promise<unknown> => uploadFile(lake.admin, { name: 'rows.csv', body: new Blob(['id\n1\n']).stream() });

  // none at all; too little for the next piece of the database's log; more than that, which the log takes
  it.each([0, 4_000_000, 20_000_000])('with %i bytes of room takes neither statements nor uploads in, and goes on when there is more', async (room) => {
    const kept = await lake.must('SELECT s FROM t');
    const before = filesIn(lake.root).filter((file) => !file.includes('/database/'));
    disk.fill(room);
    for (let i = 0; i < 30; i += 1) {
      await expect(submitQuery(lake.admin, { sql: `SELECT ${i}, '${'x'.repeat(50_000)}'` })).rejects.toMatchObject(SAID);
      await expect(upload()).rejects.toMatchObject(SAID);
    }
    // what is there can be read all the while
    expect(await getQuery(lake.admin, { id: kept.id })).toMatchObject({ state: 'finished' });
    expect((await listQueries(lake.admin, { limit: 10 })).items[0]).toMatchObject({ state: 'finished', sql: 'SELECT s FROM t' });
    disk.free();
    expect(filesIn(lake.root).filter((file) => !file.includes('/database/'))).toEqual(before);
    expect(await counted()).toEqual([['1000']]);
    await expect(upload()).resolves.toMatchObject({ bytes: 5 });
    expect(await verifyAudit(lake.ports.db)).toBe(null);
  });

  it('whose answer fills the disk says so, lets go of it, and its end is in the history', async () => {
    disk.fill(40_000_000);
    const run = await lake.run('SELECT a.n, b.n, a.s || b.s, random() FROM t a CROSS JOIN t b CROSS JOIN UNNEST(sequence(1, 20)) AS c(n)');
    expect(run).toMatchObject({ state: 'failed', error: { code: 'EXCEEDED_SPOOL_LIMIT', message: 'There is no room left on the disk for the result of this statement.' }, statements: [{ state: 'failed', rowCount: null }] });
    expect(filesIn(lake.ports.settings.spool).filter((file) => file.includes(run.id))).toEqual([]);
    disk.free();
    expect(await counted()).toEqual([['1000']]);
    await expect.poll(async () => (await lake.ports.db.client.query.findUnique({ where: { id: run.id } }))?.phase, { timeout: 10_000 }).toBe('failed');
  });

  it('whose disk fills while a statement runs tells its end from the process until the database has it', async () => {
    const { id } = await submitQuery(lake.admin, { sql: 'SELECT count(*) FROM t a CROSS JOIN t b CROSS JOIN t c WHERE a.s || b.s || c.s = \'x\'', schema: 'w' });
    await expect.poll(async () => (await getQuery(lake.admin, { id })).phase, { timeout: 20_000 }).toBe('running');
    disk.fill(0);
    await expect.poll(async () => (await getQuery(lake.admin, { id })).state, { timeout: 60_000 }).toMatch(/^(finished|failed)$/);
    const told = await getQuery(lake.admin, { id });
    expect((await lake.ports.db.client.query.findUnique({ where: { id } }))?.endedAt).toBe(null);
    disk.free();
    await expect.poll(async () => (await lake.ports.db.client.query.findUnique({ where: { id } }))?.endedAt, { timeout: 10_000 }).not.toBe(null);
    expect(await getQuery(newContext(lake.ports, lake.admin.principal, lake.admin.source), { id })).toMatchObject({ state: told.state, error: told.error });
  });
});
