import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog, type LoadedTable } from '@/lib/core/catalog';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { writeParquet } from '@/tests/support/parquet-writer';
import { findPython } from '@/tests/support/python';
import { DuckDBInstance } from '@duckdb/node-api';
import { findJavaWriter, startWriter, type Command } from './writers';

const SECONDS = Number(process.env['RACE_SECONDS'] ?? 120);
const TABLE = { namespace: ['shop'], name: 't' };
const folder = mkdtempSync(join(tmpdir(), 'race-writers-'));
const script = join(folder, 'console-writer.mjs');
const ours: Command = [process.execPath, script];
const python = findPython();
const pyiceberg: Command = ['path' in python ? python.path : '', 'tests/format/race-writers/hadoop_writer.py'];
const java = findJavaWriter();
const lacks = 'missing' in python ? python.missing : null;
const lacksJava = lacks ?? ('missing' in java ? java.missing : null);

beforeAll(async () => {
  await build({ entryPoints: ['tests/format/race-writers/console-writer.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', external: ['@duckdb/node-api'], banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A table of ids, with a file of ten rows that writers copy. */
async function prepare(name: string): Promise<string> {
  const warehouse = join(folder, name);
  const store = await openLocalFileStore(warehouse);
  const catalog = openCatalog({ name: 'lake', store });
  await catalog.createNamespace(TABLE.namespace);
  await catalog.createTable(TABLE, {
    fields: [{ id: 0, name: 'id', required: false, type: { type: 'long' } }, { id: 0, name: 'who', required: false, type: { type: 'string' } }],
    properties: { 'commit.retry.num-retries': '20', 'commit.retry.min-wait-ms': '10', 'commit.retry.max-wait-ms': '200', 'commit.manifest.min-count-to-merge': '50' },
  });
  mkdirSync(join(warehouse, 'shop', 't', 'data'));
  await writeParquet(join(warehouse, 'shop', 't', 'data', 'template.parquet'), "SELECT range AS id, 'template' AS who FROM range(10)", '{id: 1, who: 2}');
  return warehouse;
}

/** All begin at once and write for the time given; none may fail. */
async function race(warehouse: string, seconds: number, writers: Readonly<Record<string, Command>>) {
  const started = Object.entries(writers).map(([id, command]) => startWriter(command, warehouse, id, seconds));
  await Promise.all(started.map(({ ready }) => ready));
  for (const { go } of started) go();
  const ended = await Promise.all(started.map(async ({ id, gone }) => ({ id, ...(await gone) })));
  expect(ended.filter(({ code }) => code !== 0).map(({ id, errors }) => `${id}: ${errors}`)).toEqual([]);
  return ended;
}

/** The table as a console finds it afterwards, which must be whole: one line of snapshots, every version, every file there. */
async function whole(warehouse: string): Promise<{ loaded: LoadedTable; writers: readonly string[]; rows: bigint }> {
  const store = await openLocalFileStore(warehouse);
  const catalog = openCatalog({ name: 'lake', store });
  const loaded = await catalog.loadTable(TABLE);
  const { snapshots, snapshotLog, currentSnapshotId } = loaded.metadata;
  snapshots.forEach((snapshot, i) => {
    expect(snapshot.parentSnapshotId).toBe(i === 0 ? null : snapshots[i - 1]?.snapshotId);
    expect(snapshot.sequenceNumber).toBe(BigInt(i + 1));
  });
  expect(snapshotLog.map(({ snapshotId }) => snapshotId)).toEqual(snapshots.map(({ snapshotId }) => snapshotId));
  expect(currentSnapshotId).toBe(snapshots.at(-1)?.snapshotId ?? null);
  const versions = readdirSync(join(warehouse, 'shop/t/metadata')).map((name) => /^v(\d+)\.metadata\.json$/.exec(name)?.[1]).filter((name) => name !== undefined).map(Number);
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: loaded.version }, (_, i) => i + 1));
  expect(loaded.version).toBe(snapshots.length + 1);
  const plan = await catalog.planScan(loaded, { snapshot: snapshots.at(-1) ?? null, schema: loaded.metadata.schemas[0]!, filter: { op: 'true' }, limit: null });
  const paths = [...(await catalog.locate(plan)).values()];
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const [row] = (await connection.runAndReadAll(`SELECT count(*) FROM read_parquet([${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}])`)).getRows();
  expect(new Set(paths).size).toBe(paths.length);
  expect(snapshots.at(-1)?.summary['total-records']).toBe(String(row?.[0]));
  return { loaded, writers: snapshots.map(({ summary }) => summary['writer'] ?? ''), rows: row?.[0] as bigint };
}

const counted = (ended: readonly { readonly id: string; readonly acknowledged: readonly string[] }[]): string => ended.map(({ id, acknowledged }) => `${id} ${acknowledged.length}`).join(', ');

describe('writers of several kinds on one table', () => {
  it.skipIf(lacks !== null)(`eight, of ours and PyIceberg's: rows in are rows out, in one line${lacks === null ? '' : `: skipped, ${lacks}`}`, { timeout: 900_000 }, async () => {
    const warehouse = await prepare('two-kinds');
    const ended = await race(warehouse, SECONDS / 2, { c1: ours, c2: ours, c3: ours, c4: ours, p1: pyiceberg, p2: pyiceberg, p3: pyiceberg, p4: pyiceberg });
    const { writers, rows } = await whole(warehouse);
    const acknowledged = ended.flatMap((one) => one.acknowledged);
    expect(ended.flatMap(({ unsure }) => unsure)).toEqual([]);
    expect([...writers].sort()).toEqual([...acknowledged].sort());
    expect(rows).toBe(BigInt(acknowledged.length * 10));
    for (const { acknowledged: own } of ended) expect(own.length).toBeGreaterThan(0);
    process.stdout.write(`note: race of two kinds for ${SECONDS / 2} s: ${acknowledged.length} commits, none lost (${counted(ended)})\n`);
  });

  it.skipIf(lacksJava !== null)(`eight, two of them Java's, whose local rename replaces: one line that loads cleanly everywhere${lacksJava === null ? '' : `: skipped, ${lacksJava}`}`, { timeout: 900_000 }, async () => {
    if ('missing' in java) return;
    const warehouse = await prepare('three-kinds');
    const ended = await race(warehouse, SECONDS, { c1: ours, c2: ours, c3: ours, p1: pyiceberg, p2: pyiceberg, p3: pyiceberg, j1: java.command, j2: java.command });
    const { loaded, writers, rows } = await whole(warehouse);
    expect(new Set(writers).size).toBe(writers.length);
    expect(rows).toBe(BigInt(writers.length * 10));
    const [program = '', ...args] = java.command;
    expect(execFileSync(program, [...args, warehouse, 'read'], { encoding: 'utf8' }).trim()).toBe(`${loaded.metadata.currentSnapshotId} ${writers.length}`);
    const there = new Set(writers);
    const lost = ended.map(({ id, acknowledged }) => `${id} ${acknowledged.filter((writer) => !there.has(writer)).length} of ${acknowledged.length}`);
    const unsure = ended.flatMap((one) => one.unsure).length;
    const stumbled = ended.flatMap((one) => one.stumbled).length;
    process.stdout.write(`note: race of three kinds for ${SECONDS} s: ${writers.length} commits in one line; acknowledged and then replaced by a rename of Java's: ${lost.join(', ')}; ${unsure} told as unknown, ${stumbled} reads of Java's stumbled\n`);
    for (const { acknowledged } of ended) expect(acknowledged.length).toBeGreaterThan(0);
  });
});
