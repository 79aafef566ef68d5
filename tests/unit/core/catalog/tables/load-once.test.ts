import { expect, it } from 'vitest';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

onEachStore('metadata that several ask for at once', (open) => {
  const reads = (bench: CatalogBench) => bench.faulty.calls.filter(({ operation, path }) => operation === 'read' && path.endsWith('.metadata.json')).length;

  it('is read and parsed once, and is one object', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const fresh = bench.another();
    const loaded = await Promise.all([fresh.loadTable(ORDERS), fresh.loadTable(ORDERS), fresh.loadTable(ORDERS)]);
    expect(reads(bench)).toBe(1);
    expect(new Set(loaded.map(({ metadata }) => metadata)).size).toBe(1);
  });

  it('is read again after it could not be', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const fresh = bench.another();
    bench.faulty.fault = ({ operation, path }) => { if (operation === 'read' && path.endsWith('.metadata.json')) throw new Error('the disk stumbled'); };
    const failed = await Promise.allSettled([fresh.loadTable(ORDERS), fresh.loadTable(ORDERS)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    bench.faulty.fault = () => {};
    expect((await fresh.loadTable(ORDERS)).version).toBe(1);
  });
});
