import { openCatalog } from '@/lib/core/catalog';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { contentFile } from './engine-bench';
import { ORDERS } from './orders-table';

/**
 * A console of its own that appends data files to shop.orders, one commit each: `node append-process.js ROOT NAME...`.
 * Says `ready` and waits for a line on stdin, so that many begin at once; then says each file's name when its commit was
 * acknowledged.
 */
const [root = '', ...names] = process.argv.slice(2);
const store = await openLocalFileStore(root);
const catalog = openCatalog({ name: 'lake', store });
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
for (const name of names) {
  const path = `/shop/orders/data/${name}.parquet`;
  const { size } = await store.stat(path);
  const file = contentFile('', { path: store.rootUri + path, partition: [19_000], recordCount: 10, fileSizeInBytes: size });
  await catalog.commit(ORDERS, (base) => catalog.changeFiles(base, { operation: 'append', added: [file] }), { retries: 200 });
  process.stdout.write(`${name}\n`);
}
process.exit(0);
