import { expect, it, vi } from 'vitest';
import type { Catalog, LoadedTable } from '@/lib/core/catalog';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { killAt } from '@/tests/support/killed';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

// every step of a write is walked through on a disk, which takes its time where others use it too
vi.setConfig({ testTimeout: 180_000 });

// CREATE TABLE AS: the table is there with its rows, or it is not there.
onEachStore('a table that is made with rows', (open) => {
  const empty = async (): Promise<CatalogBench> => {
    const bench = new CatalogBench(await open());
    await bench.catalog.createNamespace(ORDERS.namespace);
    return bench;
  };
  const make = (bench: CatalogBench, name: string, catalog: Catalog = bench.another()): Promise<LoadedTable> =>
    catalog.createTable(ORDERS, { ...ORDERS_DEFINITION, properties: { by: name } }, {
      first: async (base) => {
        const path = `${base.folder}/data/${name}.parquet`;
        const change = await catalog.changeFiles(base, { operation: 'append', added: [bench.file(name)] });
        return { ...change, files: [...change.files, { path, bytes: new Uint8Array(100) }] };
      },
    });
  const shown = async (bench: CatalogBench) => (await bench.another().listChildren(['shop'])).children;

  it('has them from its first version on, and is equal to what is read', async () => {
    const bench = await empty();
    let during: unknown = null;
    bench.faulty.fault = async ({ operation }, phase) => {
      if (operation === 'publishNoReplace' && phase === 'before') during = [await shown(bench), await bench.another().tableExists(ORDERS), await bench.another().namespaceExists(['shop', 'orders'])];
    };
    const made = await make(bench, 'a');
    expect(during).toEqual([[], false, false]);
    const read = await bench.load();
    expect(read.version).toBe(1);
    expect({ ...made, location: null }).toEqual({ ...read, location: null });
    expect(read.metadata.snapshots).toHaveLength(1);
    expect(await bench.dataFiles()).toEqual(['a']);
    expect((await bench.metadataNames()).filter((name) => !name.endsWith('.avro'))).toEqual(['v1.metadata.json', 'version-hint.text']);
    await bench.append('b');
    expect(await bench.dataFiles()).toEqual(['a', 'b']);
  });

  it('by many at once is made by one, and nothing of the others is left', async () => {
    const bench = await empty();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => make(bench, `w${i}`)));
    const winners = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [`w${i}`] : []));
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await bench.dataFiles()).toEqual(winners);
    expect(await bench.store.names('/shop/orders/data')).toEqual([`${winners[0]}.parquet`]);
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.avro'))).toHaveLength(2);
  });

  it('after a kill at any step is whole or not there, its name free, and the namespace can be dropped', async () => {
    const seen = new Set<boolean>();
    for (let step = 0; ; step += 1) {
      const bench = await empty();
      const kill = killAt(bench.faulty, step);
      const acknowledged = await make(bench, 'a').then(() => true, () => false);
      bench.faulty.fault = () => {};
      const there = await bench.another().tableExists(ORDERS);
      expect(await shown(bench)).toEqual(there ? [{ kind: 'table', name: 'orders' }] : []);
      if (acknowledged) expect(there).toBe(true);
      seen.add(there);
      if (there) expect(await bench.dataFiles()).toEqual(['a']);
      else if (step % 2 === 0) await make(bench, 'b');
      else {
        await bench.another(() => Date.now() + 7_200_000).dropNamespace(['shop']).catch((error: AppError) => expect(error.code).toBe('NOT_FOUND'));
        expect(await bench.store.names('/')).toEqual([]);
      }
      if (!kill.reached()) break;
      expect(step).toBeLessThan(120);
    }
    expect(seen).toEqual(new Set([false, true]));
  });

  it('on a full disk is not there, with nothing of it but empty folders', async () => {
    const outcomes: string[] = [];
    for (let write = 0; ; write += 1) {
      const bench = await empty();
      let writes = 0;
      bench.faulty.fault = ({ operation, path }, phase) => {
        if (phase === 'before' && ['create', 'replace', 'publishNoReplace', 'makeFolders'].includes(operation) && (writes += 1) > write) throw new AppError('STORAGE_FULL', `The disk of the warehouse is full: ${path} was not written.`);
      };
      outcomes.push(await make(bench, 'a').then(() => 'done', (error: AppError) => error.code));
      bench.faulty.fault = () => {};
      if (outcomes.at(-1) === 'done') break;
      expect(await shown(bench)).toEqual([]);
      const left = await bench.store.names('/shop/orders').catch(() => []);
      // a data file is the builder's until it has answered: it failed between its own write and its answer
      for (const folder of left) if (folder !== 'data') expect(await bench.store.names(`/shop/orders/${folder}`)).toEqual([]);
      await make(bench, 'b');
      expect(await bench.dataFiles()).toEqual(['b']);
      expect(write).toBeLessThan(20);
    }
    expect(outcomes.length).toBeGreaterThan(5);
  });
});

onEachStore('a namespace', (open) => {
  it('goes when it is empty, and says what is in it when it is not', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.catalog.createNamespace(['shop', 'inner', 'deep']);
    await expect(bench.catalog.dropNamespace(['shop'])).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/holds (inner|orders)/) });
    await expect(bench.catalog.dropNamespace(['shop', 'orders'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.catalog.dropNamespace([])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    for (const name of ['..', '.', 'a/b', '.shop.lakehouse']) await expect(bench.catalog.dropNamespace([name])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.catalog.dropNamespace(['shop', 'inner', 'deep']);
    await bench.store.create('/shop/inner/README', new Uint8Array(1));
    await expect(bench.catalog.dropNamespace(['shop', 'inner'])).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('the file README') });
    await bench.store.remove('/shop/inner/README');
    await bench.catalog.dropNamespace(['shop', 'inner']);
    await expect(bench.catalog.dropNamespace(['shop', 'inner'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await bench.store.names('/shop')).toEqual(['orders']);
  });

  it('cannot lie in a table, nor take the name of one', async () => {
    const bench = await CatalogBench.withOrders(await open());
    for (const path of [['shop', 'orders'], ['shop', 'orders', 'x'], ['shop', 'orders', 'x', 'y']]) await expect(bench.catalog.createNamespace(path)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    for (const name of ['', '.', '..', 'a/b', 'a\\b', 'a%2Fb', '.hidden', ' x', 'x ', 'metadata', 'data', 'a\u0000', 'x'.repeat(256)]) {
      await expect(bench.catalog.createNamespace(['shop', name])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      await expect(bench.catalog.createTable({ namespace: ['shop'], name }, ORDERS_DEFINITION)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(await bench.store.names('/shop')).toEqual(['orders']);
  });
});
