import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { propertiesChange, refChange, schemaChange, type LoadedTable } from '@/lib/core/catalog';
import { contentFile } from '@/tests/support/engine-bench';
import { ORDERS } from '@/tests/support/orders-table';
import { own, tableOf, type Client, type Kind } from './kind';

const SHARED = 'shop.orders';
const BYTES = 64;
const fileRegister = (table: string, name: string): string => `file|${table}|${name}`;

/** Stages a data file and takes it into the table's folder. */
export async function putFile(client: Pick<Client, 'id' | 'store'>, base: LoadedTable, name: string): Promise<string> {
  const staging = await client.store.staging(`run-${client.id}`);
  const local = join(staging, `${name}.parquet`);
  await writeFile(local, Buffer.alloc(BYTES, name));
  const path = `${base.folder}/data/${name}.parquet`;
  await client.store.adopt(local, path, { within: base.folder });
  return path;
}

export const added = (base: LoadedTable, name: string) => contentFile('', { path: `${base.uri}/data/${name}.parquet`, partition: [19_000], recordCount: 10, fileSizeInBytes: BYTES });

const append: Kind = {
  name: 'append', prefix: 'file',
  plan(client) {
    const names = Array.from({ length: 1 + Math.floor(client.random() * 3) }, () => `${client.id}-${client.fresh()}`);
    return {
      to: Object.fromEntries(names.map((name) => [fileRegister(SHARED, name), 'live'])),
      async run(tell) {
        const loaded = await client.catalog.loadTable(ORDERS);
        for (const name of names) await putFile(client, loaded, name);
        await client.catalog.commit(ORDERS, (base) => client.catalog.changeFiles(base, { operation: 'append', added: names.map((name) => added(base, name)) }), { retries: 500, attempt: tell(ORDERS) });
      },
    };
  },
  async observe(world, register) {
    const [, table = '', name = ''] = register.split('|');
    return (await world.files(tableOf(table))).has(name) ? 'live' : 'none';
  },
};

const remove: Kind = {
  name: 'delete', prefix: 'file',
  plan(client) {
    const register = own(client, `file|${SHARED}`, (value) => value === 'live');
    if (register === undefined) return null;
    const name = register.split('|')[2] ?? '';
    return {
      to: { [register]: 'none' },
      async run(tell) {
        await client.catalog.commit(ORDERS, (base) => client.catalog.changeFiles(base, { operation: 'delete', added: [], removed: [{ path: `${base.uri}/data/${name}.parquet`, contentOffset: null }] }), { retries: 500, attempt: tell(ORDERS) });
      },
    };
  },
  observe: append.observe,
};

/** A change of metadata alone that brings one register of the shared table to a new value. */
function metadataKind(name: string, next: (client: Client) => { readonly key: string; readonly value: string }, change: (base: LoadedTable, key: string, value: string) => ReturnType<typeof propertiesChange>, read: (loaded: LoadedTable, key: string) => string): Kind {
  return {
    name, prefix: name,
    plan(client) {
      const { key, value } = next(client);
      return {
        to: { [`${name}|${SHARED}|${key}`]: value },
        async run(tell) { await client.catalog.commit(ORDERS, async (base) => change(base, key, value), { retries: 500, attempt: tell(ORDERS) }); },
      };
    },
    observe: async (world, register) => read(await world.load(tableOf(register.split('|')[1] ?? '')), register.split('|')[2] ?? ''),
  };
}

const property = metadataKind('property', (client) => ({ key: `of.${client.id}`, value: String(client.fresh()) }), (base, key, value) => propertiesChange(base, { [key]: value }), ({ metadata }, key) => metadata.properties[key] ?? 'none');

const column = metadataKind('column', (client) => ({ key: `c_${client.id}_${client.fresh()}`, value: 'there' }), (base, key) => schemaChange(base, [{ kind: 'add', parent: null, name: key, type: { type: 'string' } }]),
  ({ metadata }, key) => (metadata.schemas.find(({ schemaId }) => schemaId === metadata.currentSchemaId)?.fields.some((field) => field.name === key) === true ? 'there' : 'none'));

const tag: Kind = {
  name: 'tag', prefix: 'tag',
  async plan(client) {
    const { metadata } = await client.catalog.loadTable(ORDERS);
    const snapshotId = metadata.currentSnapshotId;
    if (snapshotId === null) return null;
    const name = `t-${client.id}-${client.fresh()}`;
    return {
      to: { [`tag|${SHARED}|${name}`]: String(snapshotId) },
      async run(tell) { await client.catalog.commit(ORDERS, async (base) => refChange(base, name, { type: 'tag', snapshotId }), { retries: 500, attempt: tell(ORDERS) }); },
    };
  },
  observe: async (world, register) => String((await world.load(tableOf(register.split('|')[1] ?? ''))).metadata.refs[register.split('|')[2] ?? '']?.snapshotId ?? 'none'),
};

export const commitKinds: readonly Kind[] = [append, append, remove, property, column, tag];
