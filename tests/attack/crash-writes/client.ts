import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openCatalog, type AttemptListener, type Catalog, type TableName } from '@/lib/core/catalog';
import { sweepStaging } from '@/lib/features/tables/writing';
import { sweepAdoptions } from '@/lib/features/tables/writing/staging';
import type { Ports } from '@/lib/kernel/context';
import { systemContext } from '@/lib/kernel/new-context';
import { isAppError } from '@/lib/model/errors';
import { createDuckDbEngine } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { defaultRunAs } from '@/lib/ports/engines/duckdb/run-as';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { auditSink } from '@/tests/support/audit-sink';
import { ORDERS } from '@/tests/support/orders-table';
import type { Said } from './claims';
import { homeOf } from './home-of';
import type { Client, Tell } from './kind';
import { CATALOG_KINDS, ENGINE_KINDS } from './kinds';

/**
 * A console of its own that writes, one thing after the other, until it is killed: `node client.js ROOT ID [WORKERS]`, with the folder of
 * the engine's workers when it is to write rows. It begins when it is told, by a line of JSON on its stdin, what the one before it in its place left.
 */
const [root = '', id = '', workers = ''] = process.argv.slice(2);
const say = (said: Said): void => { writeSync(1, `${JSON.stringify(said)}\n`); };
const store = await openLocalFileStore(root);
const catalog = openCatalog({ name: 'lake', store });
const quiet = (): void => undefined;
const absent = (): never => { throw new Error('This client has no engine and no parser.'); };
const engine = workers === '' ? null : await createDuckDbEngine({ workers, macros: '', runAs: defaultRunAs(), idle: 2 });
const ports: Ports = {
  // a life is too short for a database
  db: auditSink, store, catalog, settings: homeOf(root, id), log: { debug: quiet, info: quiet, warn: quiet, error: quiet }, walls: [],
  get engine() { return engine ?? absent(); }, get parser() { return absent(); },
};

function telling(tell: Tell): Catalog {
  const both = (table: TableName, other: AttemptListener | undefined): AttemptListener => async (attempt) => {
    await other?.(attempt);
    await tell(table)(attempt);
  };
  return {
    ...catalog,
    commit: (table, build, options) => catalog.commit(table, build, { ...options, retries: 500, attempt: both(table, options?.attempt) }),
    createTable: (table, definition, options) => catalog.createTable(table, definition, { ...options, attempt: both(table, options?.attempt) }),
  };
}

let last = 0;
const client: Client = {
  id, store, catalog, random: Math.random, fresh: () => (last += 1), known: new Map(),
  context: (tell) => systemContext(Object.create(ports, { catalog: { value: telling(tell) } }) as Ports, 'engine'),
};
const kinds = engine === null ? CATALOG_KINDS : ENGINE_KINDS;
await catalog.loadTable(ORDERS);
if (engine !== null) {
  // as a console does at its start; while others write
  await sweepStaging(ports, new Date());
  await (await sweepAdoptions(ports)).removed;
  // once more where the machine stood still meanwhile: nothing was written yet
  await engine.check().catch(() => engine.check());
}
say({ say: 'ready' });
const [left = '[]'] = (await once(createInterface(process.stdin), 'line')) as string[];
for (const [register, value] of JSON.parse(left) as [string, string][]) client.known.set(register, value);
for (let op = 1; ; op += 1) {
  const kind = kinds[Math.floor(client.random() * kinds.length)];
  const plan = await kind?.plan(client);
  if (kind === undefined || plan === null || plan === undefined) continue;
  say({ say: 'begin', op, kind: kind.name, to: plan.to });
  const tell: Tell = (table) => (attempt) => say({ say: 'attempt', op, table: [...table.namespace, table.name], attempt });
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
