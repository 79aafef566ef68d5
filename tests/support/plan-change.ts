import type { LoadedTable, TableName } from '@/lib/core/catalog';
import { readScan, sqlColumns } from '@/lib/features/tables/read-scan';
import type { RowWrite } from '@/lib/features/tables/writing';
import type { Context } from '@/lib/kernel/context';
import { currentSchema, snapshotByRef, type NestedField, type Predicate } from '@/lib/model/iceberg';
import type { EngineScan, FilesScan } from '@/lib/ports/engines/port';

export const ALL: Predicate = { op: 'true' };

/** A change as SQL of the engine's over t, whose columns are c0, c1, …; the same text changes a plain table of DuckDB's. */
export type Change =
  | { readonly kind: 'insert'; readonly select: string; readonly omitted?: readonly string[] }
  | { readonly kind: 'delete'; readonly where: string; readonly filter?: Predicate; readonly whole?: boolean }
  | { readonly kind: 'update'; readonly set: Readonly<Record<number, string>>; readonly where: string; readonly filter?: Predicate }
  /** `source` gives the table's columns as s.c0, …; matched rows take the source's, or go where `deletes` holds */
  | { readonly kind: 'merge'; readonly source: string; readonly on: string; readonly deletes: string };

/** Those that changes of these tests call. */
export const FUNCTIONS = ['range', 'count', 'count_star', 'concat_ws', 'coalesce', 'map', 'make_timestamp', 'md5', 'repeat', 'encode', 'epoch_us', 'unhex', 'hash', 'to_days', 'to_seconds', 'random', 'lag'];

/** A table's newest rows as t, whose columns are c0, c1, …, with c_file, c_pos and c_row_id when `positions` are asked for. */
export async function tableScan(ctx: Context, loaded: LoadedTable, filter: Predicate, positions: boolean, alias = 't'): Promise<FilesScan> {
  const schema = currentSchema(loaded.metadata);
  const fields = sqlColumns(schema).map(({ field }, index) => ({ ...field, name: `c${index}` }));
  const { scan } = await readScan(ctx, loaded, { alias, snapshot: snapshotByRef(loaded.metadata, 'main'), schema, fields, filter, limit: null });
  return { ...scan, positions };
}

/** A change as the queries room plans a translated statement. */
export async function planChange(ctx: Context, table: TableName, change: Change, more: Partial<RowWrite> = {}): Promise<RowWrite> {
  const target = await ctx.ports.catalog.loadTable(table);
  const { fields } = currentSchema(target.metadata);
  const filter = 'filter' in change ? (change.filter ?? ALL) : ALL;
  const scans: readonly EngineScan[] = change.kind === 'insert' ? [] : [await tableScan(ctx, target, filter, true)];
  return {
    target, snapshot: snapshotByRef(target.metadata, 'main'), branch: 'main', operation: change.kind, sql: sqlOf(change, fields), functions: FUNCTIONS, scans, filter, needs: [],
    origin: { queryId: 'q', textHash: 'h' }, omitted: change.kind === 'insert' ? (change.omitted ?? []) : [], whole: change.kind === 'delete' && change.whole === true, replan: null, ...more,
  };
}

function sqlOf(change: Change, fields: readonly NestedField[]): string {
  const columns = fields.map((_, index) => `c${index}`);
  const place = 't.c_file, t.c_pos, t.c_row_id';
  switch (change.kind) {
    case 'insert': return change.select;
    case 'delete': return `SELECT ${place}, CAST(1 AS TINYINT), ${columns.map(() => 'NULL').join(', ')} FROM t WHERE ${change.where}`;
    case 'update': return `SELECT ${place}, CAST(3 AS TINYINT), ${columns.map((name, index) => change.set[index] ?? name).join(', ')} FROM t WHERE ${change.where}`;
    case 'merge': {
      const op = `CASE WHEN t.c_file IS NULL THEN 2 WHEN ${change.deletes} THEN 1 ELSE 3 END`;
      return `SELECT ${place}, CAST(${op} AS TINYINT), ${columns.map((name) => `CASE WHEN t.c_file IS NOT NULL AND (${change.deletes}) THEN NULL ELSE s.${name} END`).join(', ')} FROM (${change.source}) AS s(${columns.join(', ')}) LEFT JOIN t ON ${change.on}`;
    }
  }
}
