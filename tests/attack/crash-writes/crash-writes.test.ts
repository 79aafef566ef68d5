import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { Ledger, type Said } from './claims';
import { FreshWorld, wrongs } from './world';

/** How long, or how many rounds when that is given; and how many rounds a warehouse lives, since each look reads all of it. */
const MINUTES = Number(process.env['CRASH_MINUTES'] ?? 10);
const ROUNDS = process.env['CRASH_ROUNDS'] === undefined ? null : Number(process.env['CRASH_ROUNDS']);
const ROUNDS_A_WAREHOUSE = 8;
const CLIENTS = 3;
const LONGEST_LIFE_MS = 900;
const PROPERTIES = { 'write.metadata.previous-versions-max': '4', 'write.metadata.delete-after-commit.enabled': 'true', 'commit.manifest.min-count-to-merge': '5', 'commit.retry.min-wait-ms': '5', 'commit.retry.max-wait-ms': '50' };

const folder = mkdtempSync(join(tmpdir(), 'crash-writes-'));
const script = join(folder, 'client.mjs');

beforeAll(async () => {
  await build({ entryPoints: ['tests/attack/crash-writes/client.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', external: ['@duckdb/node-api'], banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A client from its start to its kill, at a random moment after it began to write. Resolves with what it said on stderr. */
function live(root: string, id: string, ledger: Ledger): Promise<string> {
  const child = spawn(process.execPath, [script, root, id], { stdio: ['ignore', 'pipe', 'pipe'] });
  let rest = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const said = JSON.parse(line) as Said;
      if (said.say === 'ready') setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_LIFE_MS);
      ledger.hear(id, said);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { errors += chunk; });
  return new Promise((resolve) => child.once('close', (_code, signal) => {
    ledger.bury(id);
    resolve(signal === 'SIGKILL' ? errors : `${id} ended by itself: ${errors}`);
  }));
}

it('consoles that are killed while they write: what was acknowledged is there, nothing is half there, every table loads', { timeout: 24 * 3_600_000 }, async () => {
  const ends = Date.now() + MINUTES * 60_000;
  const totals = new Map<string, { done: number; refused: number; killed: number }>();
  let rounds = 0;
  const goesOn = (): boolean => (ROUNDS === null ? Date.now() < ends : rounds < ROUNDS);
  for (let warehouse = 0; goesOn(); warehouse += 1) {
    const root = join(folder, `w${warehouse}`, 'warehouse');
    const { store, catalog } = await CatalogBench.withOrders(await openLocalFileStore(root), { properties: PROPERTIES });
    await catalog.createNamespace(['made']);
    const ledger = new Ledger();
    for (let round = 0; round < ROUNDS_A_WAREHOUSE && goesOn(); round += 1) {
      rounds += 1;
      const said = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => live(root, `${round}${'abc'[client] ?? 'x'}`, ledger)));
      expect(said).toEqual(Array.from({ length: CLIENTS }, () => ''));
      expect(await wrongs(new FreshWorld(store), ledger)).toEqual([]);
    }
    for (const [kind, { done, refused, killed }] of ledger.counts) {
      const total = totals.get(kind) ?? { done: 0, refused: 0, killed: 0 };
      totals.set(kind, { done: total.done + done, refused: total.refused + refused, killed: total.killed + killed });
    }
    rmSync(join(folder, `w${warehouse}`), { recursive: true, force: true });
  }
  process.stdout.write(`note: ${rounds} rounds of ${CLIENTS} clients killed while they wrote; acknowledged/refused/killed: ${[...totals].map(([kind, { done, refused, killed }]) => `${kind} ${done}/${refused}/${killed}`).join(', ')}\n`);
  expect(totals.size).toBeGreaterThan(0);
  expect([...totals.values()].reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(rounds);
});
