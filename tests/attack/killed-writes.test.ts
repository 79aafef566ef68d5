import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, mkdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepStaging } from '@/lib/features/tables/writing';
import { sweepAdoptions } from '@/lib/features/tables/writing/staging';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { buildWorkers, distFolder } from '../support/build-workers';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { FormatLake } from '../support/format-lake';

const ROUNDS = Number(process.env['KILLED_WRITES_ROUNDS'] ?? 3);
const CLIENTS = 2;
const ROWS = 1000;
/** Writes that a client finishes at most before the one in which it is killed, and how long that one may be under way when nobody knows how long one takes. */
const WRITES = 3;
const UNDER_WAY_MS = 1500;
const column = (name: string, type: 'long' | 'string') => ({ id: 0, name, required: false, type: { type } });

describe(`consoles on ${hostname()} that are killed while they write rows`, () => {
  let engine: QueryEngine;
  let lake: FormatLake;
  let script: string;
  let workers: string;
  beforeAll(async () => {
    workers = await buildWorkers('duckdb-worker', 'spool-reader');
    engine = await startDuckDbEngine();
    lake = await FormatLake.open(engine, null);
    script = join(distFolder, 'write-rows-process.mjs');
    await build({ entryPoints: ['tests/support/write-rows-process.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', alias: { '@': process.cwd() }, logLevel: 'error' });
  });
  afterAll(async () => {
    await lake.close();
    await engine.close();
  });

  it.each(['copy-on-write', 'merge-on-read'])('each batch is there whole or not at all, as was last acknowledged: %s', async (mode) => {
    const folder = mkdtempSync(join(tmpdir(), 'killed-writes-'));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'home'));
    const table = { namespace: ['made'], name: 'rows' };
    if (!(await lake.catalog.namespaceExists(['made']))) await lake.catalog.createNamespace(['made']);
    if (await lake.catalog.tableExists(table)) await lake.store.remove('/made/rows', { recursive: true });
    await lake.catalog.createTable(table, {
      fields: [column('n', 'long'), column('batch', 'string'), column('state', 'string')], partition: [{ column: 'batch', transform: { kind: 'bucket', buckets: 2 } }], formatVersion: mode === 'merge-on-read' ? 3 : 2,
      properties: { 'write.delete.mode': mode, 'write.update.mode': mode },
    });
    const acknowledged = new Map<string, string>();
    let done = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => live(`${round}${'ab'[client] ?? ''}`, (batch, value) => { done += 1; acknowledged.set(batch, value); })));
      const rows = await lake.ask(table, {}, 'SELECT c1, c2, count(*), count(DISTINCT c0) FROM t GROUP BY c1, c2', ['varchar', 'varchar', 'bigint', 'bigint'], ['count', 'count_star']);
      const there = new Map(rows.map(([batch, state]) => [String(batch), String(state)]));
      expect(rows.every(([, , count, distinct]) => count === String(ROWS) && distinct === String(ROWS)), JSON.stringify(rows)).toBe(true);
      expect(there.size).toBe(rows.length);
      for (const open of begun) {
        if (open === null) continue;
        // it happened, or what was before is still so
        const held = there.get(open.batch) ?? 'none';
        expect([open.value, acknowledged.get(open.batch) ?? 'none']).toContain(held);
        acknowledged.set(open.batch, held);
      }
      for (const [batch, value] of acknowledged) expect(there.get(batch) ?? 'none', batch).toBe(value);
    }
    expect(done).toBeGreaterThan(0);
    const say = (): void => undefined;
    const ports = { store: lake.store, catalog: lake.catalog, settings: readSettings({ LAKEHOUSE_HOME: `${lake.folder}/../home` }), log: { debug: say, info: say, warn: say, error: say } };
    await sweepStaging(ports, new Date());
    expect(await lake.store.listStaging()).toEqual([]);
    const { removed } = await sweepAdoptions(ports);
    const gone = await removed;
    process.stdout.write(`note: ${done} writes of rows acknowledged between kills, ${mode}; ${gone} files that they had taken over and not committed are gone\n`);
    const orphans = await lake.catalog.maintenance.orphans(await lake.catalog.loadTable(table), { olderThanMs: Date.now() + 60_000 });
    expect(orphans.files.filter(({ path }) => path.includes('/data/'))).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  }, 300_000);

  /** A client from its start to its kill; resolves with what it had begun and not finished. */
  function live(id: string, onDone: (batch: string, value: string) => void): Promise<{ readonly batch: string; readonly value: string } | null> {
    const child = spawn(process.execPath, [script, lake.folder, workers, id], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [rest, said] = ['', ''];
    let left = Math.floor(Math.random() * (WRITES + 1));
    let [began, took] = [0, UNDER_WAY_MS];
    let open: { batch: string; value: string } | null = null;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const { word, batch, value } = JSON.parse(line) as { word: string; batch: string; value: string };
        if (word === 'begin') {
          open = { batch, value };
          began = performance.now();
          if (left === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * took);
          left -= 1;
        } else if (word === 'done') {
          open = null;
          took = performance.now() - began;
          onDone(batch, value);
        }
      }
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { said += chunk; });
    return new Promise((resolve, reject) => child.once('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(open);
      else reject(new Error(`${id} ended by itself: ${said}`));
    }));
  }
});
