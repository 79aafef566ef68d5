import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import { isUniqueViolation, type Database } from '@/lib/ports/db/port';
import { openPostgres } from '@/lib/ports/db/postgresql/open';
import { migrations, template } from '@/tests/support/database';
import { postgresBin, startPostgres, type TestPostgres } from '@/tests/support/postgres';

type Open = () => Promise<Database>;

function suite(make: () => { open: Open; reopen: Open }): void {
  let db: Database;
  let reopen: Open;
  const user = (name: string) => ({ id: crypto.randomUUID(), name, createdBy: 'test' });
  beforeAll(async () => {
    const made = make();
    ({ reopen } = made);
    db = await made.open();
  });
  afterAll(() => db.close());

  it('keeps instants to the millisecond, and 64-bit numbers, exactly', async () => {
    const at = new Date('2024-03-31T01:59:59.123Z');
    await db.client.user.create({ data: { ...user('time'), createdAt: at } });
    expect((await db.client.user.findUniqueOrThrow({ where: { name: 'time' } })).createdAt).toEqual(at);
    const [row] = await db.client.$queryRaw<{ now: Date }[]>`SELECT now()`;
    expect(Math.abs((row?.now.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);
    await db.client.grantsVersion.update({ where: { id: 1 }, data: { version: 9_007_199_254_740_993n } });
    expect((await db.client.grantsVersion.findUniqueOrThrow({ where: { id: 1 } })).version).toBe(9_007_199_254_740_993n);
  });

  it('tells a unique constraint from other errors', async () => {
    await db.client.user.create({ data: user('twice') });
    await expect(db.client.user.create({ data: user('twice') }).catch((error: unknown) => isUniqueViolation(error))).resolves.toBe(true);
    await expect(db.client.localCredential.create({ data: { userId: 'nobody', hash: 'x' } }).catch((error: unknown) => isUniqueViolation(error))).resolves.toBe(false);
  });

  it('takes everything back when a transaction throws', async () => {
    await expect(db.transaction(async (tx) => {
      await tx.user.create({ data: user('gone') });
      throw new Error('stop');
    })).rejects.toThrow('stop');
    expect(await db.client.user.findUnique({ where: { name: 'gone' } })).toBeNull();
  });

  it('reaches the open transaction through the plain client, and joins it', async () => {
    await expect(db.transaction(async () => {
      await db.client.user.create({ data: user('inner') });
      await db.transaction((tx) => tx.user.create({ data: user('joined') }));
      throw new Error('stop');
    })).rejects.toThrow('stop');
    expect(await db.client.user.count({ where: { name: { in: ['inner', 'joined'] } } })).toBe(0);
  });

  it('gives what outlives a transaction the plain client', async () => {
    let later: Promise<number> = Promise.resolve(0);
    await db.transaction(async (tx) => {
      await tx.user.create({ data: user('kept') });
      later = new Promise<void>((resolve) => setTimeout(resolve, 100)).then(() => db.client.user.count({ where: { name: 'kept' } }));
    });
    expect(await later).toBe(1);
  });

  it('rejects when COMMIT fails', async () => {
    await db.client.$executeRaw`CREATE TABLE deferred (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)`;
    await expect(db.transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO deferred VALUES (1), (1)`;
    })).rejects.toThrow();
    expect(await db.client.$queryRaw`SELECT * FROM deferred`).toEqual([]);
  });

  it('carries fifty transactions at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => db.transaction(async (tx) => {
      await tx.user.create({ data: user(`many-${index}`) });
      await tx.user.update({ where: { name: `many-${index}` }, data: { createdBy: 'again' } });
    })));
    expect(await db.client.user.count({ where: { createdBy: 'again' } })).toBe(50);
  });

  it('never lets the audit be changed', async () => {
    await db.client.$executeRaw`INSERT INTO "AuditRecord" (seq, id, at, kind, "actId", action, "actorType", "actorId", "actorName", via, "requestId", decision, body, "prevHash", hash)
      VALUES (1000, 'x', now(), 'outcome', 'a', 'a.b', 'user', 'u', 'u', 'api', 'r', 'allow', '{}', '', '')`;
    await expect(db.client.auditRecord.deleteMany()).rejects.toThrow();
    await expect(db.client.auditRecord.updateMany({ data: { action: 'c.d' } })).rejects.toThrow();
    await expect(db.client.$executeRaw`TRUNCATE "AuditRecord"`).rejects.toThrow();
    expect(await db.client.auditRecord.count()).toBe(1);
  });

  it('has all its rows and applies nothing twice when it is opened again', async () => {
    const before = await db.client.user.count();
    await db.close();
    db = await reopen();
    expect(await db.client.user.count()).toBe(before);
    await db.check();
  });
}

describe('PGlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-db-'));
  const open: Open = () => openPGlite({ folder: join(folder, 'db'), migrations, template });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  suite(() => ({ open, reopen: open }));
});

const bin = postgresBin();
describe.skipIf(bin === null)('PostgreSQL', () => {
  let server: TestPostgres;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(bin ?? '');
    url = await server.create();
  });
  afterAll(() => server.stop());
  const open: Open = () => openPostgres({ url, migrations, onLost: () => undefined });
  suite(() => ({ open, reopen: open }));

  it('refuses a second console on one database, until the first has gone', async () => {
    const other = await server.create();
    const first = await openPostgres({ url: other, migrations, onLost: () => undefined });
    await expect(openPostgres({ url: other, migrations, onLost: () => undefined })).rejects.toMatchObject({ code: 'CONFLICT' });
    await first.close();
    await (await openPostgres({ url: other, migrations, onLost: () => undefined })).close();
  });

  it('says where a server does not answer, without the password', async () => {
    const error = await openPostgres({ url: 'postgresql://me:hunter2secret@127.0.0.1:1/x', migrations, onLost: () => undefined }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(String((error as Error).message)).toMatch(/127\.0\.0\.1:1/);
    expect(String((error as Error).message)).not.toMatch(/hunter2secret/);
  });
});
