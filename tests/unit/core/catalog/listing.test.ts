import { describe, expect, it } from 'vitest';
import { openCatalog } from '@/lib/core/catalog';
import type { FileStore } from '@/lib/ports/storage/port';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { FaultyStore } from '@/tests/support/faulty-store';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const put = (store: FileStore, path: string, content = 'x') => store.create(path, text(content));

describe('ten thousand tables', () => {
  const warehouse = async (): Promise<FaultyStore> => {
    const memory = new MemoryFileStore();
    for (let namespace = 0; namespace < 20; namespace += 1) {
      for (let table = 0; table < 500; table += 1) await memory.create(`/ns${namespace}/t${String(table).padStart(3, '0')}/metadata/version-hint.text`, text('1'));
    }
    return new FaultyStore(memory);
  };

  it('cost nothing until a level is asked for, and then only that level: no metadata is read', async () => {
    const { store, calls } = await warehouse();
    const catalog = openCatalog({ name: 'lake', store });
    expect(calls).toEqual([]);
    const top = await catalog.listChildren([]);
    expect(top.children).toHaveLength(20);
    expect(top.children.every(({ kind }) => kind === 'namespace')).toBe(true);
    // one list of the root, and for each child whether it is a table
    expect(calls.length).toBeLessThanOrEqual(2 + 20 * 2);
    expect(calls.every(({ path }) => path.split('/').length <= 4)).toBe(true);
    const before = calls.length;
    const page = await catalog.listChildren(['ns7'], { limit: 100 });
    expect(page.children.map(({ kind, name }) => `${kind} ${name}`)).toEqual(Array.from({ length: 100 }, (_, i) => `table t${String(i).padStart(3, '0')}`));
    expect(calls.length - before).toBeLessThanOrEqual(100 + 6);
    expect(calls.slice(before).every(({ path }) => path === '/' || path.startsWith('/ns7'))).toBe(true);
    expect(calls.filter(({ operation }) => operation === 'read' || operation === 'readRange')).toEqual([]);
  });

  it('are all reached by pages, each once, and a table that is opened costs what it costs alone', async () => {
    const { store, calls } = await warehouse();
    const catalog = openCatalog({ name: 'lake', store });
    const names: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await catalog.listTables(['ns3'], { after, limit: 70 });
      names.push(...page.names);
      if (page.next === null) break;
      expect(page.names).toHaveLength(70);
      after = page.next;
    }
    expect(names).toEqual(Array.from({ length: 500 }, (_, i) => `t${String(i).padStart(3, '0')}`));
    const before = calls.length;
    expect(await catalog.tableExists({ namespace: ['ns4'], name: 't123' })).toBe(true);
    await expect(catalog.loadTable({ namespace: ['ns4'], name: 't123' })).rejects.toMatchObject({ code: 'BROKEN_TABLE' });
    expect(calls.length - before).toBeLessThan(16);
    // a level that was listed is not looked into again while its folders stay as they are
    const again = calls.length;
    await catalog.listTables(['ns3'], { limit: 70 });
    expect(calls.length - again).toBeLessThanOrEqual(8);
  });
});

