import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUser, sweepPeople } from '@/lib/features/people';
import { verifyAudit } from '@/lib/kernel/audit/verify';
import { peoplePorts } from '../../../support/people-ports';

let house: Awaited<ReturnType<typeof peoplePorts>>;
beforeAll(async () => { house = await peoplePorts({ LAKEHOUSE_AUDIT_DAYS: '10' }); });
afterAll(() => house.end());

const count = (): Promise<number> => house.ports.db.client.auditRecord.count();

it('is one chain, also when forty acts happen at once', async () => {
  await Promise.all(Array.from({ length: 40 }, async (_, n) => createUser(await house.system(), { name: `person-${n}`, role: 'viewer', on: 'catalog/lake' })));
  expect(await count()).toBeGreaterThanOrEqual(80);
  expect(await verifyAudit(house.ports.db)).toBeNull();
});

it('has the outcome of an act that failed, and takes its effect back', async () => {
  const before = await house.ports.db.client.user.count();
  await expect((async () => createUser(await house.system(), { name: 'person-1', role: 'viewer', on: 'catalog/lake' }))()).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(await house.ports.db.client.user.count()).toBe(before);
  const last = await house.ports.db.client.auditRecord.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  expect(last).toMatchObject({ kind: 'outcome', action: 'user.create', outcome: 'conflict' });
});

it('cannot be changed or cut by the console\'s own statements', async () => {
  const { client } = house.ports.db;
  await expect(client.auditRecord.updateMany({ data: { action: 'nothing.happened' } })).rejects.toThrow();
  await expect(client.auditRecord.deleteMany({ where: { seq: { gt: 5n } } })).rejects.toThrow();
  expect(await verifyAudit(house.ports.db)).toBeNull();
});

it('shows where somebody with the database in his hands has been', async () => {
  const { client } = house.ports.db;
  const victim = await client.auditRecord.findFirstOrThrow({ where: { seq: 7n } });
  await client.$executeRawUnsafe('ALTER TABLE "AuditRecord" DISABLE TRIGGER USER');
  await client.auditRecord.updateMany({ where: { seq: 7n }, data: { body: victim.body.replace('user.create', 'user.invite') } });
  expect(await verifyAudit(house.ports.db)).toMatchObject({ seq: 7n });
  await client.auditRecord.updateMany({ where: { seq: 7n }, data: { body: victim.body, actorId: 'somebody else' } });
  expect(await verifyAudit(house.ports.db)).toMatchObject({ seq: 7n, reason: 'its columns are not what its text says' });
  await client.auditRecord.updateMany({ where: { seq: 7n }, data: { actorId: victim.actorId } });
  expect(await verifyAudit(house.ports.db)).toBeNull();
  const last = await client.auditRecord.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  await client.auditRecord.deleteMany({ where: { seq: last.seq } });
  expect(await verifyAudit(house.ports.db)).toMatchObject({ reason: 'records after it are missing' });
  await client.auditRecord.create({ data: last });
  await client.$executeRawUnsafe('ALTER TABLE "AuditRecord" ENABLE TRIGGER USER');
  expect(await verifyAudit(house.ports.db)).toBeNull();
});

it('forgets what is older than it is kept, by an act of its own, and stays a chain', async () => {
  const before = await count();
  house.clock.now = new Date(house.clock.now.getTime() + 11 * 86_400_000);
  await sweepPeople(await house.system(), {});
  expect(await count()).toBeLessThan(before);
  expect(await house.ports.db.client.auditRecord.count({ where: { action: 'audit.sweep', outcome: 'done' } })).toBe(1);
  expect(await verifyAudit(house.ports.db)).toBeNull();
});
