import { beforeEach, describe, expect, it } from 'vitest';
import { nameIndex, nameIndexSoon } from '@/lib/features/tables/name-index';
import { openCatalog, type Catalog } from '@/lib/core/catalog';
import type { Ports } from '@/lib/kernel/context';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { FaultyStore } from '@/tests/support/faulty-store';
import { ORDERS_DEFINITION } from '@/tests/support/orders-table';

/** A catalog of one table whose listing ends when it is let go. */
function slowCatalog() {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => { letGo = resolve; });
  let asked = 0;
  const listChildren = async (parent: readonly string[]) => {
    asked += 1;
    await gate;
    return parent.length === 0 ? { children: [{ kind: 'namespace', name: 'shop' }], next: null } : { children: [{ kind: 'table', name: 'orders' }], next: null };
  };
  const ports = { catalog: { listChildren, watchNames: () => undefined }, log: { warn: () => undefined } } as unknown as Ports;
  return { ports, letGo: () => letGo(), asked: () => asked };
}

it('gives what it has at once, and what a first walk finds when it may wait for it', async () => {
  const { ports, letGo, asked } = slowCatalog();
  expect(nameIndex(ports, 0)).toMatchObject({ tables: [], complete: false });
  expect(await nameIndexSoon(ports, 0, 5)).toMatchObject({ tables: [], complete: false });
  const soon = nameIndexSoon(ports, 0, 60_000);
  letGo();
  expect(await soon).toMatchObject({ tables: [{ namespace: 'shop', table: 'orders' }], namespaces: ['shop'], complete: true });
  expect(asked()).toBe(2);
});

it('waits for no second walk: what it had is given meanwhile', async () => {
  const { ports, letGo, asked } = slowCatalog();
  letGo();
  await nameIndexSoon(ports, 0, 60_000);
  expect(await nameIndexSoon(ports, 40_000, 0)).toMatchObject({ complete: true });
  expect(asked()).toBeGreaterThan(2);
});

