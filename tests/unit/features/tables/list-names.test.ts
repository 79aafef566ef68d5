import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableApi, type TableApi } from '@/tests/support/table-api';

interface Names { readonly namespaces: readonly { catalog: string; path: string; name: string; tables: readonly string[]; tableCount: number }[]; readonly complete: boolean }
let api: TableApi;
const namesFor = async (who: string, limit?: number): Promise<Names> => {
  const { status, body } = await api.call<Names>(who, 'GET', `/names${limit === undefined ? '' : `?limit=${limit}`}`);
  expect(status).toBe(200);
  return body;
};
const make = async (namespace: string, ...tables: readonly string[]): Promise<void> => {
  expect((await api.call('eve', 'POST', '/catalogs/lake/namespaces', { namespace })).status).toBe(200);
  for (const name of tables) expect((await api.call('eve', 'POST', `/catalogs/lake/namespaces/${encodeURIComponent(namespace)}/tables`, { name, columns: [{ name: 'a', type: 'int' }] })).status).toBe(200);
};

beforeAll(async () => {
  api = await tableApi();
  await api.person('eve', 'engineer', 'catalog/lake');
  await api.person('wendy', 'viewer', 'namespace/lake/web');
  await api.person('tom', 'viewer', 'table/lake/shop/orders');
  await api.person('olga', 'operator', 'system');
  await make('web', 'events');
  await make('shop', 'orders', 'customers');
  await make('shop\u001Fold', 'orders');
  await make('empty');
});
afterAll(() => api.end());

const shop = { catalog: 'lake', path: 'shop', name: 'shop', tables: ['customers', 'orders'], tableCount: 2 };
const old = { catalog: 'lake', path: 'shop\u001Fold', name: 'shop.old', tables: ['orders'], tableCount: 1 };
const web = { catalog: 'lake', path: 'web', name: 'web', tables: ['events'], tableCount: 1 };

it('names everything in the order of names, namespaces within namespaces and empty ones too', async () => {
  expect(await namesFor('eve')).toEqual({ namespaces: [{ catalog: 'lake', path: 'empty', name: 'empty', tables: [], tableCount: 0 }, shop, old, web], complete: true });
});

it('names only what one may discover', async () => {
  expect((await namesFor('wendy')).namespaces).toEqual([web]);
  expect((await namesFor('tom')).namespaces).toEqual([{ ...shop, tables: ['orders'], tableCount: 1 }]);
  expect((await namesFor('olga')).namespaces).toEqual([]);
});

it('stops at the limit, and counts what it leaves out', async () => {
  expect((await namesFor('eve', 3)).namespaces).toMatchObject([{ path: 'empty' }, { tables: ['customers', 'orders'] }, { tables: ['orders'] }]);
  expect((await namesFor('eve', 2)).namespaces).toMatchObject([{ path: 'empty' }, { tables: ['customers', 'orders'], tableCount: 2 }]);
  await make('aaa', 'one', 'three', 'two');
  expect((await namesFor('eve', 2)).namespaces).toMatchObject([{ path: 'aaa', tables: ['one', 'three'], tableCount: 3 }, { path: 'empty' }]);
  expect((await api.call('eve', 'GET', '/names?limit=0')).status).toBe(400);
});

it('knows at once what is made and dropped', async () => {
  await make('fresh', 'one');
  expect((await namesFor('eve')).namespaces).toContainEqual({ catalog: 'lake', path: 'fresh', name: 'fresh', tables: ['one'], tableCount: 1 });
  expect((await api.call('eve', 'DELETE', '/catalogs/lake/namespaces/fresh/tables/one')).status).toBe(200);
  expect((await namesFor('eve')).namespaces).toContainEqual({ catalog: 'lake', path: 'fresh', name: 'fresh', tables: [], tableCount: 0 });
});
