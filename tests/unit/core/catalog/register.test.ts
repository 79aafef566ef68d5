import { expect, it, vi } from 'vitest';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { killAt } from '@/tests/support/killed';
import { ORDERS } from '@/tests/support/orders-table';

// every step of a write is walked through on a disk, which takes its time where others use it too
vi.setConfig({ testTimeout: 180_000 });

const text = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const NEWEST = '00002-2f2ba0b2-b02e-47ee-8695-ec6239a3d844.metadata.json';
const OLDER = '00001-8d339a7f-af90-4431-ae15-21ba6fb6ff8b.metadata.json';

/** shop.orders with one file of data, as a catalog of another kind would have left it. */
async function foreign(store: Parameters<typeof CatalogBench.withOrders>[0], change: (metadata: Record<string, unknown>) => Record<string, unknown> = (same) => same): Promise<CatalogBench> {
  const bench = await CatalogBench.withOrders(store);
  await bench.append('a');
  for (const [from, to] of [['v1.metadata.json', OLDER], ['v2.metadata.json', NEWEST]] as const) {
    const metadata = JSON.parse(new TextDecoder().decode(await bench.store.read(bench.metadataPath(from))), (_, value: unknown) => value) as Record<string, unknown>;
    // ids are beyond what JSON.parse keeps: text is changed, not values
    const raw = new TextDecoder().decode(await bench.store.read(bench.metadataPath(from)));
    const changed = change(metadata);
    await bench.store.create(bench.metadataPath(to), text(changed === metadata ? raw : changed));
    await bench.store.remove(bench.metadataPath(from));
  }
  await bench.store.remove(bench.metadataPath('version-hint.text'));
  return bench;
}

onEachStore('a folder that another kind of catalog kept', (open) => {
  it('is read only until it is taken over, and then a table like any other', async () => {
    const bench = await foreign(await open());
    expect((await bench.load()).readOnly).toContain('Another catalog');
    const loaded = await bench.catalog.registerTable(ORDERS);
    expect([loaded.version, loaded.readOnly, await bench.hint()]).toEqual([1, null, '1']);
    expect(loaded.metadata.metadataLog.at(-1)?.metadataFile).toBe(`${bench.store.rootUri}/shop/orders/metadata/${NEWEST}`);
    expect(await bench.dataFiles()).toEqual(['a']);
    await bench.append('b');
    expect(await bench.dataFiles()).toEqual(['a', 'b']);
    await expect(bench.catalog.registerTable(ORDERS)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await bench.metadataNames()).toEqual(expect.arrayContaining([OLDER, NEWEST, 'v1.metadata.json', 'v2.metadata.json']));
  });

  it('is taken over too where a hint names its file, or versions that nobody can read lie beside it', async () => {
    const named = await foreign(await open());
    await named.store.create(named.metadataPath('version-hint.text'), text(NEWEST));
    expect((await named.catalog.registerTable(ORDERS)).version).toBe(1);
    const damaged = await foreign(await open());
    await damaged.store.create(damaged.metadataPath('v3.metadata.json'), text('{'));
    expect((await damaged.catalog.registerTable(ORDERS)).version).toBe(4);
    await damaged.append('b');
    expect((await damaged.load()).version).toBe(5);
  });

  it('is taken over once by many, and after a kill at any step by the next', async () => {
    const bench = await foreign(await open());
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => bench.another().registerTable(ORDERS)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect((outcome.reason as { code: string }).code).toMatch(/CONFLICT|ALREADY_EXISTS/);
    for (let step = 0; ; step += 1) {
      const killed = await foreign(await open());
      const kill = killAt(killed.faulty, step);
      await killed.catalog.registerTable(ORDERS).catch(() => null);
      killed.faulty.fault = () => {};
      await killed.another().registerTable(ORDERS).catch((error: { code: string }) => expect(error.code).toBe('ALREADY_EXISTS'));
      expect((await killed.load()).readOnly).toBeNull();
      expect(await killed.dataFiles()).toEqual(['a']);
      if (!kill.reached()) break;
      expect(step).toBeLessThan(60);
    }
  });

  it('is refused, with the reason, when it could not be kept here, and is left as it was', async () => {
    const refused = async (bench: CatalogBench, code: string, message: RegExp): Promise<void> => {
      const names = await bench.metadataNames();
      await expect(bench.catalog.registerTable(ORDERS)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
      expect(await bench.metadataNames()).toEqual(names);
    };
    await refused(await foreign(await open(), (metadata) => ({ ...metadata, location: 'hdfs://nn/warehouse/shop/orders' })), 'UNSUPPORTED', /lies at hdfs:/);
    await refused(await foreign(await open(), (metadata) => ({ ...metadata, location: `${String(metadata['location'])}2` })), 'UNSUPPORTED', /lies at .*orders2/);
    await refused(await foreign(await open(), (metadata) => ({ ...metadata, properties: { 'write.data.path': 'file:///elsewhere' } })), 'INVALID_INPUT', /write\.data\.path/);
    const twice = await foreign(await open());
    await twice.store.create(twice.metadataPath('00002-8d339a7f-af90-4431-ae15-21ba6fb6ff8b.metadata.json'), text('{}'));
    await refused(twice, 'UNSUPPORTED', /cannot be told/);
    const broken = await foreign(await open());
    await broken.store.replace(broken.metadataPath(NEWEST), text('{'));
    await refused(broken, 'BROKEN_TABLE', /./);
    await refused(await CatalogBench.withOrders(await open()), 'ALREADY_EXISTS', /version 1/);
    const none = await foreign(await open());
    for (const name of [NEWEST, OLDER]) await none.store.remove(none.metadataPath(name));
    await refused(none, 'UNSUPPORTED', /no metadata file of another catalog/);
    for (const name of ['missing', '..', 'a/b']) await expect(none.catalog.registerTable({ namespace: ['shop'], name })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
