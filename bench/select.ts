import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openCatalog } from '@/lib/core/catalog';
import { currentSchema, currentSnapshot, type NestedField } from '@/lib/model/iceberg';
import { readScan } from '@/lib/features/tables/read-scan';
import type { Context } from '@/lib/kernel/context';
import { createDuckDbEngine } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { defaultRunAs } from '@/lib/ports/engines/duckdb/run-as';
import type { Stage } from '@/lib/ports/engines/duckdb/stages';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { columns as columnsOf, contentFile } from '@/tests/support/engine-bench';
import { median, progress, round, runJson, type BenchOptions, type BenchReport } from './measure';

const WRITTEN = 100;
interface Size { readonly files: number; readonly rows: number }
const SIZES: readonly Size[] = [{ files: 1, rows: 2_000_000 }, { files: 10, rows: 2_000_000 }, { files: 20, rows: 20_000_000 }, { files: 100, rows: 2_000_000 }, { files: 1000, rows: 2_000_000 }, { files: 10_000, rows: 2_000_000 }];
const QUICK: readonly Size[] = [{ files: 1, rows: 2_000_000 }, { files: 10, rows: 2_000_000 }, { files: 1000, rows: 2_000_000 }];
const PLANS_BEFORE = 40;
const LIMITS = { memoryBytes: 2 * 2 ** 30, threads: 2, timeMs: 600_000, spoolBytes: 8 * 2 ** 30 };
const FIELDS = [['id', 'long', 'bigint'], ['moment', 'timestamp', 'timestamp(6)'], ['amount', 'double', 'double'], ['region', 'string', 'varchar'], ['customer', 'long', 'bigint'], ['quantity', 'int', 'integer'], ['note', 'string', 'varchar'], ['price', 'decimal', 'decimal(12,2)']] as const;
const SELECT = (from: number, rows: number): string =>
  `SELECT range AS id, TIMESTAMP '2024-01-01' + INTERVAL (range) SECOND AS moment, (range * 7919 % 100003) / 7.0 AS amount, 'region-' || (range % 11) AS region, range * 31 % 50021 AS customer, (range % 9)::INTEGER AS quantity, 'note ' || hash(range) AS note, (range % 10000)::DECIMAL(12,2) AS price FROM range(${from}, ${from + rows})`;
const QUERIES = [
  { name: 'every row, every column', sql: 'SELECT * FROM t', types: FIELDS.map(([, , type]) => type), functions: [] },
  { name: 'group by', sql: 'SELECT c3, count(*), sum(c5), max(c2) FROM t GROUP BY c3', types: ['varchar', 'bigint', 'decimal(38,0)', 'double'], functions: ['count', 'sum', 'max'] },
  { name: 'one row in a thousand', sql: 'SELECT c0, c6 FROM t WHERE c4 % 1000 = 7', types: ['bigint', 'varchar'], functions: [] },
] as const;
const warehouse = resolve('.cache/bench/select-4');
const name = ({ files, rows }: Size): string => `f_${files}_${rows / 1_000_000}m`;
const fields: readonly NestedField[] = FIELDS.map(([column, type], index) => ({ id: index + 1, name: column, required: false, type: type === 'decimal' ? { type, precision: 12, scale: 2 } : { type } }));

/** Processor time of the child between the hand-over and the end of its work. */
function childCpu(stages: readonly Stage[]): number {
  const at = (name: string): number => stages.find((stage) => stage.name === name)?.cpuMs ?? NaN;
  return at('index') - at('handed over');
}

