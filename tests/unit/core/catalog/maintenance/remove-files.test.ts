import { describe, expect, it } from 'vitest';
import type { Catalog, SnapshotContent } from '@/lib/core/catalog';
import { AppError } from '@/lib/model/errors';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import type { StoreCall } from '@/tests/support/faulty-store';
import { ORDERS } from '@/tests/support/orders-table';

const LATER = 9_000_000_000_000;
const BY = { by: 'anna' };
const change = (b: CatalogBench, content: SnapshotContent, catalog: Catalog = b.catalog) => catalog.commit(ORDERS, (base) => catalog.changeFiles(base, content));
const gone = (b: CatalogBench, ...names: readonly string[]) => names.map((name) => ({ path: b.file(name).path, contentOffset: null }));
const there = async (b: CatalogBench): Promise<readonly string[]> => (await b.store.list('/shop/orders/data')).entries.map(({ path }) => path.replace('/shop/orders/data/', '').replace('.parquet', ''));

async function open(...names: readonly string[]): Promise<CatalogBench> {
  const b = await CatalogBench.withOrders(new MemoryFileStore());
  await b.store.makeFolders('/shop/orders/data');
  for (const name of names) {
    await b.store.create(`/shop/orders/data/${name}.parquet`, Uint8Array.of(1));
    await b.append(name);
  }
  return b;
}

describe('snapshots let go', () => {
  it('leave no file behind that only they reached, and every one that something reaches', async () => {
    const b = await open('a', 'b', 'c');
    await change(b, { operation: 'delete', added: [], removed: gone(b, 'a', 'b') });
    await b.store.create('/shop/orders/data/.a.parquet.crc', Uint8Array.of(1));
    const progress: number[] = [];
    const { snapshots, removed, files, committed } = await b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER }, { onProgress: (done) => progress.push(done) });
    expect([snapshots.length, committed.changed, await there(b)]).toEqual([3, true, ['c']]);
    expect([removed, progress.at(-1)]).toEqual([files.length, files.length]);
    expect(await b.dataFiles()).toEqual(['c']);
    // nothing but the one snapshot's own files and the versions is left
    expect((await b.metadataNames()).filter((name) => name.endsWith('.avro')).length).toBe(1 + (await b.catalog.manifests(await b.load(), (await b.load()).metadata.snapshots[0] ?? null)).length);
    const again = await b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER });
    expect([again.committed.changed, again.removed]).toEqual([false, 0]);
  });

  it('by two at once do no harm', async () => {
    const b = await open('a', 'b', 'c', 'd');
    await change(b, { operation: 'delete', added: [], removed: gone(b, 'a', 'b') });
    const expire = () => b.another().maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER });
    const all = await Promise.allSettled([expire(), expire(), expire(), b.append('e', { retries: 20 })]);
    expect(all.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await there(b)).toEqual(['c', 'd']);
    expect(await b.dataFiles()).toEqual(['c', 'd', 'e']);
    expect(await b.dataFiles()).not.toContain('a');
  });

  describe('beside another expiry', () => {
    const snapshotIds = async (b: CatalogBench) => (await b.load()).metadata.snapshots.map(({ snapshotId }) => snapshotId);
    /** a stays until the fourth snapshot, x is in the second alone */
    async function twoFiles(): Promise<CatalogBench> {
      const b = await open('a', 'x');
      await change(b, { operation: 'delete', added: [], removed: gone(b, 'x') });
      await change(b, { operation: 'delete', added: [], removed: gone(b, 'a') });
      await b.append('c');
      return b;
    }

    /** Lets the second snapshot go, and at that moment, once, another console the first and the third; answers whether that came. */
    async function expireBeside(b: CatalogBench, isThen: (call: StoreCall, phase: 'before' | 'after') => boolean): Promise<boolean> {
      const [first, second, third] = await snapshotIds(b);
      const other = b.another();
      let came = false;
      b.faulty.fault = async (call, phase) => {
        if (came || !isThen(call, phase)) return;
        came = true;
        await other.maintenance.expireSnapshots(ORDERS, { snapshotIds: [first!, third!] });
      };
      await b.another().maintenance.expireSnapshots(ORDERS, { snapshotIds: [second!] });
      return came;
    }

    it('remove their own files also when that one took away a manifest that both reached', async () => {
      const b = await twoFiles();
      expect(await expireBeside(b, ({ operation, path }, phase) => phase === 'after' && operation === 'publishNoReplace' && path.endsWith('v7.metadata.json'))).toBe(true);
      expect([await there(b), await b.dataFiles()]).toEqual([[], ['c']]);
    });

    it('look at the newest state again when that one took away what a moment ago it still named', async () => {
      const b = await twoFiles();
      const listOfThird = (await b.load()).metadata.snapshots[2]?.manifestList ?? '';
      let committed = false;
      expect(await expireBeside(b, ({ operation, path }, phase) => {
        if (operation === 'publishNoReplace' && phase === 'after') committed = true;
        return committed && phase === 'before' && operation === 'read' && listOfThird.endsWith(path);
      })).toBe(true);
      expect([await there(b), await b.dataFiles()]).toEqual([[], ['c']]);
    });

    it('look again when a namespace is dropped while other tables are looked into', async () => {
      const b = await twoFiles();
      const [, second] = await snapshotIds(b);
      let committed = false;
      let isOnce = true;
      b.faulty.fault = ({ operation, path }, phase) => {
        if (operation === 'publishNoReplace' && phase === 'after') committed = true;
        // a namespace that was listed a moment ago, on the way through the other tables
        if (!committed || !isOnce || operation !== 'list' || path !== '/shop') return;
        isOnce = false;
        throw new AppError('NOT_FOUND', 'It was dropped.', {});
      };
      await b.another().maintenance.expireSnapshots(ORDERS, { snapshotIds: [second!] });
      expect([isOnce, await there(b)]).toEqual([false, ['a']]);
    });
  });

  it('keep what a commit between theirs and the removal made use of', async () => {
    const b = await open('a', 'b');
    await change(b, { operation: 'delete', added: [], removed: gone(b, 'a') });
    let isOnce = true;
    b.faulty.fault = async ({ operation, path }, phase) => {
      // the moment after the commit: somebody adds the file again, by its path
      if (!isOnce || phase !== 'after' || operation !== 'publishNoReplace' || !path.endsWith('v5.metadata.json')) return;
      isOnce = false;
      const other = b.another();
      await change(b, { operation: 'append', added: [b.file('a')] }, other);
    };
    const { removed } = await b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER });
    expect(isOnce).toBe(false);
    expect(removed).toBeGreaterThan(0);
    expect(await there(b)).toEqual(['a', 'b']);
    expect(await b.dataFiles()).toEqual(['a', 'b']);
  });

  it('remove nothing when nobody knows whether they are gone', async () => {
    const b = await open('a', 'b');
    await change(b, { operation: 'delete', added: [], removed: gone(b, 'a') });
    b.faulty.fault = ({ operation }, phase) => { if (operation === 'publishNoReplace' || (phase === 'before' && operation === 'stat')) throw new AppError('UNAVAILABLE', 'No answer.', {}, { outcome: 'unknown' }); };
    await expect(b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER })).rejects.toMatchObject({ code: expect.stringMatching(/COMMIT_STATE_UNKNOWN|UNAVAILABLE/) });
    b.faulty.fault = () => {};
    expect(await there(b)).toEqual(['a', 'b']);
    expect(b.faulty.calls.filter(({ operation, path }) => operation === 'remove' && path.endsWith('.parquet'))).toEqual([]);
  });

  it('stop when told, and what is left then is found as orphans', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const b = await open(...many, 'c');
    await change(b, { operation: 'delete', added: [], removed: gone(b, ...many) });
    const stop = new AbortController();
    const { files, removed } = await b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER }, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(removed).toBeLessThan(files.length);
    expect(await b.dataFiles()).toEqual(['c']);
    // a snapshot that stays says that it deleted them, and so they are named; once it is gone they are nobody's
    await b.append('d');
    await b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: LATER });
    await b.catalog.maintenance.removeOrphans(ORDERS, { olderThanMs: LATER }, BY);
    expect(await there(b)).toEqual(['c']);
    expect(await b.dataFiles()).toEqual(['c', 'd']);
  });
});