describe('what this console makes and takes away', () => {
  const WAIT = 60_000;
  const WHY = { by: 'ann' };
  const named = (name: string, ...namespace: readonly string[]) => ({ namespace: namespace.length === 0 ? ['shop'] : namespace, name });
  let faulty: FaultyStore;
  let catalog: Catalog;
  let ports: Ports;
  let said: string[];
  const names = async (nowMs = 0) => {
    const { tables, namespaces, complete } = await nameIndexSoon(ports, nowMs, WAIT);
    expect(complete).toBe(true);
    return { tables: tables.map(({ namespace, table }) => `${namespace.replaceAll('\u001f', '.')}.${table}`).toSorted(), namespaces: namespaces.map((each) => each.replaceAll('\u001f', '.')).toSorted() };
  };
  const make = (name: string) => catalog.createTable(named(name), ORDERS_DEFINITION);
  const lists = () => faulty.calls.filter(({ operation, path }) => operation === 'list' && path === '/').length;
  /** What happens to who asks whether a table is there, from its first version on. */
  const onceMade = (name: string, act: () => Promise<void>) => {
    let isMade = false;
    faulty.fault = async ({ operation, path }, phase) => {
      if (operation === 'publishNoReplace' && path.startsWith(`/shop/${name}/`) && phase === 'after') isMade = true;
      if (isMade && operation === 'exists' && path === `/shop/${name}/metadata/version-hint.text`) await act();
    };
  };

  beforeEach(async () => {
    faulty = new FaultyStore(new MemoryFileStore());
    catalog = openCatalog({ name: 'lake', store: faulty.store });
    said = [];
    ports = { catalog, log: { warn: (_: unknown, text: string) => { said.push(text); } } } as unknown as Ports;
    await catalog.createNamespace(['shop']);
    await make('orders');
  });

  it('is in the next search, and gone from it, without another walk', async () => {
    expect(await names()).toEqual({ tables: ['shop.orders'], namespaces: ['shop'] });
    const walks = lists();
    await make('lines');
    expect((await names()).tables).toEqual(['shop.lines', 'shop.orders']);
    const { id } = await catalog.dropTable(named('lines'), WHY);
    expect((await names()).tables).toEqual(['shop.orders']);
    await catalog.restore(id);
    expect((await names()).tables).toEqual(['shop.lines', 'shop.orders']);
    await catalog.createNamespace(['web', 'logs']);
    expect((await names()).namespaces).toEqual(['shop', 'web', 'web.logs']);
    await catalog.dropNamespace(['web', 'logs']);
    expect(await names()).toEqual({ tables: ['shop.lines', 'shop.orders'], namespaces: ['shop', 'web'] });
    expect(lists()).toBe(walks);
  });

  it('is known when a folder was taken over, and when a restore made the namespace again', async () => {
    await catalog.createNamespace(['old']);
    await catalog.createTable(named('kept', 'old'), ORDERS_DEFINITION);
    await names();
    const { id } = await catalog.dropTable(named('kept', 'old'), WHY);
    await catalog.dropNamespace(['old']);
    expect(await names()).toEqual({ tables: ['shop.orders'], namespaces: ['shop'] });
    await catalog.restore(id);
    expect(await names()).toEqual({ tables: ['old.kept', 'shop.orders'], namespaces: ['old', 'shop'] });
    const { metadataPath } = await catalog.loadTable(named('kept', 'old'));
    await faulty.store.create('/old/kept/metadata/00003-0a.metadata.json', await faulty.store.read(metadataPath));
    for (const file of [metadataPath, '/old/kept/metadata/version-hint.text']) await faulty.store.remove(file);
    const later = 40_000;
    await nameIndexSoon(ports, later, WAIT);
    await catalog.registerTable(named('kept', 'old'));
    expect((await names(later)).tables).toEqual(['old.kept', 'shop.orders']);
  });

  it('is known although the act failed after it was done', async () => {
    await catalog.createNamespace(['old']);
    expect((await names()).namespaces).toEqual(['old', 'shop']);
    faulty.fault = ({ operation, path }, phase) => { if (operation === 'remove' && path === '/old' && phase === 'after') throw new Error('The line was cut'); };
    await expect(catalog.dropNamespace(['old'])).rejects.toThrow('The line was cut');
    expect((await names()).namespaces).toEqual(['shop']);
  });

  it('holds against a walk that passed the name before, and one that passed it after', async () => {
    await make('early');
    await names();
    // the walk has read the page that holds `early`, and not come to its end
    let passed = (): void => undefined;
    let goOn = (): void => undefined;
    const waits = new Promise<void>((resolve) => { passed = resolve; });
    const gate = new Promise<void>((resolve) => { goOn = resolve; });
    faulty.fault = async ({ operation, path }, phase) => { if (operation === 'list' && path === '/shop' && phase === 'after') { passed(); await gate; } };
    const later = 40_000;
    nameIndex(ports, later);
    await waits;
    faulty.fault = () => undefined;
    await catalog.dropTable(named('early'), WHY);
    await make('late');
    // what it had is given meanwhile, with what is told
    expect((await names(later)).tables).toEqual(['shop.late', 'shop.orders']);
    goOn();
    await expect.poll(() => nameIndex(ports, later + 20_000).complete && lists()).toBe(2);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect((await names(later + 20_000)).tables).toEqual(['shop.late', 'shop.orders']);
  });

  it('goes by what is there, not by who was told last: a drop and a create of one name at the same time', async () => {
    await names();
    for (let round = 0; round < 20; round += 1) {
      await Promise.allSettled([catalog.dropTable(named('orders'), WHY), make('orders'), make('other'), catalog.dropTable(named('other'), WHY)]);
      const there = await Promise.all(['orders', 'other'].map(async (name) => ((await catalog.tableExists(named(name))) ? [`shop.${name}`] : [])));
      expect((await names()).tables).toEqual(there.flat());
    }
  });

  it('is left to the next walk, and said, where it cannot be looked at', async () => {
    await names();
    onceMade('new', () => { throw new Error('The disk is gone'); });
    await make('new');
    expect((await names()).tables).toEqual(['shop.orders']);
    expect(said).toEqual([expect.stringContaining('could not be looked at')]);
    faulty.fault = () => undefined;
    await nameIndexSoon(ports, 40_000, WAIT);
    await expect.poll(async () => (await names(40_000)).tables).toEqual(['shop.new', 'shop.orders']);
  });

  it('is waited for no longer than may be', async () => {
    await names();
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => { goOn = resolve; });
    await make('slow');
    await names();
    onceMade('next', () => gate);
    await make('next');
    const { tables } = await nameIndexSoon(ports, 0, 1);
    expect(tables.map(({ table }) => table)).not.toContain('next');
    goOn();
    expect((await names()).tables).toEqual(['shop.next', 'shop.orders', 'shop.slow']);
  });

  it('takes no more memory than the names there are, however many come and go while nobody searches', async () => {
    await names();
    for (let round = 0; round < 1100; round += 1) await catalog.createNamespace([`n${round}`]);
    const held = Reflect.get(ports, Symbol.for('lakehouse-console.names')) as { readonly ready: { readonly told: { readonly size: number } } };
    expect(held.ready.told.size).toBeLessThan(1100);
    expect((await names()).namespaces).toHaveLength(1101);
    for (let round = 0; round < 1100; round += 1) await catalog.dropNamespace([`n${round}`]);
    expect((await names()).namespaces).toEqual(['shop']);
  });
});
