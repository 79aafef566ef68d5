import { describe, expect, it } from 'vitest';
import { refChange, type Catalog, type LoadedTable, type SnapshotContent, type TableName } from '@/lib/core/catalog';
import type { ExpiryRequest } from '@/lib/core/catalog/maintenance/snapshots-to-expire';
import type { ContentFile } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

const LATER = 9_000_000_000_000;
const OTHER: TableName = { namespace: ['shop'], name: 'other' };
const change = (b: CatalogBench, content: SnapshotContent, table = ORDERS) => b.catalog.commit(table, (base) => b.catalog.changeFiles(base, content));
const gone = (b: CatalogBench, ...names: readonly string[]) => names.map((name) => ({ path: b.file(name).path, contentOffset: null }));
const put = (b: CatalogBench, path: string) => b.store.create(path, Uint8Array.of(1));
const names = (files: readonly { readonly path: string }[]): readonly string[] => files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1).replace('.parquet', '')).filter((name) => !name.endsWith('.avro')).sort();

/** A table with data files that are there: a to d, of which b was taken away again. */
async function open(formatVersion: 1 | 2 | 3 = 2): Promise<CatalogBench> {
  const b = await CatalogBench.withOrders(new MemoryFileStore(), { formatVersion });
  await b.store.makeFolders('/shop/orders/data');
  for (const name of ['a', 'b', 'c', 'd']) await put(b, `/shop/orders/data/${name}.parquet`);
  for (const name of ['a', 'b', 'c']) await b.append(name);
  await change(b, { operation: 'delete', added: [], removed: gone(b, 'b') });
  await b.append('d');
  return b;
}

/** Expires on main, and answers what is dead then; nothing is removed. */
async function expire(b: CatalogBench, request: ExpiryRequest, meanwhile: () => Promise<unknown> = async () => undefined) {
  let base: LoadedTable | null = null;
  let ids: readonly bigint[] = [];
  await b.catalog.commit(ORDERS, async (fresh) => { base = fresh; ids = b.catalog.maintenance.expiry(fresh, request).snapshots.map(({ snapshotId }) => snapshotId); return b.catalog.maintenance.expiryChange(fresh, request); });
  await meanwhile();
  if (base === null) throw new Error('nothing was built');
  return b.catalog.maintenance.deadFiles(base, ids, await b.load());
}
const all: ExpiryRequest = { olderThanMs: LATER };

/** Another table of the warehouse that names these files. */
async function tableNaming(catalog: Catalog, paths: readonly string[], properties: Readonly<Record<string, string>> = {}): Promise<void> {
  await catalog.createTable(OTHER, { ...ORDERS_DEFINITION, properties });
  const added = paths.map((path): ContentFile => ({ ...new CatalogBench(new MemoryFileStore()).file('x'), path }));
  await catalog.commit(OTHER, (base) => catalog.changeFiles(base, { operation: 'append', added }));
}

