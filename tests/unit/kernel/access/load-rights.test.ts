import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadRights, raiseGrantsVersion } from '@/lib/kernel/access/load-rights';
import type { Client, Database } from '@/lib/ports/db/port';
import { peoplePorts } from '../../../support/people-ports';

let house: Awaited<ReturnType<typeof peoplePorts>>;
beforeAll(async () => { house = await peoplePorts(); });
afterAll(() => house.end());

/** The database, and how often it was asked in SQL. */
function counting(db: Database): { readonly db: Database; asked: number } {
  const counted = { asked: 0 };
  const client = new Proxy(db.client, { get(target, name) { if (name === '$queryRaw') counted.asked += 1; return Reflect.get(target, name) as unknown; } }) as Client;
  return Object.assign(counted, { db: new Proxy(db, { get: (target, name) => (name === 'client' ? client : Reflect.get(target, name) as unknown) }) });
}

it('asks once for all that ask in one turn, and anew in the next: a right that was taken away is gone', async () => {
  const { id } = (await house.person('ann', 'analyst', 'catalog/lake')).principal;
  const counted = counting(house.ports.db);
  const [first, second] = await Promise.all([loadRights(counted.db, id, 'all'), loadRights(counted.db, id, 'read')]);
  expect([counted.asked, first.grants.length, second.scope]).toEqual([1, second.grants.length, 'read']);
  expect(first.grants.length).toBeGreaterThan(0);

  await house.ports.db.transaction(async (tx) => {
    await tx.grant.deleteMany({ where: { principalId: id } });
    await raiseGrantsVersion(house.ports.db);
  });
  expect([(await loadRights(counted.db, id, 'all')).grants, counted.asked]).toEqual([[], 2]);
});

it('asks within a transaction what that transaction sees', async () => {
  const { id } = (await house.person('bob', 'analyst', 'catalog/lake')).principal;
  const { db } = house.ports;
  await loadRights(db, id, 'all');
  await expect(db.transaction(async (tx) => {
    await tx.grant.deleteMany({ where: { principalId: id } });
    await raiseGrantsVersion(db);
    expect((await loadRights(db, id, 'all')).grants).toEqual([]);
    throw new Error('not after all');
  })).rejects.toThrow('not after all');
  // what it saw is not what the next one finds that raises the counter to the same number
  await db.transaction(() => raiseGrantsVersion(db));
  expect((await loadRights(db, id, 'all')).grants.length).toBeGreaterThan(0);
});
