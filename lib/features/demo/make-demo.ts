import { newDataFile, newPositionDeleteFile, openCatalog, propertiesChange, refChange, schemaChange, specChange, type Catalog, type FileFacts, type LoadedTable } from '@/lib/core/catalog';
import { currentSchema, currentSnapshot, currentSpec, type ContentFile, type NestedField } from '@/lib/model/iceberg';
import { DELETE_PATH, DELETE_POSITION } from '@/lib/model/iceberg/reserved-fields';
import type { QueryEngine, WrittenFile } from '@/lib/ports/engines/port';
import type { FileStore } from '@/lib/ports/storage/port';
import { PLANS } from './plans';
import { DAYS, type Step, type TablePlan, type Writing } from './table-plan';

export interface DemoTools {
  readonly store: FileStore;
  readonly engine: QueryEngine;
  readonly catalogName: string;
  /** the moment at which the history ends */
  readonly now: Date;
  readonly limits: { readonly memoryBytes: number; readonly threads: number };
}

const DAY_MS = 86_400_000;
/** Lies in the warehouse while the demo is made: a start that finds it knows that the last one was killed. */
const MARKER = '/.demo-being-made';
const MARKER_TEXT = 'The demo tables are being made. A start that finds this file removes them and makes them anew.\n';

/**
 * Makes the demo in an empty warehouse, whole or not at all: what a killed start left is removed and made again. Answers
 * whether it made anything; a warehouse with anything else in it is left alone.
 */
export async function makeDemo(tools: DemoTools): Promise<boolean> {
  const { store } = tools;
  const there = (await store.list('/', { limit: 10 })).entries.map(({ path }) => path);
  const killed = there.includes(MARKER);
  if (!killed && there.length > 0) return false;
  if (killed) for (const { namespace, name } of PLANS) await store.remove(`/${namespace}/${name}`, { recursive: true });
  else await store.create(MARKER, new TextEncoder().encode(MARKER_TEXT));
  const names = openCatalog({ name: tools.catalogName, store });
  for (const namespace of new Set(PLANS.map((plan) => plan.namespace))) if (!(await names.namespaceExists([namespace]))) await names.createNamespace([namespace]);
  // each table has a history, and so a clock, of its own; most of the time goes by in waiting for the disk
  await settled(PLANS.map((plan) => {
    let clockMs = tools.now.getTime();
    return makeTable(tools, openCatalog({ name: tools.catalogName, store, clock: () => clockMs }), plan, (ms) => { clockMs = ms; });
  }));
  await store.remove(MARKER);
  return true;
}

/** Waits for all, also when one fails, so that nothing goes on behind a failure. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}

/** When the commits of a day happened: just before midnight, or now for the last day. */
const commitTime = (now: Date, daysBack: number): number => (daysBack === 0 ? now.getTime() - 1000 : Math.floor(now.getTime() / DAY_MS) * DAY_MS - (daysBack - 1) * DAY_MS - 5 * 60_000);

async function makeTable(tools: DemoTools, catalog: Catalog, plan: TablePlan, setClock: (ms: number) => void): Promise<void> {
  const table = { namespace: [plan.namespace], name: plan.name };
  setClock(commitTime(tools.now, DAYS) - 3_600_000);
  let loaded = await catalog.createTable(table, { fields: plan.columns, partition: plan.partition, properties: { comment: plan.comment, 'write.parquet.compression-codec': 'zstd' } });
  await tools.store.makeFolders(`${loaded.folder}/data`);
  const batches = new Map<number, ContentFile[]>();
  const written = new Set<Writing>();
  let schemas = 0;
  let specs = 0;
  let minute = 0;
  let lastDay = DAYS;
  for (const step of plan.steps) {
    // several commits of one day lie a minute apart
    minute = step.day === lastDay ? minute + 1 : 0;
    lastDay = step.day;
    setClock(commitTime(tools.now, step.day) + (step.day === 0 ? 0 : minute * 60_000));
    for (const writing of plan.writings) {
      if (written.has(writing) || writing.afterSchemas !== schemas || writing.afterSpecs !== specs) continue;
      written.add(writing);
      for (const [batch, files] of await write(tools, loaded, writing)) batches.set(batch, [...(batches.get(batch) ?? []), ...files]);
    }
    if (step.kind === 'schema') schemas += 1;
    if (step.kind === 'spec') specs += 1;
    loaded = await take(tools, catalog, loaded, step, batches);
  }
}

