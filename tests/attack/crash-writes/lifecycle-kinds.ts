import { newTableMetadata, serializeTableMetadata } from '@/lib/model/iceberg';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';
import { added, putFile } from './commit-kinds';
import { own, tableOf, type Client, type Kind, type World } from './kind';

const holding = (client: Client, prefix: string, wanted: string): string | undefined => own(client, prefix, (value) => value === wanted);
const by = (client: Client) => ({ by: client.id });

/** `there` with both of its files, in the `trash`, or `none`; anything between is what must not be. */
async function observeTable(world: World, register: string): Promise<string> {
  const table = tableOf(register.split('|')[1] ?? '');
  const path = `/${[...table.namespace, table.name].join('/')}`;
  const trashed = (await world.catalog.listTrash()).filter((entry) => entry.kind === 'table' && entry.path === path).length;
  const exists = await world.catalog.tableExists(table);
  if (exists && (await world.files(table)).size !== 2) return 'half';
  if (!exists && (await world.catalog.namespaceExists([...table.namespace, table.name]))) return 'a namespace';
  return exists && trashed === 0 ? 'there' : !exists && trashed === 1 ? 'trash' : !exists && trashed === 0 ? 'none' : `twice (${trashed} in the trash)`;
}

const create: Kind = {
  name: 'create with rows', prefix: 'table',
  plan(client) {
    const table = { namespace: ['made'], name: `t_${client.id}_${client.fresh()}` };
    return {
      to: { [`table|made.${table.name}`]: 'there' },
      async run(tell) {
        await client.catalog.createTable(table, ORDERS_DEFINITION, {
          attempt: tell(table),
          first: async (base) => {
            for (const name of ['a', 'b']) await putFile(client, base, `${table.name}-${name}`);
            return client.catalog.changeFiles(base, { operation: 'append', added: ['a', 'b'].map((name) => added(base, `${table.name}-${name}`)) });
          },
        });
      },
    };
  },
  observe: observeTable,
};

const drop: Kind = {
  name: 'drop', prefix: 'table',
  plan(client) {
    const register = holding(client, 'table', 'there');
    return register === undefined ? null : { to: { [register]: 'trash' }, async run() { await client.catalog.dropTable(tableOf(register.split('|')[1] ?? ''), by(client)); } };
  },
  observe: observeTable,
};

const entryOf = async (client: Client, register: string): Promise<string> => {
  const path = `/${(register.split('|')[1] ?? '').replaceAll('.', '/')}`;
  const entry = (await client.catalog.listTrash()).find((each) => each.kind === 'table' && each.path === path);
  if (entry === undefined) throw new Error(`${path} is not in the trash`);
  return entry.id;
};

const restore: Kind = {
  name: 'restore', prefix: 'table',
  plan(client) {
    const register = holding(client, 'table', 'trash');
    return register === undefined ? null : { to: { [register]: 'there' }, async run() { await client.catalog.restore(await entryOf(client, register)); } };
  },
  observe: observeTable,
};

const empty: Kind = {
  name: 'empty trash', prefix: 'table',
  plan(client) {
    const register = client.random() < 0.5 ? undefined : holding(client, 'table', 'trash');
    return register === undefined ? null : { to: { [register]: 'none' }, async run() { await client.catalog.emptyTrash({ id: await entryOf(client, register) }); } };
  },
  observe: observeTable,
};

const strayPath = (register: string): string => `/shop/orders/data/${register.split('|')[1] ?? ''}.parquet`;
async function observeStray(world: World, register: string): Promise<string> {
  const inTrash = (await world.catalog.listTrash()).filter(({ kind, reason }) => kind === 'files' && reason === register).length;
  const isThere = await world.store.exists(strayPath(register));
  // on its way back a file has both names for a moment: it is there, and restoring again takes the other
  if (isThere && inTrash === 1 && (await isOneFile(world, register))) return 'there';
  return isThere && inTrash === 0 ? 'there' : !isThere && inTrash === 1 ? 'trash' : `there: ${isThere}, in the trash: ${inTrash}`;
}

async function isOneFile(world: World, register: string): Promise<boolean> {
  const entry = (await world.catalog.listTrash()).find(({ reason }) => reason === register);
  const held = await (await world.store.beside()).stat(`/trash/${entry?.id ?? ''}/files/0`);
  return held.fileId !== null && held.fileId === (await world.store.stat(strayPath(register))).fileId;
}

const putAway: Kind = {
  name: 'files to trash', prefix: 'stray',
  async plan(client) {
    const register = `stray|stray-${client.id}-${client.fresh()}`;
    await putFile(client, await client.catalog.loadTable(ORDERS), register.split('|')[1] ?? '');
    return { to: { [register]: 'trash' }, async run() { await client.catalog.trashFiles(ORDERS, [strayPath(register)], { ...by(client), reason: register }); } };
  },
  observe: observeStray,
};

const bringBack: Kind = {
  name: 'files from trash', prefix: 'stray',
  plan(client) {
    const register = holding(client, 'stray', 'trash');
    if (register === undefined) return null;
    return {
      to: { [register]: 'there' },
      async run() {
        const entry = (await client.catalog.listTrash()).find(({ kind, reason }) => kind === 'files' && reason === register);
        await client.catalog.restore(entry?.id ?? '');
      },
    };
  },
  observe: observeStray,
};

const takeOver: Kind = {
  name: 'register', prefix: 'foreign',
  async plan(client) {
    const name = `f_${client.id}_${client.fresh()}`;
    const location = `${client.store.rootUri}/made/${name}`;
    const metadata = newTableMetadata({ ...ORDERS_DEFINITION, location, uuid: crypto.randomUUID() }, Date.now());
    await client.store.create(`/made/${name}/metadata/00003-${crypto.randomUUID()}.metadata.json`, new TextEncoder().encode(serializeTableMetadata(metadata)));
    return { to: { [`foreign|made.${name}`]: 'ours' }, async run() { await client.catalog.registerTable({ namespace: ['made'], name }); } };
  },
  observe: async (world, register) => ((await world.load(tableOf(register.split('|')[1] ?? ''))).readOnly === null ? 'ours' : 'foreign'),
};

const namespace: Kind = {
  name: 'namespace', prefix: 'namespace',
  plan(client) {
    const old = holding(client, 'namespace', 'there');
    if (old !== undefined && client.random() < 0.5) return { to: { [old]: 'none' }, async run() { await client.catalog.dropNamespace((old.split('|')[1] ?? '').split('.')); } };
    const name = `n_${client.id}_${client.fresh()}`;
    return { to: { [`namespace|${name}`]: 'there' }, async run() { await client.catalog.createNamespace([name]); } };
  },
  observe: async (world, register) => ((await world.catalog.namespaceExists((register.split('|')[1] ?? '').split('.'))) ? 'there' : 'none'),
};

export const lifecycleKinds: readonly Kind[] = [create, create, drop, drop, drop, restore, restore, empty, putAway, bringBack, bringBack, takeOver, namespace];
