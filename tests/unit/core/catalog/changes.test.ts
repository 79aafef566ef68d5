import { describe, expect, it } from 'vitest';
import { propertiesChange, refChange, schemaChange, specChange, type Builder, type Catalog } from '@/lib/core/catalog';
import { currentSchema, type ContentFile, type SchemaChange } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

const bench = (formatVersion: 1 | 2 | 3 = 2): Promise<CatalogBench> => CatalogBench.withOrders(new MemoryFileStore(), { formatVersion });
const commit = (catalog: Catalog, build: Builder) => catalog.commit(ORDERS, build);
const evolve = async ({ catalog }: CatalogBench, ...changes: SchemaChange[]) => (await commit(catalog, async (base) => schemaChange(base, changes))).loaded;
const add = ({ catalog }: CatalogBench, files: readonly ContentFile[], branch?: string) => commit(catalog, (base) => catalog.changeFiles(base, { operation: 'append', added: files, ...(branch === undefined ? {} : { branch }) }));

describe('snapshots', () => {
  it('on a branch move that branch alone; a new one begins where the table is', async () => {
    const b = await bench();
    await b.append('a');
    const { loaded } = await add(b, [b.file('b')], 'audit');
    const [first, second] = loaded.metadata.snapshots;
    expect(second?.parentSnapshotId).toBe(first?.snapshotId);
    expect(second?.summary['total-records']).toBe('20');
    expect(loaded.metadata.currentSnapshotId).toBe(first?.snapshotId);
    expect(loaded.metadata.refs['audit']).toMatchObject({ type: 'branch', snapshotId: second?.snapshotId });
    expect(loaded.metadata.snapshotLog).toHaveLength(1);
    expect((await b.catalog.manifests(loaded, second ?? null)).length).toBe(2);
    expect(await b.dataFiles()).toEqual(['a']);
  });

  it('are never written to a tag, nor do names that every object has pass for refs', async () => {
    const b = await bench();
    const { loaded } = await b.append('a');
    const snapshotId = loaded.metadata.currentSnapshotId ?? 0n;
    await commit(b.catalog, async (base) => refChange(base, 'v1', { type: 'tag', snapshotId }));
    await expect(add(b, [b.file('b')], 'v1')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    for (const name of ['constructor', '__proto__', 'toString']) {
      const { loaded: after } = await add(b, [b.file(name)], name);
      expect(Object.keys(after.metadata.refs)).toContain(name);
    }
    const read = await b.load();
    expect(Object.keys(read.metadata.refs).sort()).toEqual(['__proto__', 'constructor', 'main', 'toString', 'v1']);
    expect(Object.hasOwn(read.metadata.refs, '__proto__')).toBe(true);
  });

  it('refuse deletes that the format version cannot hold, which would otherwise become data', async () => {
    const b = await bench(1);
    await b.append('a');
    const deletes = { ...b.file('d'), content: 'position-deletes' as const };
    await expect(add(b, [deletes])).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    const v3 = await bench(3);
    await expect(add(v3, [{ ...v3.file('d'), content: 'position-deletes' }])).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    expect((await b.metadataNames()).filter((name) => name.endsWith('.avro'))).toHaveLength(2);
  });

  it('count what an old writer left uncounted, so that no reader takes its manifests for empty', async () => {
    const b = await bench(1);
    await b.append('a');
    // an early v1 snapshot names manifests without a list, and nothing is counted
    const { metadata } = await b.load();
    const list = metadata.snapshots[0]?.manifestList ?? '';
    const [manifest] = await b.catalog.manifests(await b.load(), metadata.snapshots[0] ?? null);
    const json = new TextDecoder().decode(await b.store.read(b.metadataPath('v2.metadata.json'))).replace(JSON.stringify('manifest-list') + `: ${JSON.stringify(list)}`, `"manifests": ${JSON.stringify([manifest?.path])}`);
    await b.store.remove(b.metadataPath('v2.metadata.json'));
    await b.store.create(b.metadataPath('v2.metadata.json'), new TextEncoder().encode(json));
    expect((await b.load()).metadata.snapshots[0]?.manifests).toHaveLength(1);
    await b.another().commit(ORDERS, async () => ({ files: [], requirements: [], updates: [{ action: 'upgrade-format-version', formatVersion: 2 }] }));
    await b.append('b', {}, b.another());
    const loaded = await b.load();
    expect((await b.another().manifests(loaded, loaded.metadata.snapshots[1] ?? null)).map(({ addedFilesCount, existingFilesCount, addedRowsCount }) => [addedFilesCount, existingFilesCount, addedRowsCount])).toEqual([[1, 0, 10], [1, 0, 10]]);
    for (const name of ['a', 'b']) await b.store.create(`/shop/orders/data/${name}.parquet`, Uint8Array.of(1));
    expect((await b.another().planScan(loaded, { snapshot: loaded.metadata.snapshots[1] ?? null, schema: currentSchema(loaded.metadata), filter: { op: 'true' }, limit: null })).files).toHaveLength(2);
  });

  it('give row ids in v3 to every row, also of files from before, and none twice', async () => {
    const b = await bench(2);
    await b.append('old');
    await commit(b.catalog, async () => ({ files: [], requirements: [], updates: [{ action: 'upgrade-format-version', formatVersion: 3 }] }));
    const { loaded: one } = await b.append('a');
    const { loaded: two } = await b.append('b');
    expect(one.metadata.nextRowId).toBe(20n);
    expect(two.metadata.nextRowId).toBe(30n);
    const firsts: (bigint | null)[] = [];
    for (const manifest of await b.catalog.manifests(two, two.metadata.snapshots.at(-1) ?? null)) for (const { file } of await b.catalog.entries(two, manifest, 'all')) firsts.push(file.firstRowId);
    expect([...firsts].sort((x, y) => Number((x ?? 0n) - (y ?? 0n)))).toEqual([0n, 10n, 20n]);
    expect(two.metadata.snapshots.slice(1).map(({ firstRowId, addedRows }) => [firstRowId, addedRows])).toEqual([[0n, 20n], [20n, 10n]]);
  });

  it('have a time that never goes backwards', async () => {
    const b = await bench();
    await b.append('a');
    const early = b.another(() => 1000);
    const { loaded } = await b.append('b', {}, early);
    const [first, second] = loaded.metadata.snapshots;
    expect(second?.timestampMs).toBe(first?.timestampMs);
    expect(loaded.metadata.lastUpdatedMs).toBeGreaterThanOrEqual(second?.timestampMs ?? Infinity);
  });
});

describe('schema changes', () => {
  it('keep a column by which the table is partitioned or sorted', async () => {
    const b = await bench();
    await expect(evolve(b, { kind: 'drop', path: 'day' })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('partitioned by day') });
    await evolve(b, { kind: 'rename', path: 'day', name: 'on' });
    await commit(b.catalog, async (base) => specChange(base, [{ column: 'id', transform: { kind: 'bucket', buckets: 4 } }]));
    const loaded = await evolve(b, { kind: 'drop', path: 'on' });
    expect(currentSchema(loaded.metadata).fields.map(({ name }) => name)).toEqual(['id']);
    await expect(evolve(b, { kind: 'drop', path: 'id' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('never change what a transform answers', async () => {
    const b = await CatalogBench.withOrders(new MemoryFileStore(), { formatVersion: 3, partition: [{ column: 'day', transform: { kind: 'identity' } }] });
    await expect(evolve(b, { kind: 'promote', path: 'day', type: { type: 'timestamp' } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const byDay = await bench(3);
    expect(currentSchema((await evolve(byDay, { kind: 'promote', path: 'day', type: { type: 'timestamp' } })).metadata).fields[1]?.type).toEqual({ type: 'timestamp' });
  });

  it('built on a schema that somebody else changed are a conflict', async () => {
    const b = await bench();
    const stale = await b.load();
    await evolve(b, { kind: 'add', parent: null, name: 'note', type: { type: 'string' } });
    await expect(commit(b.catalog, async () => schemaChange(stale, [{ kind: 'add', parent: null, name: 'other', type: { type: 'int' } }]))).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('give a column that comes back a new id', async () => {
    const b = await bench();
    await evolve(b, { kind: 'add', parent: null, name: 'note', type: { type: 'string' } });
    await evolve(b, { kind: 'drop', path: 'note' });
    const { metadata } = await evolve(b, { kind: 'add', parent: null, name: 'note', type: { type: 'string' } });
    expect(currentSchema(metadata).fields.at(-1)).toMatchObject({ name: 'note', id: 4 });
    expect(metadata.lastColumnId).toBe(4);
  });
});

describe('refs and properties', () => {
  it('main is moved by commits alone, and a ref names a snapshot that is there', async () => {
    const b = await bench();
    await b.append('a');
    await expect(commit(b.catalog, async (base) => refChange(base, 'main', { type: 'branch', snapshotId: 1n }))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(commit(b.catalog, async (base) => refChange(base, 'x', { type: 'tag', snapshotId: 1n }))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(commit(b.catalog, async (base) => refChange(base, '  ', { type: 'tag', snapshotId: 1n }))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keep the log of earlier metadata files as long as the table says', async () => {
    const b = await bench();
    await commit(b.catalog, async (base) => propertiesChange(base, { 'write.metadata.previous-versions-max': '2' }));
    for (const name of ['a', 'b', 'c']) await b.append(name);
    const { metadata } = await b.load();
    expect(metadata.metadataLog.map(({ metadataFile }) => metadataFile.slice(metadataFile.lastIndexOf('/') + 1))).toEqual(['v3.metadata.json', 'v4.metadata.json']);
  });

  it('a table never leaves its folder', async () => {
    const b = await bench();
    await expect(commit(b.catalog, async () => ({ files: [], requirements: [], updates: [{ action: 'set-location', location: 'file:///elsewhere' }] }))).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