describe('orphans put away', () => {
  it('lie in the trash, and come back whole', async () => {
    const b = await open('a');
    await b.store.create('/shop/orders/data/stray.parquet', Uint8Array.of(7));
    const entry = await b.catalog.maintenance.removeOrphans(ORDERS, { olderThanMs: LATER }, BY);
    expect(entry).toMatchObject({ kind: 'files', by: 'anna', files: 1 });
    expect(await there(b)).toEqual(['a']);
    expect(await b.catalog.maintenance.removeOrphans(ORDERS, { olderThanMs: LATER }, BY)).toBeNull();
    await b.catalog.restore(entry?.id ?? '');
    expect(await b.store.read('/shop/orders/data/stray.parquet')).toEqual(Uint8Array.of(7));
  });

  it('are all back when one became part of the table meanwhile', async () => {
    const b = await open('a');
    for (const name of ['stray', 'other']) await b.store.create(`/shop/orders/data/${name}.parquet`, Uint8Array.of(7));
    let isOnce = true;
    b.faulty.fault = async ({ operation }) => {
      if (!isOnce || operation !== 'moveOut') return;
      isOnce = false;
      await change(b, { operation: 'append', added: [b.file('stray')] }, b.another());
    };
    await expect(b.catalog.maintenance.removeOrphans(ORDERS, { olderThanMs: LATER }, BY)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('stray') });
    expect(isOnce).toBe(false);
    expect(await there(b)).toEqual(['a', 'other', 'stray']);
  });
});
