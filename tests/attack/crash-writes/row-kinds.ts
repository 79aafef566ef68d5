import { compact } from '@/lib/features/maintenance';
import { writeRows, type RowWrite } from '@/lib/features/tables/writing';
import type { Context } from '@/lib/kernel/context';
import { ALL, planChange, tableScan, type Change } from '@/tests/support/plan-change';
import { batchRegister, batchRows, inRange, observeBatch, ROWS_OF_A_BATCH } from './batches';
import { own, type Client, type Kind, type Plan } from './kind';
import { upkeep } from './maintenance-kinds';
import { ROWS } from './shared-tables';

const register = (batch: string): string => batchRegister('shop.rows', batch);
const batchOf = (known: string): string => known.split('|')[2] ?? '';
const ownBatch = (client: Client, but = ''): string | undefined => {
  const found = own(client, 'batch|shop.rows', (value, each) => value !== 'none' && batchOf(each) !== but);
  return found === undefined ? undefined : batchOf(found);
};
/** A name or a state that nothing has had before: a register that held its new value already would look half written. */
const fresh = (client: Client): string => `${client.id}-${client.fresh()}`;

/** A statement over the table of rows, planned anew on the newest state when somebody else's commit made the plan useless. */
const statement = (name: string, choose: (client: Client) => { readonly to: Plan['to']; readonly change: Change; readonly reads?: boolean } | null): Kind => ({
  name, prefix: 'batch',
  plan(client) {
    const chosen = choose(client);
    if (chosen === null) return null;
    const planned = async (ctx: Context): Promise<RowWrite> => {
      const scans = chosen.reads === true ? { scans: [await tableScan(ctx, await ctx.ports.catalog.loadTable(ROWS), ALL, false)] } : {};
      return planChange(ctx, ROWS, chosen.change, { ...scans, replan: () => planned(ctx) });
    };
    return { to: Object.fromEntries(Object.entries(chosen.to).map(([batch, value]) => [register(batch), value])), async run(tell) {
      const ctx = await client.context(tell);
      await writeRows(ctx, { write: await planned(ctx) });
    } };
  },
  observe: observeBatch,
});

const insert = statement('INSERT', (client) => {
  const batch = fresh(client);
  return { to: { [batch]: 'new' }, change: { kind: 'insert', select: batchRows(batch, 'new') } };
});

const insertSelect = statement('INSERT SELECT', (client) => {
  const [batch, from] = [fresh(client), ownBatch(client)];
  return from === undefined ? null : { to: { [batch]: 'copied' }, change: { kind: 'insert', select: `SELECT c0, '${batch}', 'copied' FROM t WHERE c1 = '${from}'` }, reads: true };
});

const where = (batch: string) => ({ where: `c1 = '${batch}'`, filter: { op: '=', column: 'batch', value: batch } } as const);

const update = statement('UPDATE', (client) => {
  const [batch, value] = [ownBatch(client), `changed ${fresh(client)}`];
  return batch === undefined ? null : { to: { [batch]: value }, change: { kind: 'update', set: { 2: `'${value}'` }, ...where(batch) } };
});

const remove = statement('DELETE', (client) => {
  const batch = ownBatch(client);
  return batch === undefined ? null : { to: { [batch]: 'none' }, change: { kind: 'delete', ...where(batch), whole: client.random() < 0.5 } };
});

/** One batch goes, one changes and one comes, in one step. */
const merge = statement('MERGE', (client) => {
  const gone = ownBatch(client);
  const changed = gone === undefined ? undefined : ownBatch(client, gone);
  if (gone === undefined || changed === undefined) return null;
  const [come, value] = [fresh(client), `merged ${fresh(client)}`];
  const source = `SELECT CAST(i % ${ROWS_OF_A_BATCH} AS BIGINT), CASE WHEN i < ${ROWS_OF_A_BATCH} THEN '${gone}' WHEN i < ${2 * ROWS_OF_A_BATCH} THEN '${changed}' ELSE '${come}' END, '${value}' FROM ${inRange(3 * ROWS_OF_A_BATCH)}`;
  return { to: { [gone]: 'none', [changed]: value, [come]: value }, change: { kind: 'merge', source, on: 't.c0 = s.c0 AND t.c1 = s.c1', deletes: `s.c1 = '${gone}'` } };
});

const compaction = upkeep('compaction', async (client, tell) => compact(await client.context(tell), { catalog: 'lake', namespace: 'shop', table: 'rows', minInputFiles: 2 }));

export const rowKinds: readonly Kind[] = [insert, insert, insertSelect, update, update, remove, merge, merge, merge, compaction, compaction];
