import { expect, it, vi } from 'vitest';
import { propertiesChange, type Change } from '@/lib/core/catalog';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

// every step of a write is walked through on a disk, which takes its time where others use it too
vi.setConfig({ testTimeout: 180_000 });

const QUICK = { 'commit.retry.min-wait-ms': '1', 'commit.retry.max-wait-ms': '2' };

onEachStore('a commit that others overtake', (open) => {
  /** Every try of this writer is overtaken; answers how often it built. */
  const tries = async (bench: CatalogBench, retries?: number): Promise<{ builds: number; code: string }> => {
    let builds = 0;
    let others = 0;
    const code = await bench.another().commit(ORDERS, async (base) => {
      builds += 1;
      others += 1;
      await bench.append(`other-${others}`);
      return propertiesChange(base, { a: '1' });
    }, retries === undefined ? {} : { retries }).then(() => 'done', (error: AppError) => error.code);
    return { builds, code };
  };

  it('is built anew as often as the table says, or the caller', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: QUICK });
    expect(await tries(bench)).toEqual({ builds: 5, code: 'CONFLICT' });
    expect(await tries(bench, 2)).toEqual({ builds: 3, code: 'CONFLICT' });
    expect(await tries(bench, 0)).toEqual({ builds: 1, code: 'CONFLICT' });
    for (const [value, builds] of [['1', 2], ['0', 1], ['-3', 5], ['many', 5]] as const) {
      await bench.another().commit(ORDERS, async (base) => propertiesChange(base, { 'commit.retry.num-retries': value }));
      expect(await tries(bench)).toEqual({ builds, code: 'CONFLICT' });
    }
  });

  it('is not built anew for what it would be refused again', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: QUICK });
    const stale: Change = { files: [], requirements: [{ type: 'assert-ref-snapshot-id', ref: 'main', snapshotId: 5n }], updates: [{ action: 'set-properties', updates: { a: '1' } }] };
    let builds = 0;
    await expect(bench.catalog.commit(ORDERS, async () => { builds += 1; return stale; })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(bench.catalog.commit(ORDERS, async () => { builds += 1; throw new AppError('CONFLICT', 'The rows were changed meanwhile.'); })).rejects.toMatchObject({ message: 'The rows were changed meanwhile.' });
    expect(builds).toBe(2);
  });

  it('waits for its turn in one process, so that none of many is built in vain', async () => {
    const bench = await CatalogBench.withOrders(await open());
    let builds = 0;
    await Promise.all(Array.from({ length: 20 }, (_, i) => bench.catalog.commit(ORDERS, (base) => {
      builds += 1;
      return bench.catalog.changeFiles(base, { operation: 'append', added: [bench.file(`w${i}`)] });
    }, { retries: 0 })));
    expect([builds, (await bench.dataFiles()).length]).toEqual([20, 20]);
  });

  it('gives its turn on when it fails, and does not begin once it was told to stop', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const stop = new AbortController();
    const first = bench.catalog.commit(ORDERS, async () => { stop.abort(); throw new AppError('INVALID_INPUT', 'No.'); });
    const second = bench.catalog.commit(ORDERS, async (base) => propertiesChange(base, { second: '1' }), { signal: stop.signal });
    const third = bench.catalog.commit(ORDERS, async (base) => propertiesChange(base, { third: '1' }));
    await expect(first).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(second).rejects.toThrow();
    expect((await third).loaded.metadata.properties).toEqual({ third: '1' });
  });
});
