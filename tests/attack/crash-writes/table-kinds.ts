import type { TableName } from '@/lib/core/catalog';
import { createTableAs, replaceRows, replaceTableAs, truncateTable, type ReplacedTable, type RowSource } from '@/lib/features/tables/writing';
import type { Context } from '@/lib/kernel/context';
import type { NewTable } from '@/lib/model/iceberg';
import { ALL, FUNCTIONS, planChange, tableScan } from '@/tests/support/plan-change';
import { batchRegister, batchRows, observeBatch } from './batches';
import { tableOf, type Client, type Kind, type Plan } from './kind';
import { BATCH_FIELDS, MADE_OF_ROWS, PROPERTIES } from './shared-tables';

/** A table that this client made of rows, which nobody else writes to, and the one batch that it holds; null when it is empty. */
interface OwnTable { readonly table: string; readonly batch: string | null }
function ownTable({ known, random }: Client, isWanted: (table: OwnTable) => boolean): OwnTable | undefined {
  const tables = new Map<string, string | null>();
  for (const [register, value] of known) {
    const [prefix, table = '', batch = ''] = register.split('|');
    if (prefix === 'batch' && table.startsWith(MADE_OF_ROWS)) tables.set(table, value === 'none' ? (tables.get(table) ?? null) : batch);
  }
  const found = [...tables].map(([table, batch]) => ({ table, batch })).filter(isWanted);
  return found[Math.floor(random() * found.length)];
}

/** Puts another batch in the place of what a table holds. */
const instead = ({ table, batch }: OwnTable, next: string, state: string): Plan['to'] =>
  ({ ...(batch === null ? {} : { [batchRegister(table, batch)]: 'none' }), [batchRegister(table, next)]: state });
const fresh = (client: Client): string => `${client.id}-${client.fresh()}`;
const source = (sql: string, scans: RowSource['scans'] = []): RowSource => ({ sql, scans, functions: FUNCTIONS, needs: [], origin: { queryId: 'q', textHash: 'h' } });
const definition = (client: Client): Omit<NewTable, 'location' | 'uuid'> =>
  ({ fields: BATCH_FIELDS, formatVersion: 2, properties: PROPERTIES, partition: client.random() < 0.5 ? [] : [{ column: 'n', transform: { kind: 'bucket', buckets: 2 } }] });

const create: Kind = {
  name: 'CREATE TABLE AS', prefix: 'batch',
  plan(client) {
    const [table, batch] = [`${MADE_OF_ROWS}${client.id}_${client.fresh()}`, fresh(client)];
    return {
      to: { [batchRegister(table, batch)]: 'made' },
      async run(tell) { await createTableAs(await client.context(tell), { as: { table: tableOf(table), definition: definition(client), source: source(batchRows(batch, 'made')) } }); },
    };
  },
  observe: observeBatch,
};

const replace: Kind = {
  name: 'CREATE OR REPLACE AS', prefix: 'batch',
  plan(client) {
    const own = ownTable(client, () => true);
    if (own === undefined) return null;
    const [batch, readsItself, defined] = [fresh(client), own.batch !== null && client.random() < 0.5, definition(client)];
    return {
      to: instead(own, batch, 'replaced'),
      async run(tell) {
        const ctx = await client.context(tell);
        await replaceTableAs(ctx, { as: await planned(ctx, tableOf(own.table), { definition: defined, batch, readsItself }) });
      },
    };
  },
  observe: observeBatch,
};

async function planned(ctx: Context, table: TableName, as: { readonly definition: ReplacedTable['definition']; readonly batch: string; readonly readsItself: boolean }): Promise<ReplacedTable> {
  const target = await ctx.ports.catalog.loadTable(table);
  const rows = as.readsItself ? source(`SELECT c0, '${as.batch}', 'replaced' FROM t`, [await tableScan(ctx, target, ALL, false)]) : source(batchRows(as.batch, 'replaced'));
  return { target, definition: as.definition, source: rows, reads: as.readsItself ? { snapshotId: target.metadata.currentSnapshotId } : null, replan: () => planned(ctx, table, as) };
}

const overwrite: Kind = {
  name: 'rows in the place of all', prefix: 'batch',
  plan(client) {
    const own = ownTable(client, () => true);
    if (own === undefined) return null;
    const batch = fresh(client);
    return { to: instead(own, batch, 'loaded'), async run(tell) {
      const ctx = await client.context(tell);
      await replaceRows(ctx, { write: await planChange(ctx, tableOf(own.table), { kind: 'insert', select: batchRows(batch, 'loaded') }) });
    } };
  },
  observe: observeBatch,
};

const truncate: Kind = {
  name: 'TRUNCATE', prefix: 'batch',
  plan(client) {
    const own = ownTable(client, ({ batch }) => batch !== null);
    if (own === undefined || own.batch === null || client.random() < 0.7) return null;
    const { namespace, name } = tableOf(own.table);
    return { to: { [batchRegister(own.table, own.batch)]: 'none' }, async run(tell) { await truncateTable(await client.context(tell), { catalog: 'lake', namespace: namespace.join('.'), table: name }); } };
  },
  observe: observeBatch,
};

export const tableKinds: readonly Kind[] = [create, create, replace, replace, replace, overwrite, truncate];
