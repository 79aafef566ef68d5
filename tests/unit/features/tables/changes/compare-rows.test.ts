import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MACROS } from '@/lib/core/sql/macros';
import { makeDemo } from '@/lib/features/demo';
import type { DuckDbEngine } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { startDuckDbEngine } from '@/tests/support/duckdb-engine';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const ORDERS = '/catalogs/lake/namespaces/shop/tables/orders';
interface Rows { columns: { name: string; type: string }[]; rows: unknown[][]; truncated: boolean; filesRead: number; from: string | null; to: string }
interface Timeline { snapshots: { id: string; parentId: string | null; operation: string | null; lane: number; addedRows: number; deletedRows: number }[] }
let engine: DuckDbEngine;
let api: TableApi;
const compared = (query: string) => api.call<Rows>('ana', 'GET', `${ORDERS}/compare/rows?${query}`);
const timeline = async () => (await api.call<Timeline>('ana', 'GET', `${ORDERS}/timeline`)).body.snapshots;

beforeAll(async () => {
  engine = await startDuckDbEngine({ macros: MACROS.map((macro) => `${macro};`).join('\n') });
  api = await tableApi({ engine });
  await makeDemo({ store: api.store, engine, catalogName: 'lake', now: new Date(), limits: { memoryBytes: 1024 ** 3, threads: 2 } });
  await api.person('ana', 'analyst', 'catalog/lake');
  await api.person('eve', 'engineer', 'catalog/lake');
}, 180_000);
afterAll(async () => {
  await api.end();
  await engine.close();
});

describe('rows that differ between two snapshots', { timeout: 120_000 }, () => {
  it('are those that an append added, from its files alone, and none that it removed', async () => {
    const append = (await timeline()).findLast(({ operation, addedRows }) => operation === 'append' && addedRows <= 1000);
    const added = await compared(`to=${append?.id}&kind=added&limit=1000`);
    expect([added.status, added.body.rows.length, added.body.truncated, added.body.from]).toEqual([200, append?.addedRows, false, append?.parentId]);
    expect((await compared(`to=${append?.id}&kind=removed`)).body).toMatchObject({ rows: [], filesRead: 0 });
    const back = await compared(`from=${append?.id}&to=${append?.parentId}&kind=removed&limit=1000`);
    expect(new Set(back.body.rows.map((row) => JSON.stringify(row)))).toEqual(new Set(added.body.rows.map((row) => JSON.stringify(row))));
    const first = await compared(`to=${append?.id}&kind=added&limit=3`);
    expect([first.body.rows.length, first.body.truncated]).toEqual([3, true]);
  });

  it('are those that deletes took away, though the file stays', async () => {
    const deleting = (await timeline()).findLast(({ deletedRows, operation }) => deletedRows > 0 && deletedRows <= 1000 && operation !== 'replace');
    expect(deleting).toBeDefined();
    const gone = await compared(`to=${deleting?.id}&kind=removed&limit=1000`);
    const come = await compared(`to=${deleting?.id}&kind=added&limit=1000`);
    expect([gone.status, gone.body.rows.length - come.body.rows.length]).toEqual([200, (deleting?.deletedRows ?? 0) - (deleting?.addedRows ?? 0)]);
    expect(gone.body.filesRead).toBeGreaterThan(0);
  });

  it('are shown with the columns of the side that has them', async () => {
    const all = await timeline();
    const [first, last] = [all[0], all.findLast(({ lane }) => lane === 0)];
    const names = async (kind: string) => (await compared(`from=${first?.id}&to=${last?.id}&kind=${kind}&limit=1`)).body.columns.map(({ name }) => name);
    const [now, then] = [await names('added'), await names('removed')];
    expect(now).toContain('discount');
    expect(then).not.toContain('discount');
  });
});
