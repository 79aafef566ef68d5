import { writeSync } from 'node:fs';
import { openCatalog, type TableName } from '@/lib/core/catalog';
import { isAppError } from '@/lib/model/errors';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { ORDERS } from '@/tests/support/orders-table';
import type { Said } from './claims';
import type { Client } from './kind';
import { KINDS } from './kinds';

/** A console of its own that writes, one thing after the other, until it is killed: `node client.js ROOT ID`. */
const [root = '', id = ''] = process.argv.slice(2);
const say = (said: Said): void => { writeSync(1, `${JSON.stringify(said)}\n`); };
const store = await openLocalFileStore(root);
let last = 0;
const client: Client = { id, store, catalog: openCatalog({ name: 'lake', store }), random: Math.random, fresh: () => (last += 1), known: new Map() };
await client.catalog.loadTable(ORDERS);
say({ say: 'ready' });
for (let op = 1; ; op += 1) {
  const kind = KINDS[Math.floor(client.random() * KINDS.length)];
  const plan = await kind?.plan(client);
  if (kind === undefined || plan === null || plan === undefined) continue;
  say({ say: 'begin', op, kind: kind.name, to: plan.to });
  const tell = (table: TableName) => (attempt: unknown): void => say({ say: 'attempt', op, table: [...table.namespace, table.name], attempt });
  try {
    await plan.run(tell);
    say({ say: 'done', op });
    for (const [register, value] of Object.entries(plan.to)) client.known.set(register, value);
  } catch (error) {
    // a failure that is no answer of the catalog ends the client, and with it the test
    if (!isAppError(error) || error.outcome === 'unknown') throw error;
    say({ say: 'refused', op, code: error.code });
  }
}