describe('files that nothing reaches once snapshots are gone', () => {
  it('are those that only these reach, found before and after alike', async () => {
    const b = await open();
    const loaded = await b.load();
    const ids = b.catalog.maintenance.expiry(loaded, all).snapshots.map(({ snapshotId }) => snapshotId);
    const planned = await b.catalog.maintenance.deadFiles(loaded, ids, loaded);
    const dead = await expire(b, all);
    expect(dead).toEqual(planned);
    expect(names(dead)).toEqual(['b']);
    expect(dead.filter(({ kind }) => kind === 'manifest-list').length).toBe(4);
    expect(dead.find(({ kind }) => kind === 'data')).toMatchObject({ path: '/shop/orders/data/b.parquet', bytes: 100, rows: 10 });
    for (const { path } of dead) await b.store.remove(path);
    expect(await b.dataFiles()).toEqual(['a', 'c', 'd']);
    expect(await expire(b, all)).toEqual([]);
  });

  it('are none as long as a ref that was made meanwhile holds them', async () => {
    const b = await open();
    const { metadata } = await b.load();
    const second = metadata.snapshots[1]?.snapshotId ?? 0n;
    await b.catalog.commit(ORDERS, async (base) => refChange(base, 'audit', { type: 'tag', snapshotId: second }));
    expect(names(await expire(b, all))).toEqual([]);
    expect((await b.load()).metadata.snapshots.map(({ snapshotId }) => snapshotId)).toEqual([second, metadata.currentSnapshotId]);
  });

  it('are not those that came back on another branch', async () => {
    const b = await open();
    const before = await b.load();
    const first = before.metadata.snapshots[0]?.snapshotId ?? 0n;
    await b.catalog.commit(ORDERS, async (base) => refChange(base, 'old', { type: 'branch', snapshotId: first }));
    await change(b, { operation: 'append', added: [b.file('b')], branch: 'old' });
    expect(names(await expire(b, all))).toEqual([]);
  });

  it.each(['file:/memory', 'file:///memory', '/memory', 'file://localhost/memory'])('are not those that another table names, spelled %s', async (root) => {
    const b = await open();
    await tableNaming(b.catalog, [`${root}/shop/orders/data/b.parquet`]);
    expect(names(await expire(b, all))).toEqual([]);
  });

  it('are not those that a copy of the table, which still says where it came from, may be read by', async () => {
    const b = await open();
    const json = new TextDecoder().decode(await b.store.read(b.metadataPath('v4.metadata.json')));
    await b.store.makeFolders('/shop/copy/metadata');
    for (const name of (await b.metadataNames()).filter((one) => one.endsWith('.avro'))) await b.store.create(`/shop/copy/metadata/${name}`, await b.store.read(b.metadataPath(name)));
    await b.store.create('/shop/copy/metadata/v1.metadata.json', new TextEncoder().encode(json));
    expect(names(await expire(b, all))).toEqual([]);
  });

  it('are not told where some table cannot be read: nobody knows what it names', async () => {
    const b = await open();
    await tableNaming(b.catalog, [`${b.store.rootUri}/shop/other/data/x.parquet`]);
    const manifest = (await b.store.list('/shop/other/metadata')).entries.find(({ path }) => path.endsWith('-m0.avro'));
    await b.store.remove(manifest?.path ?? '');
    await expect(b.another().maintenance.deadFiles(await b.load(), [1n], await b.load())).rejects.toMatchObject({ code: 'BROKEN_TABLE', message: expect.stringContaining('shop.other') });
  });

  it('are none of a table that took the name meanwhile, nor files outside the folder', async () => {
    const b = await open();
    const stale = await b.load();
    await put(b, '/shop/outside.parquet');
    await change(b, { operation: 'append', added: [{ ...b.file('x'), path: `${b.store.rootUri}/shop/outside.parquet` }] });
    await change(b, { operation: 'delete', added: [], removed: [{ path: `${b.store.rootUri}/shop/outside.parquet`, contentOffset: null }] });
    expect(names(await expire(b, all))).toEqual(['b']);
    await b.store.remove('/shop/orders', { recursive: true });
    await b.another().createTable(ORDERS, ORDERS_DEFINITION);
    await expect(b.another().maintenance.deadFiles(stale, [1n], await b.load())).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keep a Puffin file as long as one of its vectors is needed', async () => {
    const b = await open(3);
    await change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[b.file('a').path, [1]], [b.file('c').path, [1]]]) } });
    await change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[b.file('a').path, [2]]]) } });
    const dead = await expire(b, all);
    expect(dead.filter(({ path }) => path.endsWith('.puffin'))).toEqual([]);
    await change(b, { operation: 'delete', added: [], removed: gone(b, 'c') });
    expect((await expire(b, all)).filter(({ path }) => path.endsWith('.puffin')).length).toBe(1);
  });
});

