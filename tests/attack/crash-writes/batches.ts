import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedTable } from '@/lib/core/catalog';
import type { Context } from '@/lib/kernel/context';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { columns, limits } from '@/tests/support/engine-bench';
import { ALL, tableScan } from '@/tests/support/plan-change';
import { tableOf, type World } from './kind';

export const ROWS_OF_A_BATCH = 500;
export const inRange = (count: number): string => `range(${count}) r(i)`;
/** The rows of one batch, all with the same state. */
export const batchRows = (batch: string, state: string): string => `SELECT CAST(i AS BIGINT), '${batch}', '${state}' FROM ${inRange(ROWS_OF_A_BATCH)}`;

export const batchRegister = (table: string, batch: string): string => `batch|${table}|${batch}`;
/** The state that all rows of a batch have; `none` without the batch, and in words what must not be. */
export async function observeBatch(world: World, register: string): Promise<string> {
  const [, table = '', batch = ''] = register.split('|');
  return (await world.batches(tableOf(table))).get(batch) ?? 'none';
}

/** Reads all batches of some tables in one statement, since each costs a process. By the place of the table in `tables`. */
export async function readBatches(engine: QueryEngine, ctx: Context, tables: readonly LoadedTable[], folder: string): Promise<readonly ReadonlyMap<string, string>[]> {
  const found = tables.map(() => new Map<string, string>());
  if (tables.length === 0) return found;
  const scans = await Promise.all(tables.map((table, i) => tableScan(ctx, table, ALL, false, `t${i}`)));
  const sql = tables.map((_, i) => `SELECT ${i}, c1, c2, count(*), count(DISTINCT c0) FROM t${i} GROUP BY c1, c2`).join(' UNION ALL ');
  const [spool, types] = [mkdtempSync(join(folder, 'spool-')), columns('integer', 'varchar', 'varchar', 'bigint', 'bigint')];
  const { rowCount } = await engine.run({ sql, columns: types, scans, functions: ['count', 'count_star'], spool, rowLimit: null, limits }, () => undefined).result;
  const { rows } = await engine.readSpool(spool, types, 0, rowCount);
  rmSync(spool, { recursive: true, force: true });
  for (const [table, batch, state, count, distinct] of rows) {
    const states = found[Number(table)];
    const isWhole = Number(count) === ROWS_OF_A_BATCH && Number(distinct) === ROWS_OF_A_BATCH;
    const before = states?.get(String(batch));
    states?.set(String(batch), [...(before === undefined ? [] : [before]), isWhole ? String(state) : `${String(count)} rows, ${String(distinct)} of them distinct, are ${String(state)}`].join(' and '));
  }
  return found;
}
