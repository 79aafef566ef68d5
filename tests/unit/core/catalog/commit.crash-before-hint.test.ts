import { expect, it } from 'vitest';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { killAt } from '@/tests/support/killed';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

// A writer can die between any two steps, above all after it published a version and before it wrote the hint.
onEachStore('a writer that dies', (open) => {
  it('at any step of a commit leaves the table whole, with the commit or without it, and open to the next writer', async () => {
    const seen = new Set<string>();
    for (let step = 0; ; step += 1) {
      const bench = await CatalogBench.withOrders(await open());
      await bench.append('before');
      const kill = killAt(bench.faulty, step);
      const acknowledged = await bench.append('a').then(() => true, () => false);
      const died = kill.reached();
      bench.faulty.fault = () => {};
      const files = await bench.dataFiles();
      if (acknowledged) expect(files).toEqual(['a', 'before']);
      else expect([['before'], ['a', 'before']]).toContainEqual(files);
      seen.add(`${files.length}${acknowledged ? ' acknowledged' : ''}`);
      await bench.append('next');
      expect(await bench.dataFiles()).toEqual([...files, 'next'].sort());
      if (!died) break;
      expect(step).toBeLessThan(200);
    }
    // deaths before and after the publish, and one run to its end, were all among them
    expect([...seen].sort()).toEqual(['1', '2', '2 acknowledged']);
  });

  it('at any step of making a table leaves the name free or the table whole', async () => {
    const seen = new Set<string>();
    for (let step = 0; ; step += 1) {
      const bench = new CatalogBench(await open());
      await bench.catalog.createNamespace(ORDERS.namespace);
      const kill = killAt(bench.faulty, step);
      const acknowledged = await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION).then(() => true, () => false);
      const died = kill.reached();
      bench.faulty.fault = () => {};
      const exists = await bench.another().tableExists(ORDERS);
      if (acknowledged) expect(exists).toBe(true);
      if (!exists) await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION);
      seen.add(`${exists}`);
      await bench.append('a');
      expect(await bench.dataFiles()).toEqual(['a']);
      if (!died) break;
      expect(step).toBeLessThan(200);
    }
    expect([...seen].sort()).toEqual(['false', 'true']);
  });

  it('leaves a temp file that is never taken for a version, even when its name is all digits', async () => {
    const bench = new CatalogBench(await open());
    await bench.catalog.createNamespace(ORDERS.namespace);
    await bench.store.create(bench.metadataPath('12345678-1234-4234-8234-123456789012.metadata.json'), new TextEncoder().encode('{'));
    expect(await bench.catalog.tableExists(ORDERS)).toBe(false);
    await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION);
    expect((await bench.load()).version).toBe(1);
  });
});
