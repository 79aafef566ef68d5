import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '@/lib/ports/db/generated/client';
import { systemContext } from '@/lib/kernel/new-context';
import { sweepTables } from '@/lib/features/tables';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const TABLES = '/catalogs/lake/namespaces/shop/tables';
const T = `${TABLES}/orders`;
const NAME = { namespace: ['shop'], name: 'orders' };
interface Written { metadataVersion: number; snapshotId: string | null; etag: string; code: string; undo: { path: string } | null }
let api: TableApi;
const keyed = (who: string, method: string, path: string, key: string, body?: unknown) => api.call<Written>(who, method, path, body, { 'idempotency-key': key });
const add = (name: string) => ({ changes: [{ kind: 'add-column', name, type: 'int' }] });
const version = async (): Promise<number> => (await api.catalog.loadTable(NAME)).version;
/** As if the process had died after the change became visible and before it could say so. */
const forgetAnswer = (key: string) => api.ports.db.client.keyedWrite.updateMany({ where: { key }, data: { answer: Prisma.DbNull } });
const kept = async (key: string) => api.ports.db.client.keyedWrite.findFirst({ where: { key } });

beforeAll(async () => {
  api = await tableApi();
  for (const name of ['eve', 'max']) await api.person(name, 'engineer', 'catalog/lake');
  await api.call('eve', 'POST', '/catalogs/lake/namespaces', { namespace: 'shop' });
  await api.call('eve', 'POST', TABLES, { name: 'orders', columns: [{ name: 'id', type: 'long' }] });
});
afterAll(() => api.end());

describe('a write with an Idempotency-Key', () => {
  it('is done once, and answers the same each time', async () => {
    const first = await keyed('eve', 'PATCH', T, 'one', add('a'));
    const again = await keyed('eve', 'PATCH', T, 'one', add('a'));
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    expect(await version()).toBe(first.body.metadataVersion);
    // the key is of the person who sent it
    expect((await keyed('max', 'PATCH', T, 'one', add('of_max'))).status).toBe(200);
  });

  it('is refused with another request', async () => {
    for (const [method, path, body] of [['PATCH', T, add('other')], ['PATCH', `${TABLES}/nope`, add('a')], ['POST', `${T}/rollback`, { snapshotId: '1' }]] as const) {
      const answer = await keyed('eve', method, path, 'one', body);
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 422, 'KEY_REUSED']);
    }
    for (const key of ['', 'x'.repeat(201), 'two words']) expect([key, (await keyed('eve', 'PATCH', T, key, add('z'))).status]).toEqual([key, 400]);
  });

  it('is done once of many at the same time', async () => {
    const before = await version();
    const answers = await Promise.all(Array.from({ length: 10 }, () => keyed('eve', 'PATCH', T, 'many', add('many'))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await version()).toBe(before + 1);
  });

  it('that failed for sure may be repeated', async () => {
    expect((await keyed('eve', 'PATCH', T, 'failed', { changes: [{ kind: 'drop-column', column: 'later' }] })).status).toBe(400);
    expect(await kept('failed')).toBeNull();
    await api.call('eve', 'PATCH', T, add('later'));
    expect((await keyed('eve', 'PATCH', T, 'failed', { changes: [{ kind: 'drop-column', column: 'later' }] })).status).toBe(200);
  });

  it('whose process died after the commit is found done, however the table has moved on', async () => {
    const first = await keyed('eve', 'PATCH', T, 'died', add('died'));
    await forgetAnswer('died');
    expect((await keyed('eve', 'PATCH', T, 'died', add('died'))).body).toEqual(first.body);
    await forgetAnswer('died');
    await api.call('eve', 'PATCH', T, { changes: [{ kind: 'drop-column', column: 'died' }] });
    const before = await version();
    expect((await keyed('eve', 'PATCH', T, 'died', add('died'))).body).toEqual(first.body);
    expect(await version()).toBe(before);
  });

  it('whose process died before the commit is done now', async () => {
    const { userId, action, inputHash } = await keyed('eve', 'PATCH', T, 'probe', add('probe')).then(() => kept('probe')) ?? { userId: '', action: '', inputHash: '' };
    await api.call('eve', 'PATCH', T, { changes: [{ kind: 'drop-column', column: 'probe' }] });
    const row = { userId, key: 'probe', action, inputHash };
    const next = (await version()) + 1;
    const attempt = { version: next, path: `/shop/orders/metadata/v${next}.metadata.json`, sha256: '0'.repeat(64), updatedMs: 1, tableUuid: (await api.catalog.loadTable(NAME)).metadata.tableUuid, snapshotIds: [] };
    for (const attempts of [[], [{ attempt, answer: { wrong: true } }]]) {
      await api.ports.db.client.keyedWrite.deleteMany({ where: { key: 'probe' } });
      await api.ports.db.client.keyedWrite.create({ data: { ...row, attempts } });
      const done = await keyed('eve', 'PATCH', T, 'probe', add('probe'));
      expect([done.status, done.body.metadataVersion]).toEqual([200, await version()]);
      await api.call('eve', 'PATCH', T, { changes: [{ kind: 'drop-column', column: 'probe' }] });
    }
  });

  it('is found again where a table was made, dropped and restored, and a namespace made and dropped', async () => {
    const made = await keyed('eve', 'POST', TABLES, 'make', { name: 'once', columns: [{ name: 'a', type: 'int' }] });
    await forgetAnswer('make');
    expect((await keyed('eve', 'POST', TABLES, 'make', { name: 'once', columns: [{ name: 'a', type: 'int' }] })).body.metadataVersion).toBe(made.body.metadataVersion);
    const dropped = await keyed('eve', 'DELETE', `${TABLES}/once`, 'drop');
    await forgetAnswer('drop');
    expect((await keyed('eve', 'DELETE', `${TABLES}/once`, 'drop')).body).toEqual(dropped.body);
    const back = dropped.body.undo?.path ?? '';
    expect((await keyed('eve', 'POST', back, 'back')).status).toBe(200);
    await forgetAnswer('back');
    expect((await keyed('eve', 'POST', back, 'back')).status).toBe(200);
    for (const [method, path, key, body] of [['POST', '/catalogs/lake/namespaces', 'ns', { namespace: 'fleeting' }], ['DELETE', '/catalogs/lake/namespaces/fleeting', 'no-ns', undefined]] as const) {
      expect((await keyed('eve', method, path, key, body)).status).toBe(200);
      await forgetAnswer(key);
      expect([key, (await keyed('eve', method, path, key, body)).status]).toEqual([key, 200]);
    }
  });

  it('asks for the right each time', async () => {
    await api.person('temp', 'engineer', 'catalog/lake');
    expect((await keyed('temp', 'PATCH', T, 'mine', add('mine'))).status).toBe(200);
    await api.ports.db.client.grant.deleteMany({ where: { principalId: (await api.ports.db.client.user.findFirstOrThrow({ where: { name: 'temp' } })).id } });
    await api.ports.db.client.grantsVersion.update({ where: { id: 1 }, data: { version: { increment: 1n } } });
    expect((await keyed('temp', 'PATCH', T, 'mine', add('mine'))).status).toBe(404);
  });

  it('is forgotten after a day', async () => {
    const at = (hours: number) => systemContext(api.ports, 'job', { now: () => new Date(Date.now() + hours * 3_600_000) });
    await sweepTables(await at(23), {});
    expect(await kept('many')).not.toBeNull();
    await sweepTables(await at(25), {});
    expect(await kept('many')).toBeNull();
  });
});