async function makeTables(): Promise<void> {
  if (existsSync(warehouse)) return;
  const making = `${warehouse}-making`;
  rmSync(making, { recursive: true, force: true });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const ids = `{${FIELDS.map(([column], index) => `${column}: ${index + 1}`).join(', ')}}`;
  for (const size of SIZES) {
    const data = join(making, 'bench', name(size), 'data');
    mkdirSync(data, { recursive: true });
    const { files } = size;
    const each = size.rows / files;
    const fileOf = (index: number): string => join(data, `${String(index).padStart(5, '0')}.parquet`);
    for (let index = 0; index < files; index += 1) {
      // a hundred different files are enough to read, and copying one is quicker than writing it
      if (index >= WRITTEN) copyFileSync(fileOf(index % WRITTEN), fileOf(index));
      else await connection.run(`COPY (${SELECT(index * each, each)}) TO '${fileOf(index)}' (FORMAT parquet, COMPRESSION zstd, FIELD_IDS ${ids})`);
    }
  }
  renameSync(making, warehouse);
  const store = await openLocalFileStore(warehouse);
  const catalog = openCatalog({ name: 'lake', store });
  for (const size of SIZES) {
    const { files, rows } = size;
    const table = { namespace: ['bench'], name: name(size) };
    // the folder of data is there already, so the table is made beside it and its data moved in
    await store.move(`/bench/${name(size)}`, `/bench/${name(size)}-data`);
    await catalog.createTable(table, { fields });
    await store.move(`/bench/${name(size)}-data/data`, `/bench/${name(size)}/data`);
    await store.remove(`/bench/${name(size)}-data`);
    const added = Array.from({ length: files }, (_, index) => {
      const file = `${name(size)}/data/${String(index).padStart(5, '0')}.parquet`;
      return contentFile('', { path: `${store.rootUri}/bench/${file}`, recordCount: rows / files, fileSizeInBytes: statSync(join(warehouse, 'bench', file)).size });
    });
    await catalog.commit(table, (base) => catalog.changeFiles(base, { operation: 'append', added }));
  }
}

/**
 * SELECT as the console runs it (load, plan, locate, a warm child behind its walls, spool) against plain DuckDB's
 * read_parquet on the same files into the same kind of spool, in pairs, with the same threads and memory.
 */
