import { expect, it } from 'vitest';
import { propertiesChange } from '@/lib/core/catalog';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

// Two writers read the same version. The second must not overwrite the first, nor drop what it added.
onEachStore('two writers on one base', (open) => {
  /** Lets `other` commit at the moment when this writer has built its change and is about to publish it. */
  const overtaken = (bench: CatalogBench, at: 'names' | 'publishNoReplace', other: () => Promise<unknown>): void => {
    let done = false;
    bench.faulty.fault = async ({ operation, path }, phase) => {
      if (done || operation !== at || phase !== 'before' || !path.startsWith('/shop/orders/metadata')) return;
      done = true;
      await other();
    };
  };

  for (const at of ['names', 'publishNoReplace'] as const) {
    it(`the second is told of a conflict, and leaves nothing behind (overtaken before ${at})`, async () => {
      const bench = await CatalogBench.withOrders(await open());
      overtaken(bench, at, () => bench.append('first'));
      await expect(bench.append('second')).rejects.toMatchObject({ code: 'CONFLICT', outcome: 'none' });
      expect(await bench.dataFiles()).toEqual(['first']);
      const names = await bench.metadataNames();
      // one manifest and one list, of the first
      expect(names.filter((name) => name.endsWith('.avro'))).toHaveLength(2);
      expect(names.filter((name) => name.endsWith('.json'))).toEqual(['v1.metadata.json', 'v2.metadata.json']);
    });

    it(`the second builds anew on what the first wrote when it may retry (overtaken before ${at})`, async () => {
      const bench = await CatalogBench.withOrders(await open());
      overtaken(bench, at, () => bench.append('first'));
      const { loaded } = await bench.append('second', { retries: 1 });
      expect(loaded.version).toBe(3);
      expect(await bench.dataFiles()).toEqual(['first', 'second']);
      expect(loaded.metadata.snapshots.map(({ sequenceNumber }) => sequenceNumber)).toEqual([1n, 2n]);
      expect(loaded.metadata.snapshots[1]?.parentSnapshotId).toBe(loaded.metadata.snapshots[0]?.snapshotId);
      expect(loaded.metadata.snapshots[1]?.summary).toMatchObject({ 'total-records': '20', 'total-data-files': '2' });
    });
  }

  it('gives the state that was committed without reading again, equal to what is read', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const { loaded } = await bench.append('a');
    const read = await bench.load();
    expect({ ...loaded, location: null }).toEqual({ ...read, location: null });
  });

  it('keeps its requirements on a fresh base', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const before = await bench.load();
    await bench.append('first');
    await expect(bench.catalog.commit(ORDERS, async () => ({ files: [], requirements: [{ type: 'assert-ref-snapshot-id', ref: 'main', snapshotId: before.metadata.currentSnapshotId }], updates: [{ action: 'set-properties', updates: { a: '1' } }] }))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await bench.load()).version).toBe(2);
  });

  it('many in one process all get in, each once', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const writers = Array.from({ length: 6 }, () => bench.another());
    await Promise.all(writers.flatMap((catalog, writer) => [0, 1, 2].map((i) => bench.append(`${writer}-${i}`, { retries: 60 }, catalog))));
    expect(await bench.dataFiles()).toEqual([0, 1, 2, 3, 4, 5].flatMap((writer) => [0, 1, 2].map((i) => `${writer}-${i}`)));
    const { metadata, version } = await bench.load();
    expect(version).toBe(19);
    expect(metadata.snapshots.map(({ sequenceNumber }) => sequenceNumber)).toEqual(Array.from({ length: 18 }, (_, i) => BigInt(i + 1)));
    metadata.snapshots.forEach((snapshot, i) => expect(snapshot.parentSnapshotId).toBe(i === 0 ? null : metadata.snapshots[i - 1]?.snapshotId));
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.avro'))).toHaveLength(36);
  });

  it('one that has nothing to change writes nothing', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.catalog.commit(ORDERS, async (base) => propertiesChange(base, { a: '1' }));
    const { changed, loaded } = await bench.catalog.commit(ORDERS, async (base) => propertiesChange(base, { a: '1' }));
    expect([changed, loaded.version]).toEqual([false, 2]);
    const { snapshotId } = (await bench.append('x')).loaded.metadata.snapshots[0] ?? { snapshotId: 0n };
    const same = await bench.catalog.commit(ORDERS, async ({ metadata }) => ({ files: [], requirements: [], updates: [{ action: 'set-snapshot-ref', name: 'main', ref: { ...metadata.refs['main']!, snapshotId } }, { action: 'remove-snapshots', snapshotIds: [5n] }] }));
    expect([same.changed, same.loaded.version]).toEqual([false, 3]);
  });
});
