import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { openCatalog, type Catalog, type LoadedTable, type TableName } from '@/lib/core/catalog';
import { writeRows, type RowWrite, type WriteAnswer } from '@/lib/features/tables/writing';
import type { Context, Ports } from '@/lib/kernel/context';
import { systemContext } from '@/lib/kernel/new-context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { currentSchema, type IcebergType, type NestedField, type NewTable } from '@/lib/model/iceberg';
import type { Database } from '@/lib/ports/db/port';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import { scanType } from '@/lib/ports/engines/duckdb/scan/scan-type';
import type { EngineScan, QueryEngine } from '@/lib/ports/engines/port';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import type { FileStore } from '@/lib/ports/storage/port';
import { migrations, template } from './database';
import { columns as columnsOf, limits } from './engine-bench';
import { FaultyStore } from './faulty-store';
import { ALL, FUNCTIONS, planChange, tableScan, type Change } from './plan-change';

const absent = (): never => { throw new Error('This test has no parser.'); };
export const NAMESPACE = 'made';

export const column = (name: string, type: IcebergType, more: Partial<NestedField> = {}): NestedField => ({ id: 0, name, type, required: false, ...more });

/** A row as text, the same for the console's table and for a plain one. */
function rowText(fields: readonly NestedField[]): string {
  const text = (expression: string, type: IcebergType): string => {
    if (type.type !== 'struct') return `coalesce(CAST(${expression} AS VARCHAR), '∅')`;
    return `CASE WHEN ${expression} IS NULL THEN '∅' ELSE concat_ws('·', ${type.fields.map((member, index) => text(`struct_extract(${expression}, 'f${index + 1}')`, member.type)).join(', ')}) END`;
  };
  return `concat_ws('|', ${fields.map((field, index) => text(`c${index}`, field.type)).join(', ')})`;
}

/** A warehouse whose tables are changed by the console's own verbs, each beside a plain table of DuckDB's. */
export class WriteBench {
  readonly warehouse: string;
  private constructor(readonly root: string, readonly faulty: FaultyStore, readonly store: FileStore, readonly catalog: Catalog, readonly engine: QueryEngine, readonly ports: Ports, private readonly db: Database, readonly mirror: DuckDBConnection) {
    this.warehouse = join(root, 'warehouse');
  }

  static async open(engine: QueryEngine): Promise<WriteBench> {
    const root = mkdtempSync(join(tmpdir(), 'write-bench-'));
    chmodSync(root, 0o755);
    mkdirSync(join(root, 'warehouse'));
    const faulty = new FaultyStore(await openLocalFileStore(join(root, 'warehouse')));
    const { store } = faulty;
    const catalog = openCatalog({ name: 'lake', store });
    const settings = readSettings({ LAKEHOUSE_HOME: join(root, 'home'), LAKEHOUSE_WAREHOUSE: join(root, 'warehouse') });
    const db = await openPGlite({ folder: join(root, 'database'), migrations, template });
    const say = (): void => undefined;
    const ports: Ports = { db, settings, store, catalog, engine, walls: [], log: { debug: say, info: say, warn: say, error: say }, get parser() { return absent(); } };
    const mirror = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
    await mirror.run("SET TimeZone = 'UTC'");
    await catalog.createNamespace([NAMESPACE]);
    return new WriteBench(root, faulty, store, catalog, engine, ports, db, mirror);
  }

  context(more: Partial<Context> = {}): Promise<Context> {
    return systemContext(this.ports, 'engine').then((ctx) => ({ ...ctx, ...more }));
  }

  name = (table: string): TableName => ({ namespace: [NAMESPACE], name: table });

  async create(table: string, definition: Omit<NewTable, 'location' | 'uuid'>): Promise<LoadedTable> {
    const loaded = await this.catalog.createTable(this.name(table), definition);
    await this.mirror.run(`CREATE TABLE "${table}" (${currentSchema(loaded.metadata).fields.map(({ type }, index) => `c${index} ${scanType(type)}`).join(', ')})`);
    return loaded;
  }

  load = (table: string): Promise<LoadedTable> => this.catalog.loadTable(this.name(table));

  /** The change as a translated statement gives it. */
  async planned(table: string, change: Change, more: Partial<RowWrite> = {}): Promise<RowWrite> {
    return planChange(await this.context(), this.name(table), change, more);
  }

  async write(table: string, change: Change): Promise<WriteAnswer> {
    return writeRows(await this.context(), { write: await this.planned(table, change) });
  }

  /** Changes both tables and answers what the console said. */
  async both(table: string, change: Change): Promise<WriteAnswer> {
    const answer = await this.write(table, change);
    await this.mirror.run(mirrorSql(table, change, currentSchema((await this.load(table)).metadata).fields));
    return answer;
  }

  /** Rows as text, in order; of the console's table through its whole way of reading. */
  async rows(table: string): Promise<readonly string[]> {
    const ctx = await this.context();
    const loaded = await this.load(table);
    return this.ask(`SELECT ${rowText(currentSchema(loaded.metadata).fields)} FROM t`, ['varchar'], await tableScan(ctx, loaded, ALL, false)).then((rows) => rows.map(([row]) => String(row)).sort());
  }

  async mirrorRows(table: string): Promise<readonly string[]> {
    const { fields } = currentSchema((await this.load(table)).metadata);
    return (await this.mirror.runAndReadAll(`SELECT ${rowText(fields)} FROM "${table}"`)).getRows().map(([row]) => String(row)).sort();
  }

  /** Engine's SQL over t, with c_file, c_pos and c_row_id. */
  async askPlaces(table: string, sql: string, types: readonly string[]): Promise<readonly (readonly unknown[])[]> {
    return this.ask(sql, types, await tableScan(await this.context(), await this.load(table), ALL, true));
  }

  private async ask(sql: string, types: readonly string[], scan: EngineScan): Promise<readonly (readonly unknown[])[]> {
    const spool = mkdtempSync(join(this.root, 'spool-'));
    const columns = columnsOf(...types);
    const { rowCount } = await this.engine.run({ sql, columns, scans: [scan], functions: FUNCTIONS, spool, rowLimit: null, limits }, () => undefined).result;
    return (await this.engine.readSpool(spool, columns, 0, rowCount)).rows;
  }

  /** Names of the files in the table's data folder. */
  dataFolder(table: string): readonly string[] {
    return readdirSync(join(this.warehouse, NAMESPACE, table), { withFileTypes: true }).some(({ name }) => name === 'data') ? readdirSync(join(this.warehouse, NAMESPACE, table, 'data')) : [];
  }

  async close(): Promise<void> {
    await this.db.close();
    await this.store.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

function mirrorSql(table: string, change: Change, fields: readonly NestedField[]): string {
  const columns = fields.map((_, index) => `c${index}`);
  switch (change.kind) {
    case 'insert': return `INSERT INTO "${table}" ${change.select}`;
    case 'delete': return `DELETE FROM "${table}" WHERE ${change.where}`;
    case 'update': return `UPDATE "${table}" SET ${Object.entries(change.set).map(([index, value]) => `c${index} = ${value}`).join(', ')} WHERE ${change.where}`;
    case 'merge': return `MERGE INTO "${table}" AS t USING (${change.source}) AS s(${columns.join(', ')}) ON ${change.on} WHEN MATCHED AND ${change.deletes} THEN DELETE WHEN MATCHED THEN UPDATE SET ${columns.map((name) => `${name} = s.${name}`).join(', ')} WHEN NOT MATCHED THEN INSERT (${columns.join(', ')}) VALUES (${columns.map((name) => `s.${name}`).join(', ')})`;
  }
}
