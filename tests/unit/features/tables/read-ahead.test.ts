import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Catalog } from '@/lib/core/catalog';
import { readAhead } from '@/lib/features/tables';
import type { Context } from '@/lib/kernel/context';
import { brokenTable } from '@/lib/model/errors';
import { peoplePorts } from '../../../support/people-ports';

let house: Awaited<ReturnType<typeof peoplePorts>>;
beforeAll(async () => { house = await peoplePorts(); });
afterAll(() => house.end());

const ORDERS = { catalog: 'lake', namespace: 'shop', table: 'orders' };
/** The person on a catalog that notes what is loaded from it. */
function looking(ctx: Context, load: () => Promise<never> | Promise<void> = async () => undefined): { readonly ctx: Context; readonly loaded: string[] } {
  const loaded: string[] = [];
  const catalog = { name: 'lake', loadTable: (table: { name: string }) => { loaded.push(table.name); return load(); } } as unknown as Catalog;
  const { db, settings, log } = ctx.ports;
  return { loaded, ctx: { ...ctx, ports: { db, settings, log, walls: [], catalog } as unknown as Context['ports'] } };
}

it('reads the table for who may see it, and for nobody else', async () => {
  const may = looking(await house.person('ann', 'analyst', 'catalog/lake'));
  const mayNot = looking(await house.person('bob', 'analyst', 'namespace/lake/web'));
  await readAhead(may.ctx, ORDERS);
  await readAhead(mayNot.ctx, ORDERS);
  await readAhead(may.ctx, { ...ORDERS, catalog: 'other' });
  expect([may.loaded, mayNot.loaded]).toEqual([['orders'], []]);
});

it('leaves what cannot be read to the request that follows, and records nothing', async () => {
  const { ctx, loaded } = looking(await house.person('eve', 'analyst', 'catalog/lake'), () => Promise.reject(brokenTable('The metadata file is missing.', '/x')));
  const before = await house.ports.db.client.auditRecord.count();
  await readAhead(ctx, ORDERS);
  expect(loaded).toEqual(['orders']);
  expect(await house.ports.db.client.auditRecord.count()).toBe(before);
});
