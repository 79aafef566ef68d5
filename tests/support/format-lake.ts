import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalog, type Catalog, type LoadedTable, type ScanPlan, type TableName } from '@/lib/core/catalog';
import { stateOf } from '@/lib/features/tables/open';
import { readScan, sqlColumns } from '@/lib/features/tables/read-scan';
import type { Context } from '@/lib/kernel/context';
import type { Predicate } from '@/lib/model/iceberg';
import type { Cell, Column, LogicalType, Row } from '@/lib/model/values/types';
import type { EngineScan, QueryEngine } from '@/lib/ports/engines/port';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import type { FileStore } from '@/lib/ports/storage/port';
import { columns as columnsOf, limits } from './engine-bench';

const fixtures = fileURLToPath(new URL('../format/fixtures', import.meta.url));

/** One state of a table as its writer reported it. */
export interface Expected { readonly at: { readonly snapshot?: string; readonly ref?: string }; readonly columns: readonly string[]; readonly rows: readonly Row[] }
export interface ExpectedTable { readonly reads: readonly Expected[]; readonly [fact: string]: unknown }

/** What a writer said of its tables, by name. */
export const expectedOf = (writer: string): Readonly<Record<string, ExpectedTable>> =>
  JSON.parse(readFileSync(join(fixtures, writer, 'expected.json'), 'utf8')) as Readonly<Record<string, ExpectedTable>>;

export interface ReadOrder {
  readonly snapshot?: string;
  readonly ref?: string;
  readonly filter?: Predicate;
  /** columns to read; all unless told */
  readonly only?: readonly string[];
  /** SQL behind FROM, over columns named c0, c1, …, as the statement's own filter would be */
  readonly where?: string;
  readonly limit?: number;
  /** functions that `where` calls */
  readonly functions?: readonly string[];
}
export interface ReadAnswer { readonly columns: readonly Column[]; readonly rows: readonly Row[]; readonly plan: ScanPlan; readonly loaded: LoadedTable }

/** A warehouse in a folder of its own, read by the console's whole way: catalog, plan, engine, spool, cells. */
export class FormatLake {
  readonly folder: string;
  private constructor(private readonly root: string, readonly store: FileStore, readonly catalog: Catalog, readonly engine: QueryEngine) {
    this.folder = join(root, 'warehouse');
  }

  /** A copy of a writer's fixtures, or of some tables (`spark/refs`) of it; an empty warehouse for null. */
  static async open(engine: QueryEngine, writer: string | null, ...tables: readonly string[]): Promise<FormatLake> {
    const root = mkdtempSync(join(tmpdir(), 'format-lake-'));
    chmodSync(root, 0o755);
    const folder = join(root, 'warehouse');
    mkdirSync(folder);
    if (writer !== null) for (const part of tables.length === 0 ? [''] : tables) cpSync(join(fixtures, writer, part), join(folder, part), { recursive: true });
    const store = await openLocalFileStore(folder);
    return new FormatLake(root, store, openCatalog({ name: 'lake', store }), engine);
  }

  /** Plans and reads one state of a table. */
  async read(table: TableName, order: ReadOrder = {}): Promise<ReadAnswer> {
    const [answer] = await this.readAll(table, [order]);
    if (answer === undefined) throw new Error('nothing was read');
    return answer;
  }

  /** The same for several states; those with the same columns share one statement, since each costs a process. */
  async readAll(table: TableName, orders: readonly ReadOrder[]): Promise<readonly ReadAnswer[]> {
    const planned = await Promise.all(orders.map((order, index) => this.plan(table, order, `t${index}`)));
    const answers: ReadAnswer[] = [];
    const groups = new Map<string, { readonly state: (typeof planned)[number]; readonly index: number }[]>();
    for (const [index, state] of planned.entries()) {
      const key = JSON.stringify(state.columns.map(({ type }) => type));
      groups.set(key, [...(groups.get(key) ?? []), { state, index }]);
    }
    for (const group of groups.values()) {
      const columns: readonly Column[] = [{ name: 'state', type: { kind: 'integer' } }, ...(group[0]?.state.columns ?? [])];
      const sql = group.map(({ state, index }) => `SELECT ${[String(index), ...state.columns.map((_, at) => `c${at}`)].join(', ')} FROM t${index} ${orders[index]?.where ?? ''}`).join(' UNION ALL ');
      const rows = await this.run(sql, columns, group.map(({ state }) => state.scan), [...new Set(group.flatMap(({ index }) => orders[index]?.functions ?? []))]);
      for (const { state, index } of group) answers[index] = { ...state, rows: rows.filter(([at]) => at === index).map((row) => row.slice(1)) };
    }
    return answers;
  }

  /** Asks one state something in the engine's own SQL, over t with the columns c0, c1, … */
  async ask(table: TableName, order: ReadOrder, sql: string, types: readonly string[], functions: readonly string[]): Promise<readonly Row[]> {
    const { scan } = await this.plan(table, order, 't');
    return this.run(sql, columnsOf(...types), [scan], functions);
  }

  private async plan(table: TableName, order: ReadOrder, alias: string) {
    const loaded = await this.catalog.loadTable(table);
    const state = stateOf(loaded, { snapshot: order.snapshot, ref: order.ref });
    const columns = sqlColumns(state.schema).filter(({ name }) => order.only?.includes(name) ?? true);
    const context = { ports: { catalog: this.catalog, store: this.store }, signal: new AbortController().signal } as unknown as Context;
    const fields = columns.map(({ field }, index) => ({ ...field, name: `c${index}` }));
    const { scan, plan } = await readScan(context, loaded, { alias, ...state, fields, filter: order.filter ?? { op: 'true' }, limit: order.limit ?? null });
    return { loaded, plan, scan, columns: columns.map(({ name, type }) => ({ name, type })) };
  }

  private async run(sql: string, columns: readonly Column[], scans: readonly EngineScan[], functions: readonly string[] = []): Promise<readonly Row[]> {
    const spool = mkdtempSync(join(this.root, 'spool-'));
    const { rowCount } = await this.engine.run({ sql, columns, scans, functions, spool, rowLimit: null, limits }, () => undefined).result;
    return (await this.engine.readSpool(spool, columns, 0, rowCount)).rows;
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Rows as a set that prints well: the order of rows, and that of a map's entries, is nobody's promise. */
export const sorted = (rows: readonly Row[], columns: readonly Column[]): readonly string[] =>
  rows.map((row) => JSON.stringify(columns.map(({ type }, index) => settled(row[index] ?? null, type)))).sort();

function settled(cell: Cell, type: LogicalType): Cell {
  if (!Array.isArray(cell)) return cell;
  const items = cell as readonly Cell[];
  switch (type.kind) {
    case 'array': return items.map((item) => settled(item, type.element));
    case 'row': return items.map((item, index) => settled(item, type.fields[index]?.type ?? { kind: 'unknown' }));
    case 'map': return items.map((entry) => { const [key, value] = entry as readonly [Cell, Cell]; return [settled(key, type.key), settled(value, type.value)]; }).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    default: return cell;
  }
}
