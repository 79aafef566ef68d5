import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableMetadata } from '@/lib/model/iceberg';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { writeParquet } from '@/tests/support/parquet-writer';
import { DuckDBInstance } from '@duckdb/node-api';

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
const script = join(folder, 'append-process.mjs');
const children = new Set<ChildProcess>();

interface Appender {
  readonly process: ChildProcess;
  /** files whose commit was acknowledged so far */
  readonly acknowledged: string[];
  readonly ready: Promise<void>;
  /** resolves when the process is gone, with what it said on stderr */
  readonly gone: Promise<string>;
}

function startAppender(root: string, names: readonly string[]): Appender {
  const child = spawn(process.execPath, [script, root, ...names], { stdio: ['pipe', 'pipe', 'pipe'] });
  children.add(child);
  const acknowledged: string[] = [];
  let errors = '';
  let rest = '';
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => { isReady = resolve; });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line === 'ready') isReady(); else acknowledged.push(line);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { errors += chunk; });
  const gone = new Promise<string>((resolve) => child.once('close', () => { children.delete(child); isReady(); resolve(errors); }));
  return { process: child, acknowledged, ready, gone };
}

/** A table on disk with data files that nobody has committed yet: `name` holds ten ids. */
async function prepare(warehouse: string, names: readonly string[]): Promise<CatalogBench> {
  const root = join(folder, warehouse);
  const bench = await CatalogBench.withOrders(await openLocalFileStore(root));
  await bench.store.makeFolders('/shop/orders/data');
  for (const [index, name] of names.entries()) await writeParquet(join(root, 'shop/orders/data', `${name}.parquet`), `SELECT ${index * 10} + range AS id, DATE '2022-01-08' AS day FROM range(10)`, '{id: 1, day: 2}');
  return bench;
}

/** One line of snapshots from the first to the current one, with every version there and each naming the one before it. */
function expectLinear(metadata: TableMetadata, version: number): void {
  expect(metadata.snapshots).toHaveLength(version - 1);
  metadata.snapshots.forEach((snapshot, i) => {
    expect(snapshot.parentSnapshotId).toBe(i === 0 ? null : metadata.snapshots[i - 1]?.snapshotId);
    expect(snapshot.sequenceNumber).toBe(BigInt(i + 1));
    expect(snapshot.summary['total-records']).toBe(String((i + 1) * 10));
  });
  expect(metadata.snapshotLog.map(({ snapshotId }) => snapshotId)).toEqual(metadata.snapshots.map(({ snapshotId }) => snapshotId));
  expect(metadata.metadataLog.map(({ metadataFile }) => metadataFile.slice(metadataFile.lastIndexOf('/') + 1))).toEqual(Array.from({ length: version - 1 }, (_, i) => `v${i + 1}.metadata.json`).slice(-100));
}

describe('processes that append to one table', () => {
  beforeAll(async () => {
    await build({ entryPoints: ['tests/support/append-process.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('eight of them: rows in are rows out, in one linear history, and nothing is left over', async () => {
    const writers = Array.from({ length: 8 }, (_, writer) => Array.from({ length: 6 }, (_, i) => `${writer}-${i}`));
    const bench = await prepare('race', writers.flat());
    const appenders = writers.map((names) => startAppender(join(folder, 'race'), names));
    await Promise.all(appenders.map(({ ready }) => ready));
    for (const { process: child } of appenders) child.stdin?.write('go\n');
    expect(await Promise.all(appenders.map(({ gone }) => gone))).toEqual(writers.map(() => ''));
    appenders.forEach(({ acknowledged }, writer) => expect(acknowledged).toEqual(writers[writer]));
    expect(await bench.dataFiles()).toEqual(writers.flat().sort());
    const loaded = await bench.load();
    expectLinear(loaded.metadata, loaded.version);
    const catalog = bench.another();
    const { files } = await catalog.planScan(loaded, { snapshot: loaded.metadata.snapshots.at(-1) ?? null, schema: loaded.metadata.schemas[0]!, filter: { op: 'true' }, limit: null });
    const paths = await Promise.all(files.map(({ path }) => bench.store.localPath(path)));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const [row] = (await connection.runAndReadAll(`SELECT count(*), count(DISTINCT id), sum(id)::BIGINT FROM read_parquet([${paths.map((path) => `'${path}'`).join(', ')}])`)).getRows();
    expect(row).toEqual([480n, 480n, (479n * 480n) / 2n]);
    const names = await bench.metadataNames();
    expect(names.filter((name) => name.endsWith('.avro'))).toHaveLength(96);
    expect(names.filter((name) => !/^v\d+\.metadata\.json$|\.avro$/.test(name))).toEqual(['version-hint.text']);
    expect(await bench.hint()).toBe('49');
  }, 120_000);

  it('killed at any moment: every acknowledged row is there, once, and the next writer goes on', async () => {
    const rounds = Array.from({ length: 8 }, (_, round) => Array.from({ length: 12 }, (_, i) => `${round}-${i}`));
    const bench = await prepare('kill', rounds.flat());
    const acknowledged: string[] = [];
    let killed = 0;
    for (const names of rounds) {
      const appender = startAppender(join(folder, 'kill'), names);
      await appender.ready;
      appender.process.stdin?.write('go\n');
      setTimeout(() => { killed += appender.process.kill('SIGKILL') ? 1 : 0; }, 20 + Math.random() * 150);
      await appender.gone;
      acknowledged.push(...appender.acknowledged);
      const files = await bench.dataFiles();
      expect(new Set(files).size).toBe(files.length);
      expect(files).toEqual(expect.arrayContaining(acknowledged));
      // at most the commit that was under way is there without having been acknowledged
      expect(files.length - acknowledged.length).toBeLessThanOrEqual(1);
      acknowledged.push(...files.filter((name) => !acknowledged.includes(name)));
    }
    expect(killed).toBeGreaterThan(0);
    await bench.append('last');
    const loaded = await bench.load();
    expectLinear(loaded.metadata, loaded.version);
    expect(await bench.dataFiles()).toEqual([...acknowledged, 'last'].sort());
    for (const name of readdirSync(join(folder, 'kill/shop/orders/metadata')).filter((each) => /^v\d+\.metadata\.json$/.test(each))) JSON.parse(readFileSync(join(folder, 'kill/shop/orders/metadata', name), 'utf8'));
  }, 120_000);
});