describe('orphans', () => {
  const orphans = async (b: CatalogBench, olderThanMs = LATER, catalog = b.another()) => (await catalog.maintenance.orphans(await catalog.loadTable(ORDERS), { olderThanMs })).files.map(({ path }) => path.replace('/shop/orders/', '')).sort();

  it('are files that no snapshot names, and no younger ones', async () => {
    const b = await open();
    await put(b, '/shop/orders/data/stray.parquet');
    await b.store.makeFolders('/shop/orders/data/day=1');
    await put(b, '/shop/orders/data/day=1/stray.parquet');
    await put(b, '/shop/orders/metadata/stray-m0.avro');
    expect(await orphans(b)).toEqual(['data/day=1/stray.parquet', 'data/stray.parquet', 'metadata/stray-m0.avro']);
    const { files, tooYoung, looked } = await b.catalog.maintenance.orphans(await b.load(), { olderThanMs: 0 });
    expect([files.length, tooYoung]).toEqual([0, 3]);
    expect(looked).toBeGreaterThan(10);
  });

  it('are not versions of the metadata, the hint, what is hidden, or what a snapshot says it deleted', async () => {
    const b = await open();
    for (const name of ['data/_SUCCESS', 'data/.hidden', 'metadata/00003-00000000-0000-0000-0000-00000000000a.metadata.json', 'metadata/.v1.metadata.json.crc']) await put(b, `/shop/orders/${name}`);
    await b.store.makeFolders('/shop/orders/_staging');
    await put(b, '/shop/orders/_staging/x.parquet');
    expect(await orphans(b)).toEqual([]);
  });

  it('are half-written files and checksums of files that are gone', async () => {
    const b = await open();
    const temp = 'metadata/00000000-0000-0000-0000-00000000000b.metadata.json';
    for (const name of [temp, 'data/.gone.parquet.crc', 'data/stray.parquet', 'data/.stray.parquet.crc', 'data/.a.parquet.crc']) await put(b, `/shop/orders/${name}`);
    expect(await orphans(b)).toEqual(['data/.gone.parquet.crc', 'data/.stray.parquet.crc', 'data/stray.parquet', temp]);
  });

  it('are not in a folder that is a table of its own', async () => {
    const b = await open();
    await b.store.makeFolders('/shop/orders/inner/metadata');
    await b.store.makeFolders('/shop/orders/inner/data');
    await put(b, '/shop/orders/inner/metadata/version-hint.text');
    await put(b, '/shop/orders/inner/data/x.parquet');
    expect(await orphans(b)).toEqual([]);
  });

  it('are not files that a snapshot of any ref names, however they are spelled', async () => {
    const b = await open();
    await put(b, '/shop/orders/data/e.parquet');
    await put(b, '/shop/orders/data/f.parquet');
    await change(b, { operation: 'append', added: [{ ...b.file('e'), path: 'file:/memory/shop/orders/data/e.parquet' }], branch: 'audit' });
    await change(b, { operation: 'append', added: [{ ...b.file('f'), path: '/memory/shop/./orders//data/f.parquet' }] });
    expect(await orphans(b)).toEqual([]);
  });

  it('are not files that another table names, encoded or not', async () => {
    const b = await open();
    for (const name of ['x', 'y z']) await put(b, `/shop/orders/data/${name}.parquet`);
    await tableNaming(b.catalog, ['file:/memory/shop/orders/data/x.parquet', 'hdfs://elsewhere/shop/orders/data/y%20z.parquet'].slice(0, 1));
    expect(await orphans(b)).toEqual(['data/y z.parquet']);
    await b.catalog.commit(OTHER, (base) => b.catalog.changeFiles(base, { operation: 'append', added: [{ ...b.file('y'), path: 'file:///memory/shop/orders/data/y%20z.parquet' }] }));
    expect(await orphans(b)).toEqual([]);
  });

  it('are not looked for where files may be others\', or a manifest is missing', async () => {
    const b = await open();
    const manifest = (await b.metadataNames()).find((name) => name.endsWith('-m0.avro'));
    await b.store.remove(b.metadataPath(manifest ?? ''));
    await expect(orphans(b)).rejects.toMatchObject({ code: 'BROKEN_TABLE' });
    const kept = await CatalogBench.withOrders(new MemoryFileStore(), { properties: { 'gc.enabled': 'false' } });
    await expect(orphans(kept)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
