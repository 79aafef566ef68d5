import { openCatalog } from '@/lib/core/catalog';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { appendOne } from './bench-table';

/** A console of its own that commits for some seconds: `node commit-process.mjs ROOT SECONDS`; prints how many. */
const [root = '', seconds = '0'] = process.argv.slice(2);
const store = await openLocalFileStore(root);
const catalog = openCatalog({ name: 'lake', store });
let commits = 0;
for (const ends = performance.now() + Number(seconds) * 1000; performance.now() < ends; commits += 1) await appendOne(catalog, store);
process.stdout.write(String(commits));
process.exit(0);
