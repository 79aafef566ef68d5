import { expect, it } from 'vitest';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';

// Writers trim old versions away. One that slept on version 1 finds v2 free again once that is gone, and would publish a
// second history beside the one that goes on at v4.
onEachStore('a version that was trimmed away', (open) => {
  const others = async (bench: CatalogBench): Promise<void> => {
    for (const name of ['b', 'c', 'd']) await bench.append(name, {}, bench.another());
    for (const name of ['v1.metadata.json', 'v2.metadata.json']) await bench.store.remove(bench.metadataPath(name));
  };
  const sleepBefore = (bench: CatalogBench, at: 'names' | 'publishNoReplace'): void => {
    let slept = false;
    bench.faulty.fault = async ({ operation, path }, phase) => {
      if (slept || operation !== at || phase !== 'before' || !path.startsWith('/shop/orders/metadata')) return;
      slept = true;
      await others(bench);
    };
  };

  it('is not published again by a writer that slept before it looked', async () => {
    const bench = await CatalogBench.withOrders(await open());
    sleepBefore(bench, 'names');
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'CONFLICT' });
    bench.faulty.fault = () => {};
    expect(await bench.dataFiles()).toEqual(['b', 'c', 'd']);
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.json'))).toEqual(['v3.metadata.json', 'v4.metadata.json']);
  });

  it('is never acknowledged to one that slept after it looked: the version behind does not name ours', async () => {
    const bench = await CatalogBench.withOrders(await open());
    sleepBefore(bench, 'publishNoReplace');
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'COMMIT_STATE_UNKNOWN' });
    bench.faulty.fault = () => {};
    expect(await bench.dataFiles()).toEqual(['b', 'c', 'd']);
    expect(await bench.hint()).toBe('4');
  });

  it('is no trouble when somebody went on from ours at once', async () => {
    const bench = await CatalogBench.withOrders(await open());
    let done = false;
    bench.faulty.fault = async ({ operation }, phase) => {
      if (done || operation !== 'publishNoReplace' || phase !== 'after') return;
      done = true;
      await bench.append('b', {}, bench.another());
    };
    expect((await bench.append('a')).changed).toBe(true);
    expect(await bench.dataFiles()).toEqual(['a', 'b']);
  });

  it('may be gone before the hint names it', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await others(bench);
    await bench.store.replace(bench.metadataPath('version-hint.text'), new TextEncoder().encode('2'));
    await bench.append('e');
    expect(await bench.dataFiles()).toEqual(['b', 'c', 'd', 'e']);
    expect((await bench.load()).version).toBe(5);
  });
});
