import { expect, it } from 'vitest';
import type { SnapshotContent } from '@/lib/core/catalog';
import { currentSchema, currentSnapshot } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

it('an equality delete of a spec whose fields are all void holds everywhere, and stays as long as anything is older', async () => {
  const b = await CatalogBench.withOrders(new MemoryFileStore());
  const change = (content: SnapshotContent) => b.catalog.commit(ORDERS, (base) => b.catalog.changeFiles(base, content));
  const inVoid = (name: string) => ({ ...b.file(name), specId: 1, partition: [null] });
  const deletes = async () => {
    const loaded = await b.load();
    const plan = await b.another().planScan(loaded, { snapshot: currentSnapshot(loaded.metadata), schema: currentSchema(loaded.metadata), filter: { op: 'true' }, limit: null });
    return plan.files.map((file) => [file.path.slice('/shop/orders/data/'.length), file.deletes.length] as const).sort(([x], [y]) => (x < y ? -1 : 1));
  };
  await b.append('a');
  await b.catalog.commit(ORDERS, async () => ({ files: [], requirements: [], updates: [{ action: 'add-spec', fields: [{ sourceId: 2, name: 'day_day', transform: { kind: 'void' } }] }, { action: 'set-default-spec', specId: -1 }] }));
  await change({ operation: 'delete', added: [{ ...inVoid('e'), content: 'equality-deletes', equalityIds: [1] }] });
  await change({ operation: 'append', added: [inVoid('b')] });
  expect(await deletes()).toEqual([['a.parquet', 1], ['b.parquet', 0]]);
  await change({ operation: 'replace', added: [inVoid('b2')], removed: [{ path: b.file('b').path, contentOffset: null }], dataSequenceNumber: 3n });
  expect(await deletes()).toEqual([['a.parquet', 1], ['b2.parquet', 0]]);
  await change({ operation: 'replace', added: [b.file('a2')], removed: [{ path: b.file('a').path, contentOffset: null }], dataSequenceNumber: 3n });
  const loaded = await b.load();
  expect(currentSnapshot(loaded.metadata)?.summary).toMatchObject({ 'removed-equality-delete-files': '1', 'total-delete-files': '0' });
});