async function take(tools: DemoTools, catalog: Catalog, loaded: LoadedTable, step: Step, batches: ReadonlyMap<number, readonly ContentFile[]>): Promise<LoadedTable> {
  const { table } = loaded;
  const summary = { 'engine-name': 'lakehouse-console', 'lakehouse-console.user': 'demo' };
  const commit = async (build: Parameters<Catalog['commit']>[1]): Promise<LoadedTable> => (await catalog.commit(table, build)).loaded;
  switch (step.kind) {
    case 'append': return commit((base) => catalog.changeFiles(base, { operation: 'append', added: batches.get(step.batch) ?? [], summary, ...(step.branch === undefined ? {} : { branch: step.branch }) }));
    case 'schema': return commit(async (base) => schemaChange(base, step.changes));
    case 'spec': return commit(async (base) => specChange(base, step.fields));
    case 'tag': case 'branch': {
      const snapshotId = currentSnapshot(loaded.metadata)?.snapshotId;
      if (snapshotId === undefined) return commit(async (base) => propertiesChange(base, {}));
      return commit(async (base) => refChange(base, step.name, { type: step.kind, snapshotId }));
    }
    case 'delete': {
      const deletes = await Promise.all((batches.get(step.batch) ?? []).map((file) => writeDeletes(tools, loaded, file, step.positions)));
      return commit((base) => catalog.changeFiles(base, { operation: 'delete', added: deletes, summary }));
    }
  }
}

const limits = ({ limits: { memoryBytes, threads } }: DemoTools) => ({ memoryBytes, threads, timeMs: 120_000, spoolBytes: 4 * 1024 ** 3 });
const sqlText = (sql: string, now: Date): string => {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const date = new Date(midnight).toISOString().slice(0, 10);
  return sql.replaceAll('{day}', `${date} 00:00:00+00`).replaceAll('{date}', date).replaceAll('{elapsed}', String(Math.max(60_000, now.getTime() - midnight - 1000) * 1000));
};
const fieldOf = (name: string, type: 'int' | 'date'): NestedField => ({ id: 1, name, required: false, type: { type } });

/** Writes the rows of one statement, by batch and partition; each file is then durable and read-only. */
async function write(tools: DemoTools, loaded: LoadedTable, writing: Writing): Promise<ReadonlyMap<number, ContentFile[]>> {
  const folder = await tools.store.localPath(`${loaded.folder}/data`);
  if (folder === null) throw new TypeError('The demo is made on a local disk only');
  const written = await tools.engine.write({
    // columns go by place, so the batch comes behind them
    sql: `SELECT * EXCLUDE (batch), batch FROM (${sqlText(writing.sql, tools.now)})`, scans: [], fields: currentSchema(loaded.metadata).fields, folder, targetFileBytes: 128 * 1024 ** 2, compression: 'zstd', orderBy: writing.orderBy.split(', '), limits: limits(tools),
    partition: [{ sql: 'batch::INTEGER', field: fieldOf('batch', 'int') }, ...writing.partition.map(({ sql, type }, index) => ({ sql, field: fieldOf(`p${index}`, type) }))],
  });
  const batches = new Map<number, ContentFile[]>();
  for (const file of written) {
    const [batch, ...partition] = file.partition;
    const { path, facts } = await placed(tools, loaded, file);
    const made = newDataFile(loaded.metadata, facts, { path, partition, specId: currentSpec(loaded.metadata).specId });
    batches.set(Number(batch), [...(batches.get(Number(batch)) ?? []), made]);
  }
  return batches;
}

async function writeDeletes(tools: DemoTools, loaded: LoadedTable, file: ContentFile, positions: readonly number[]): Promise<ContentFile> {
  const folder = await tools.store.localPath(`${loaded.folder}/data`);
  if (folder === null) throw new TypeError('The demo is made on a local disk only');
  const [written] = await tools.engine.write({
    sql: `SELECT '${file.path.replaceAll("'", "''")}' AS file_path, pos FROM (VALUES ${positions.map((position) => `(${position}::BIGINT)`).join(', ')}) v(pos)`, scans: [], fields: [DELETE_PATH, DELETE_POSITION], partition: [], orderBy: ['pos'], folder,
    targetFileBytes: 128 * 1024 ** 2, compression: 'zstd', limits: limits(tools),
  });
  if (written === undefined) throw new TypeError('The engine wrote no delete file');
  const { path, facts } = await placed(tools, loaded, written);
  return newPositionDeleteFile(facts, { path, partition: file.partition, specId: file.specId }, [file.path]);
}

/** Makes a written file durable and read-only, and says where it lies. */
async function placed({ store }: DemoTools, loaded: LoadedTable, file: WrittenFile): Promise<{ readonly path: string; readonly facts: FileFacts }> {
  const name = file.localPath.slice(file.localPath.lastIndexOf('/') + 1);
  const sealed = await store.seal(`${loaded.folder}/data/${name}`);
  return { path: `${loaded.metadata.location}/data/${name}`, facts: { ...file, fileSizeInBytes: sealed.size } };
}
