import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCatalog } from '@/lib/core/catalog';
import { sweepStaging } from '@/lib/features/tables/writing';
import { sweepAdoptions } from '@/lib/features/tables/writing/staging';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import type { FileStore } from '@/lib/ports/storage/port';
import { buildWorkers, distFolder } from '@/tests/support/build-workers';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { startDuckDbEngine } from '@/tests/support/duckdb-engine';
import { Ledger, type Said } from './claims';
import { homeOf } from './home-of';
import { isOfRows, makeSharedTables, PROPERTIES, ROWS } from './shared-tables';
import { FreshWorld, wrongs } from './world';

/** How long, or how many rounds when that is given; and how many rounds a warehouse lives, since each look reads all of it. */
const MINUTES = Number(process.env['CRASH_MINUTES'] ?? 10);
const ROUNDS = process.env['CRASH_ROUNDS'] === undefined ? null : Number(process.env['CRASH_ROUNDS']);
const ROUNDS_A_WAREHOUSE = 8;
/** The first writes rows with the engine, and in some rounds the last does so too; statements take longer than commits. */
const CLIENTS = ['a', 'b', 'c'];
const writesRows = (client: string, round: number): boolean => client === 'a' || (client === 'c' && round % 3 === 0);
const LONGEST_LIFE_MS = { commits: 900, rows: 1800 };
/** A kind that was killed less often than this is now and then killed as soon as it has begun, within so long: short and rare ones would come off else. */
const SELDOM = { kills: 2, share: 0.25, withinMs: { commits: 30, rows: 500 } };
const totals = new Map<string, { done: number; refused: number; killed: number }>();

const folder = mkdtempSync(join(tmpdir(), 'crash-writes-'));
const script = join(distFolder, `crash-writes-${process.pid}.mjs`);
let workers = '';
let engine: QueryEngine;

beforeAll(async () => {
  // the engine's user passes through here
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'tmp'));
  workers = await buildWorkers('duckdb-worker', 'spool-reader');
  engine = await startDuckDbEngine();
  await build({ entryPoints: ['tests/attack/crash-writes/client.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', external: ['@duckdb/node-api'], banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
});
afterAll(async () => {
  await engine.close();
  rmSync(script, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** Clients that begin together, each killed at a random moment after that. Resolves with what they said on stderr. */
async function round(root: string, number: number, ledger: Ledger): Promise<readonly string[]> {
  const clients = CLIENTS.map((client) => start(root, `${number}${client}`, writesRows(client, number), ledger));
  await Promise.all(clients.map(({ ready }) => ready));
  for (const { begin } of clients) begin();
  return Promise.all(clients.map(({ gone }) => gone));
}

function start(root: string, id: string, isOfRows: boolean, ledger: Ledger): { readonly ready: Promise<void>; readonly gone: Promise<string>; begin(): void } {
  const child = spawn(process.execPath, [script, root, id, ...(isOfRows ? [workers] : [])], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: join(folder, 'tmp') } });
  let [rest, errors] = ['', ''];
  const kill = (withinMs: number): void => void setTimeout(() => child.kill('SIGKILL'), Math.random() * withinMs);
  const isSeldom = (kind: string): boolean => (totals.get(kind)?.killed ?? 0) + (ledger.counts.get(kind)?.killed ?? 0) < SELDOM.kills;
  const place = isOfRows ? 'rows' : 'commits';
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => { isReady = resolve; });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const said = JSON.parse(line) as Said;
      if (said.say === 'ready') isReady();
      if (said.say === 'begin' && isSeldom(said.kind) && Math.random() < SELDOM.share) kill(SELDOM.withinMs[place]);
      ledger.hear(id, said);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { errors += chunk; });
  const gone = new Promise<string>((resolve) => child.once('close', (_code, signal) => {
    ledger.bury(id);
    isReady();
    resolve(signal === 'SIGKILL' ? errors : `${id} ended by itself: ${errors}`);
  }));
  return {
    ready, gone,
    begin() {
      child.stdin.on('error', () => undefined).write(`${JSON.stringify(ledger.leftBy(id.slice(-1)))}\n`);
      kill(LONGEST_LIFE_MS[place]);
    },
  };
}

/** What the next start of each console does, then what is left all the same: no folder of a write, no file of rows that nothing names, unless an expiry was killed while it removed such files. */
async function leftOver(store: FileStore, root: string, ledger: Ledger): Promise<readonly string[]> {
  const catalog = openCatalog({ name: 'lake', store });
  const say = (): void => undefined;
  for (const client of CLIENTS) {
    const ports = { store, catalog, settings: homeOf(root, client), log: { debug: say, info: say, warn: say, error: say } };
    await sweepStaging(ports, new Date());
    await (await sweepAdoptions(ports)).removed;
  }
  const found = (await store.listStaging()).map(({ id }) => id).filter((id) => id.startsWith('write-'));
  for (const table of await new FreshWorld(store, engine, folder).tables()) {
    if (!isOfRows(table) || (table.name === ROWS.name && ledger.counts.get('expire')?.killed !== 0)) continue;
    const { files } = await catalog.maintenance.orphans(await catalog.loadTable(table), { olderThanMs: Date.now() + 60_000 });
    found.push(...files.map(({ path }) => path).filter((path) => path.includes('/data/')));
  }
  return found;
}

it('consoles that are killed while they write: what was acknowledged is there, nothing is half there, every table loads', { timeout: 24 * 3_600_000 }, async () => {
  const ends = Date.now() + MINUTES * 60_000;
  const refusals = new Map<string, number>();
  let rounds = 0;
  const goesOn = (): boolean => (ROUNDS === null ? Date.now() < ends : rounds < ROUNDS);
  for (let warehouse = 0; goesOn(); warehouse += 1) {
    const root = join(folder, `w${warehouse}`, 'warehouse');
    const { store, catalog } = await CatalogBench.withOrders(await openLocalFileStore(root), { properties: PROPERTIES });
    await catalog.createNamespace(['made']);
    await makeSharedTables(catalog, store, warehouse);
    const ledger = new Ledger();
    for (let number = 0; number < ROUNDS_A_WAREHOUSE && goesOn(); number += 1) {
      rounds += 1;
      expect(await round(root, number, ledger)).toEqual(CLIENTS.map(() => ''));
      expect(await wrongs(new FreshWorld(store, engine, folder), ledger)).toEqual([]);
    }
    expect(await leftOver(store, root, ledger), `acknowledged, refused and killed: ${JSON.stringify([...ledger.counts])}; refused as ${JSON.stringify([...ledger.refusals])}`).toEqual([]);
    for (const [code, count] of ledger.refusals) refusals.set(code, (refusals.get(code) ?? 0) + count);
    for (const [kind, { done, refused, killed }] of ledger.counts) {
      const total = totals.get(kind) ?? { done: 0, refused: 0, killed: 0 };
      totals.set(kind, { done: total.done + done, refused: total.refused + refused, killed: total.killed + killed });
    }
    rmSync(join(folder, `w${warehouse}`), { recursive: true, force: true });
  }
  process.stdout.write(`note: ${rounds} rounds of ${CLIENTS.length} clients killed while they wrote; acknowledged/refused/killed: ${[...totals].map(([kind, { done, refused, killed }]) => `${kind} ${done}/${refused}/${killed}`).join(', ')}; refused as ${[...refusals].map(([code, count]) => `${code} ${count}`).join(', ')}\n`);
  expect(totals.size).toBeGreaterThan(0);
  expect([...totals.values()].reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(rounds);
});
