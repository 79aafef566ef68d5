import { expect, it } from 'vitest';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

onEachStore('fifty who create one table at once', (open) => {
  it('one wins, the others are told that it is there, and its first version is the winner\'s', async () => {
    const bench = new CatalogBench(await open());
    await bench.catalog.createNamespace(ORDERS.namespace);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => bench.another().createTable(ORDERS, { ...ORDERS_DEFINITION, properties: { by: String(i), ...(i % 2 === 0 ? { 'write.metadata.compression-codec': 'gzip' } : {}) } })));
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ALREADY_EXISTS' });
    const loaded = await bench.load();
    expect(loaded.metadata.tableUuid).toBe(winners[0]?.metadata.tableUuid);
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.json'))).toEqual(['v1.metadata.json']);
  });

  it('a namespace of the same name keeps it, as long as there is anything in it', async () => {
    const bench = new CatalogBench(await open());
    await bench.catalog.createNamespace(ORDERS.namespace);
    await bench.catalog.createNamespace([...ORDERS.namespace, ORDERS.name]);
    await expect(bench.catalog.createTable(ORDERS, ORDERS_DEFINITION)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const other = { namespace: ['shop'], name: 'other' };
    await bench.catalog.createTable(other, ORDERS_DEFINITION);
    await expect(bench.catalog.createNamespace(['shop', 'other'])).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(bench.catalog.createTable({ namespace: ['nowhere'], name: 'x' }, ORDERS_DEFINITION)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
