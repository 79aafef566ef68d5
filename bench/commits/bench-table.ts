import type { Catalog } from '@/lib/core/catalog';
import type { FileStore } from '@/lib/ports/storage/port';
import { contentFile } from '@/tests/support/engine-bench';

const TABLE = { namespace: ['bench'], name: 'commits' };
let last = 0;

export async function newBenchTable(catalog: Catalog): Promise<void> {
  await catalog.createNamespace(TABLE.namespace);
  await catalog.createTable(TABLE, { fields: [{ id: 0, name: 'id', required: true, type: { type: 'long' } }], properties: { 'commit.retry.num-retries': '1000', 'commit.retry.min-wait-ms': '5', 'commit.retry.max-wait-ms': '100' } });
}

/** One commit that adds one data file, which need not be there. */
export async function appendOne(catalog: Catalog, store: FileStore): Promise<void> {
  last += 1;
  const file = contentFile('', { path: `${store.rootUri}/bench/commits/data/${process.pid}-${last}.parquet`, recordCount: 10, fileSizeInBytes: 1000 });
  await catalog.commit(TABLE, (base) => catalog.changeFiles(base, { operation: 'append', added: [file] }));
}
