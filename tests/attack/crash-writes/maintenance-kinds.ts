import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableName } from '@/lib/core/catalog';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';
import { added, commitKinds, putFile } from './commit-kinds';
import { own, tableOf, type Client, type Kind, type Tell } from './kind';
import { BRANCHES, ROWS } from './shared-tables';

const SHARED = 'shop.orders';
const RETRIES = { retries: 500 };
const DAY_MS = 86_400_000;
const files = commitKinds.find(({ prefix }) => prefix === 'file');

/** Rows written anew: one file goes and another comes, in one snapshot. */
const replace: Kind = {
  name: 'replace', prefix: 'file',
  plan(client) {
    const register = own(client, `file|${SHARED}`, (value) => value === 'live');
    if (register === undefined) return null;
    const [old, fresh] = [register.split('|')[2] ?? '', `${client.id}-${client.fresh()}`];
    return {
      to: { [register]: 'none', [`file|${SHARED}|${fresh}`]: 'live' },
      async run(tell) {
        await putFile(client, await client.catalog.loadTable(ORDERS), fresh);
        await client.catalog.commit(ORDERS, (base) => client.catalog.changeFiles(base, { operation: 'replace', added: [added(base, fresh)], removed: [{ path: `${base.uri}/data/${old}.parquet`, contentOffset: null }], dataSequenceNumber: 1n }), { ...RETRIES, attempt: tell(ORDERS) });
      },
    };
  },
  observe: async (world, register) => files?.observe(world, register) ?? 'none',
};

/** Positions of one file of a table of version 3, one after the other; the register holds how many. */
const vectors: Kind = {
  name: 'vectors', prefix: 'vector',
  async plan(client) {
    const table = { namespace: ['made'], name: `v_${client.id}` };
    const register = `vector|made.${table.name}`;
    if (!client.known.has(register)) {
      const loaded = await client.catalog.createTable(table, { ...ORDERS_DEFINITION, formatVersion: 3, properties: { 'write.metadata.previous-versions-max': '3', 'write.metadata.delete-after-commit.enabled': 'true' } });
      await putFile(client, loaded, table.name);
      await client.catalog.commit(table, (base) => client.catalog.changeFiles(base, { operation: 'append', added: [{ ...added(base, table.name), recordCount: 100_000 }] }));
      client.known.set(register, 'none');
    }
    const next = Number(client.known.get(register)) || 0;
    return {
      to: { [register]: String(next + 1) },
      async run(tell) {
        await client.catalog.commit(table, (base) => client.catalog.changeFiles(base, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[added(base, table.name).path, [next]]]) } }), { ...RETRIES, attempt: tell(table) });
        if (client.random() < 0.3) await client.catalog.maintenance.expireSnapshots(table, { olderThanMs: Date.now() + 1000, retainLast: 2 });
      },
    };
  },
  async observe(world, register) {
    const table = tableOf(register.split('|')[1] ?? '');
    if (!(await world.catalog.tableExists(table))) return 'none';
    const loaded = await world.load(table);
    const current = loaded.metadata.snapshots.find(({ snapshotId }) => snapshotId === loaded.metadata.currentSnapshotId) ?? null;
    let count = 0;
    for (const manifest of await world.catalog.manifests(loaded, current)) for (const { status, file } of await world.catalog.entries(loaded, manifest, 'all')) if (status !== 'deleted' && file.format === 'puffin') count += file.recordCount;
    return count === 0 ? 'none' : String(count);
  },
};

/** One of the tables that everybody writes. Statements under way still read what is younger than these snapshots. */
const anyShared = (client: Client): { readonly table: TableName; readonly retainLast: number } => ([{ table: ORDERS, retainLast: 3 }, { table: BRANCHES, retainLast: 3 }, { table: ROWS, retainLast: 8 }] as const)[Math.floor(client.random() * 3)] ?? { table: ORDERS, retainLast: 3 };

/** Maintenance, which changes nothing that anybody wrote. */
export const upkeep = (name: string, run: (client: Client, tell: Tell) => Promise<unknown>): Kind => ({
  name, prefix: name,
  plan: (client) => ({ to: {}, run: async (tell) => { await run(client, tell); } }),
  observe: async () => 'none',
});

const expire = upkeep('expire', (client) => {
  const { table, retainLast } = anyShared(client);
  return client.catalog.maintenance.expireSnapshots(table, { olderThanMs: Date.now() + 1000, retainLast });
});
const manifests = upkeep('rewrite manifests', (client) => client.catalog.commit(anyShared(client).table, (base) => client.catalog.maintenance.rewriteManifests(base, 'main'), RETRIES));

/** A file that nobody names and that is two days old goes to the trash; those of writes under way are younger. */
const orphans = upkeep('orphans', async (client) => {
  const loaded = await client.catalog.loadTable(ORDERS);
  const local = join(await client.store.staging(`run-${client.id}`), `stray-${client.id}-${client.fresh()}.parquet`);
  await writeFile(local, 'nobody names it');
  const path = `${loaded.folder}/data/${local.slice(local.lastIndexOf('/') + 1)}`;
  await client.store.adopt(local, path, { within: loaded.folder });
  const lying = await client.store.localPath(path);
  const old = new Date(Date.now() - 2 * DAY_MS);
  if (lying !== null) await utimes(lying, old, old);
  await client.catalog.maintenance.removeOrphans(ORDERS, { olderThanMs: Date.now() - DAY_MS }, { by: client.id });
});

export const maintenanceKinds: readonly Kind[] = [replace, vectors, expire, manifests, orphans];
