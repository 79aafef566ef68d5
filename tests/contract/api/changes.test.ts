import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, byToken, type Api } from '../../support/api';
import { ADMIN_PASSWORD, startConsole, type TestConsole } from '../../support/console';
import { signIn } from '../../support/session';

interface Written { metadataVersion: number; snapshotId: string | null; etag: string; changed: boolean; effect: { words: string[] }; undo: { method: string; path: string; ifMatch: string | null; body: unknown } | null }
const SHOP = '/catalogs/lake/namespaces/shop/tables';
const ORDERS = `${SHOP}/orders`;
let running: TestConsole;
let api: Api;
beforeAll(async () => {
  running = await startConsole();
  api = byToken(running.url, await running.token());
});
afterAll(() => running.stop());

describe('changes over HTTP', { timeout: 120_000 }, () => {
  it('make a table, evolve it, and show both in SQL', async () => {
    const made = await api.call<Written>('POST', SHOP, { name: 'notes', columns: [{ name: 'id', type: 'bigint', required: true }, { name: 'text', type: 'varchar' }] });
    expect([made.status, made.body.metadataVersion, made.body.snapshotId]).toEqual([200, 1, null]);
    const table = await api.call<{ etag: string }>('GET', `${SHOP}/notes`);
    expect([table.headers.get('etag'), table.body.etag]).toEqual([made.body.etag, made.body.etag]);
    const changed = await api.call<Written>('PATCH', `${SHOP}/notes`, { changes: [{ kind: 'add-column', name: 'at', type: 'timestamptz' }, { kind: 'rename-column', column: 'text', name: 'note' }] }, { 'if-match': made.body.etag });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, changed.body.etag]);
    const shown = await api.run('DESCRIBE lake.shop.notes');
    expect((await api.rows(shown.id)).map((row) => row.slice(0, 2))).toEqual([['id', 'bigint'], ['note', 'varchar'], ['at', 'timestamp(6) with time zone']]);
    const stale = await api.call<{ code: string }>('PATCH', `${SHOP}/notes`, { changes: [{ kind: 'drop-column', column: 'at' }] }, { 'if-match': made.body.etag });
    expect([stale.status, stale.body.code, stale.headers.get('content-type')]).toEqual([412, 'PRECONDITION_FAILED', 'application/problem+json']);
  });

  it('roll back and forward again, and tag', async () => {
    const { snapshots } = (await api.call<{ snapshots: { id: string; lane: number }[] }>('GET', `${ORDERS}/timeline`)).body;
    const main = snapshots.filter(({ lane }) => lane === 0);
    const [target, head] = [main.at(-3)?.id, main.at(-1)?.id];
    const count = async (): Promise<unknown> => (await api.rows((await api.run('SELECT count(*) FROM lake.shop.orders')).id))[0]?.[0];
    const before = await count();
    const done = await api.call<Written>('POST', `${ORDERS}/rollback`, { snapshotId: target });
    expect([done.status, done.body.snapshotId]).toEqual([200, target]);
    expect(Number(await count())).toBeLessThan(Number(before));
    const back = done.body.undo;
    expect((await api.call('POST', back?.path ?? '', back?.body, { 'if-match': back?.ifMatch ?? '' })).status).toBe(200);
    expect(await count()).toBe(before);
    expect((await api.call<Written>('PUT', `${ORDERS}/refs/last%20good`, { type: 'tag', snapshotId: head })).status).toBe(200);
    const tagged = await api.run(`SELECT count(*) FROM lake.shop.orders FOR VERSION AS OF 'last good'`);
    expect((await api.rows(tagged.id))[0]?.[0]).toBe(before);
  });

  it('of 50 who create one table at once let one win, and lose none of 20 who change it at once', async () => {
    const creates = await Promise.all(Array.from({ length: 50 }, () => api.call('POST', SHOP, { name: 'contended', columns: [{ name: 'id', type: 'long' }] })));
    expect(creates.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    const patches = await Promise.all(Array.from({ length: 20 }, (_, index) => api.call<Written>('PATCH', `${SHOP}/contended`, { changes: [{ kind: 'add-column', name: `c${index}`, type: 'int' }] })));
    expect(new Set(patches.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(patches.map(({ body }) => body.metadataVersion)).size).toBe(20);
    const { schema } = (await api.call<{ schema: { fields: { path: string }[] } }>('GET', `${SHOP}/contended`)).body;
    expect(schema.fields.map(({ path }) => path).sort()).toEqual(['id', ...Array.from({ length: 20 }, (_, index) => `c${index}`)].sort());
  });

  it('need the origin of the console from a browser, and a right', async () => {
    const { cookie } = await signIn(running.url, 'admin', ADMIN_PASSWORD);
    const change = { changes: [{ kind: 'set-properties', properties: { x: '1' } }] };
    for (const headers of [{ cookie }, { cookie, origin: 'https://evil.example' }, { cookie, origin: 'null' }]) {
      for (const [method, path, body] of [['PATCH', ORDERS, change], ['DELETE', ORDERS, undefined], ['POST', `${ORDERS}/rollback`, { snapshotId: '1' }], ['PUT', `${ORDERS}/refs/x`, { type: 'tag' }]] as const) expect([headers.origin, method, (await apiOf(running.url, headers).call(method, path, body)).status]).toEqual([headers.origin, method, 403]);
    }
    expect((await apiOf(running.url, { cookie, origin: running.url }).call('PATCH', ORDERS, change)).status).toBe(200);
  });
});

describe('rows that differ', { timeout: 120_000 }, () => {
  interface Rows { columns: { name: string }[]; rows: unknown[][]; truncated: boolean; filesRead: number; kind: string }
  it('are those that SQL finds between two snapshots', async () => {
    const { snapshots } = (await api.call<{ snapshots: { id: string; operation: string | null; lane: number; parentId: string | null }[] }>('GET', `${ORDERS}/timeline`)).body;
    const main = snapshots.filter(({ lane }) => lane === 0);
    const changing = main.filter(({ operation }) => operation === 'overwrite' || operation === 'delete').at(-1) ?? main.at(-1);
    const [from, to] = [changing?.parentId, changing?.id];
    for (const [kind, having, lacking] of [['added', to, from], ['removed', from, to]] as const) {
      const { status, body } = await api.call<Rows>('GET', `${ORDERS}/compare/rows?from=${from}&to=${to}&kind=${kind}&limit=1000`);
      expect([status, kind, body.kind]).toEqual([200, kind, kind]);
      const names = body.columns.map(({ name }) => name).join(', ');
      const run = await api.run(`SELECT ${names} FROM lake.shop.orders FOR VERSION AS OF ${having} EXCEPT SELECT ${names} FROM lake.shop.orders FOR VERSION AS OF ${lacking}`);
      expect(run.error).toBeNull();
      const sorted = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
      const found = sorted(await api.rows(run.id));
      expect(body.truncated).toBe(found.length > 1000);
      if (!body.truncated) expect(sorted(body.rows)).toEqual(found);
      else expect(found).toEqual(expect.arrayContaining(sorted(body.rows)));
    }
    const newest = main.at(-1);
    const { body } = await api.call<Rows>('GET', `${ORDERS}/compare/rows?to=${newest?.id}&kind=added&limit=5`);
    expect([body.rows.length, body.truncated]).toEqual([5, true]);
    const counted = await api.call<{ body: unknown; added: { dataFiles: number } }>('GET', `${ORDERS}/compare?to=${newest?.id}`);
    expect(body.filesRead).toBe(counted.body.added.dataFiles);
  });
});
