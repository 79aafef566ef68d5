import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCatalog } from '@/lib/core/catalog';
import { hasCode } from '@/lib/model/errors';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { contentFile } from '@/tests/support/engine-bench';

/** A console of its own: `node console-writer.js WAREHOUSE ID SECONDS` appends a copy of data/template.parquet a time and says which when its commit was acknowledged. It ends when the time is over and one was. */
const [root = '', id = '', seconds = '0'] = process.argv.slice(2);
const store = await openLocalFileStore(root);
const catalog = openCatalog({ name: 'lake', store });
const table = { namespace: ['shop'], name: 't' };
const template = readFileSync(join(root, 'shop', 't', 'data', 'template.parquet'));
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
const ends = Date.now() + Number(seconds) * 1000;
let acknowledged = 0;
// a slow machine may let others win every turn: who has had none goes on, by then alone
const goesOn = (): boolean => Date.now() < ends || acknowledged === 0;
for (let turn = 1; goesOn(); turn += 1) {
  const writer = `${id}-${turn}`;
  const path = `/shop/t/data/${writer}.parquet`;
  await store.create(path, template, { readOnly: true });
  const file = contentFile('', { path: store.rootUri + path, recordCount: 10, fileSizeInBytes: template.length });
  while (goesOn()) {
    try {
      await catalog.commit(table, (base) => catalog.changeFiles(base, { operation: 'append', added: [file], summary: { writer } }), { retries: 20 });
    } catch (error) {
      // a foreign writer who replaces our file at the very moment of our look leaves us with that answer
      if (hasCode(error, 'COMMIT_STATE_UNKNOWN')) process.stdout.write(`? ${writer}\n`);
      else if (hasCode(error, 'CONFLICT')) { await pause(Math.random() * 20); continue; }
      else throw error;
      break;
    }
    process.stdout.write(`${writer}\n`);
    acknowledged += 1;
    break;
  }
}
process.exit(0);
