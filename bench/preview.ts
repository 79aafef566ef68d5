import { openCatalog } from '@/lib/core/catalog';
import { currentSchema, currentSnapshot } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { contentFile } from '@/tests/support/engine-bench';
import { FaultyStore } from '@/tests/support/faulty-store';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';
import { median, round, type BenchOptions, type BenchReport } from './measure';

const MANIFESTS = [1, 10, 100, 500] as const;
const FILES_PER_MANIFEST = 20;

/**
 * Plans a preview of 100 rows over ever more manifests, and counts what is read: beyond the manifest list, which grows with
 * them, it must cost the same.
 */
export async function bench({ rounds }: BenchOptions): Promise<BenchReport> {
  const rows: Record<string, string | number>[] = [];
  const reads: number[] = [];
  for (const manifests of MANIFESTS) {
    const faulty = new FaultyStore(new MemoryFileStore());
    const catalog = openCatalog({ name: 'lake', store: faulty.store });
    await catalog.createNamespace(ORDERS.namespace);
    await catalog.createTable(ORDERS, ORDERS_DEFINITION);
    for (let commit = 0; commit < manifests; commit += 1) {
      const added = Array.from({ length: FILES_PER_MANIFEST }, (_, index) => contentFile('', { path: `${faulty.store.rootUri}/shop/orders/data/${commit}-${index}.parquet`, partition: [19_000 + commit], recordCount: 1000, fileSizeInBytes: 1000 }));
      await catalog.commit(ORDERS, (base) => catalog.changeFiles(base, { operation: 'append', added }));
    }
    const times: number[] = [];
    let read = 0;
    let planned = 0;
    for (let turn = 0; turn < Math.max(5, rounds); turn += 1) {
      const fresh = openCatalog({ name: 'lake', store: faulty.store });
      const loaded = await fresh.loadTable(ORDERS);
      const before = faulty.calls.length;
      const began = performance.now();
      const plan = await fresh.planScan(loaded, { snapshot: currentSnapshot(loaded.metadata), schema: currentSchema(loaded.metadata), filter: { op: 'true' }, limit: 100 });
      times.push(performance.now() - began);
      read = faulty.calls.slice(before).filter(({ operation }) => operation === 'read').length;
      planned = plan.files.length;
    }
    reads.push(read);
    rows.push({ manifests, files: manifests * FILES_PER_MANIFEST, 'files planned': planned, 'manifest list and manifests read': read, 'planning ms': round(median(times), 2) });
  }
  return { name: 'preview', rows, notes: [], aims: [{ aim: 'a preview reads as much at any number of manifests', measured: `${reads.join(', ')} reads`, met: new Set(reads).size === 1 }] };
}