export async function bench({ rounds, quick, processOf }: BenchOptions): Promise<BenchReport> {
  await makeTables();
  let told: (stages: readonly Stage[]) => void = () => undefined;
  const engine = await createDuckDbEngine({ workers: resolve('dist'), macros: '', runAs: defaultRunAs(), onStages: (stages) => told(stages) });
  const store = await openLocalFileStore(warehouse);
  const scratch = mkdtempSync(join(tmpdir(), 'bench-select-'));
  chmodSync(scratch, 0o755);
  const rows: Record<string, string | number>[] = [];
  const timeline: Record<string, string | number>[] = [];
  const aims: BenchReport['aims'][number][] = [];
  let spools = 0;
  const catalog = openCatalog({ name: 'lake', store });
  const plan = async (size: Size) => {
    const loaded = await catalog.loadTable({ namespace: ['bench'], name: name(size) });
    const context = { ports: { catalog }, signal: new AbortController().signal } as unknown as Context;
    return readScan(context, loaded, { alias: 't', snapshot: currentSnapshot(loaded.metadata), schema: currentSchema(loaded.metadata), fields: fields.map((field, index) => ({ ...field, name: `c${index}` })), filter: { op: 'true' }, limit: null });
  };
  const ours = async (size: Size, query: (typeof QUERIES)[number]) => {
    await engine.check();
    const began = performance.now();
    const { scan } = await plan(size);
    const planned = performance.now() - began;
    const spool = join(scratch, `spool-${(spools += 1)}`);
    mkdirSync(spool);
    let first = NaN;
    const ended = new Promise<readonly Stage[]>((resolve) => { told = resolve; });
    const result = await engine.run({ sql: query.sql, columns: columnsOf(...query.types), scans: [scan], functions: query.functions, spool, rowLimit: null, limits: LIMITS }, (event) => {
      if (event.kind === 'rows' && event.available > 0 && Number.isNaN(first)) first = performance.now() - began;
    }).result;
    const wall = performance.now() - began;
    const start = performance.timeOrigin + began;
    const latest = await ended;
    const stages = Object.fromEntries(latest.map(({ name: stage, at }, index) => [stage, at - (latest[index - 1]?.at ?? start + planned)]));
    rmSync(spool, { recursive: true, force: true });
    return { rows: result.rowCount, wall, planned, first, stages, cpu: childCpu(latest) };
  };
  const raw = async (size: Size, query: (typeof QUERIES)[number]) => {
    // the child that follows the last one takes a fifth of a second of a processor to start
    await engine.check();
    const order = join(scratch, 'order.json');
    writeFileSync(order, JSON.stringify({ files: Array.from({ length: size.files }, (_, index) => join(warehouse, 'bench', name(size), 'data', `${String(index).padStart(5, '0')}.parquet`)), columns: FIELDS.map(([column]) => column), sql: query.sql, threads: LIMITS.threads, memoryMiB: LIMITS.memoryBytes / 2 ** 20 }));
    return runJson<{ rows: number; wall: number; cpu: number }>(process.execPath, [processOf('raw-process'), order]);
  };
  for (const size of quick ? QUICK : SIZES) {
    const { files } = size;
    // a console has planned before; V8 compiles what has run some dozens of times
    for (let turn = 0; turn < PLANS_BEFORE; turn += 1) await plan(size);
    for (const query of QUERIES) {
      const pairs: { ours: Awaited<ReturnType<typeof ours>>; raw: Awaited<ReturnType<typeof raw>> }[] = [];
      for (let turn = 0; turn < rounds; turn += 1) {
        const [a, b] = turn % 2 === 0 ? [await ours(size, query), await raw(size, query)] : await (async () => { const plain = await raw(size, query); return [await ours(size, query), plain] as const; })();
        if (a.rows !== b.rows) throw new Error(`${query.name} of ${files} files: ${a.rows} rows here, ${b.rows} in plain DuckDB`);
        pairs.push({ ours: a, raw: b });
      }
      const ratio = median(pairs.map((pair) => pair.ours.wall / pair.raw.wall));
      const of = (read: (pair: (typeof pairs)[number]) => number): number => round(median(pairs.map(read)));
      timeline.push({ files, query: query.name, 'load and plan': of((pair) => pair.ours.planned), ...Object.fromEntries(Object.keys(pairs[0]?.ours.stages ?? {}).map((stage) => [stage, of((pair) => pair.ours.stages[stage] ?? NaN)])) });
      rows.push({ files, 'million rows': size.rows / 1_000_000, query: query.name, answer: pairs[0]?.ours.rows ?? 0, 'console ms': of((pair) => pair.ours.wall), 'of it planning': of((pair) => pair.ours.planned), 'first rows ms': of((pair) => pair.ours.first), 'raw DuckDB ms': of((pair) => pair.raw.wall), 'console / raw': round(ratio, 2), 'child CPU ms': of((pair) => pair.ours.cpu), 'raw CPU ms': of((pair) => pair.raw.cpu), 'CPU ratio': round(median(pairs.map((pair) => pair.ours.cpu / pair.raw.cpu)), 2) });
      progress(rows.at(-1) ?? {});
      // where there are fewer files than threads the ratio is measured, without an aim
      if (files >= LIMITS.threads) aims.push({ aim: `${query.name}, ${files} files, ${size.rows / 1_000_000} million rows: at most 15 % over raw DuckDB`, measured: `${round((ratio - 1) * 100)} %`, met: ratio <= 1.15 });
    }
  }
  await engine.close();
  rmSync(scratch, { recursive: true, force: true });
  return { name: 'select', rows, more: { 'stages of the console, ms on the clock': timeline }, aims, notes: [`a statement runs in a process of its own behind its walls, planned by a console that has planned ${PLANS_BEFORE} times before; raw DuckDB in a warm process without any`] };
}