onEachStore('listing', (open) => {
  it('shows broken tables as tables, and says which file is missing or damaged', async () => {
    const store = await open();
    const metadata = (name: string, file: string): string => `/shop/${name}/metadata/${file}`;
    await put(store, metadata('no-metadata', 'version-hint.text'), '3');
    await put(store, metadata('only-lists', 'snap-1-1-x.avro'));
    await put(store, metadata('not-json', 'v1.metadata.json'), '{"format-version": 2');
    await put(store, metadata('no-schema', 'v1.metadata.json'), '{"format-version": 2, "location": "x", "last-column-id": 0}');
    await put(store, metadata('future', 'v1.metadata.json'), '{"format-version": 9}');
    await put(store, metadata('bad-gzip', 'v1.gz.metadata.json'), '\u001f\u008b broken');
    await put(store, '/shop/no-table/readme.txt');
    const catalog = openCatalog({ name: 'lake', store });
    expect((await catalog.listChildren(['shop'])).children).toEqual([
      { kind: 'table', name: 'bad-gzip' }, { kind: 'table', name: 'future' }, { kind: 'table', name: 'no-metadata' }, { kind: 'table', name: 'no-schema' }, { kind: 'namespace', name: 'no-table' }, { kind: 'table', name: 'not-json' }, { kind: 'table', name: 'only-lists' },
    ]);
    const broken: Readonly<Record<string, string>> = { 'no-metadata': 'v3.metadata.json', 'only-lists': 'version-hint.text', 'not-json': 'v1.metadata.json', 'no-schema': 'v1.metadata.json', 'bad-gzip': 'v1.gz.metadata.json' };
    for (const [name, file] of Object.entries(broken)) {
      const path = metadata(name, file);
      await expect(catalog.loadTable({ namespace: ['shop'], name })).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: path }, message: expect.stringContaining(name === 'only-lists' ? 'no metadata file' : path) });
    }
    await expect(catalog.loadTable({ namespace: ['shop'], name: 'future' })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    await expect(catalog.loadTable({ namespace: ['shop'], name: 'no-table' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('finds nothing under names that no folder can have', async () => {
    const bench = await CatalogBench.withOrders(await open());
    for (const name of ['..', '.', '', 'a/b', 'orders/metadata', '../shop/orders', 'a\u0000b', 'x'.repeat(300)]) {
      expect(await bench.catalog.tableExists({ namespace: ['shop'], name })).toBe(false);
      await expect(bench.catalog.loadTable({ namespace: ['shop'], name })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(bench.catalog.createTable({ namespace: ['shop'], name }, ORDERS_DEFINITION)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      await expect(bench.catalog.createNamespace([name])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    for (const namespace of [['shop', 'orders'], ['shop', 'orders', 'metadata'], ['..'], ['nowhere']]) await expect(bench.catalog.listChildren(namespace)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reads a copy that names another root, resolves its files here, and writes nothing to it', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.append('a');
    // the same folder as it would lie after a copy: everything in it still says hdfs
    const from = `${bench.store.rootUri}/shop/orders`;
    const elsewhere = await open();
    for (const name of await bench.metadataNames()) {
      const bytes = await bench.store.read(bench.metadataPath(name));
      const copied = name.endsWith('.json') ? text(new TextDecoder().decode(bytes).replaceAll(from, 'hdfs://nn:8020/user/hive/shop/orders')) : bytes;
      await elsewhere.create(`/shop/orders/metadata/${name}`, copied);
    }
    const copy = new CatalogBench(elsewhere);
    const loaded = await copy.load();
    expect(loaded.adopted).toEqual({ from: 'hdfs://nn:8020/user/hive/shop/orders' });
    expect(loaded.location.resolve('hdfs://nn:8020/user/hive/shop/orders/data/a.parquet')).toBe('/shop/orders/data/a.parquet');
    expect(loaded.location.resolve('hdfs://nn:8020/user/hive/shop/other/data/a.parquet')).toBe('/shop/other/data/a.parquet');
    for (const path of ['hdfs://nn:8020/etc/passwd', 's3://bucket/user/hive/shop/orders/x', 'hdfs://nn:8020/user/hive/shop/orders/../../secret', 'file:///etc/passwd']) expect(() => loaded.location.resolve(path), path).toThrow(expect.objectContaining({ code: 'BROKEN_TABLE' }));
    const names = await copy.metadataNames();
    await expect(copy.append('b')).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('copied from hdfs://nn:8020/user/hive/shop/orders') });
    expect(await copy.metadataNames()).toEqual(names);
  });

  it('reads a table that another catalog keeps, and writes nothing to it', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const bytes = await bench.store.read(bench.metadataPath('v1.metadata.json'));
    for (const name of ['v1.metadata.json', 'version-hint.text']) await bench.store.remove(bench.metadataPath(name));
    await bench.store.create(bench.metadataPath('00002-6e1b1d5c-0000-4000-8000-000000000002.metadata.json'), bytes);
    await bench.store.create(bench.metadataPath('00010-6e1b1d5c-0000-4000-8000-000000000010.metadata.json'), bytes);
    const loaded = await bench.load();
    expect(loaded.version).toBe(10);
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('Another catalog') });
    expect(await bench.catalog.tableExists(ORDERS)).toBe(true);
  });

  it('in a store that cannot publish without replacing writes nothing', async () => {
    const store = new MemoryFileStore({ publishNoReplace: false });
    await store.makeFolders('/shop');
    const catalog = openCatalog({ name: 'lake', store });
    await expect(catalog.createNamespace(['a'])).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    await expect(catalog.createTable(ORDERS, ORDERS_DEFINITION)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
