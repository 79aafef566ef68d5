import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byToken, type Api } from '../support/api';
import { distFolder } from '../support/build-workers';

const folder = mkdtempSync(join(tmpdir(), 'keyed-writes-'));
const script = join(distFolder, `keyed-writes-${process.pid}.mjs`);
const NS = '/catalogs/lake/namespaces/shop';
const ROUNDS = 5;
const AT_ONCE = 6;
interface Written { metadataVersion: number; changed: boolean; detail?: string }
let child: ChildProcess | null = null;

beforeAll(async () => {
  await build({ entryPoints: ['tests/support/table-api-process.ts'], outfile: script, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', alias: { '@': process.cwd() } });
}, 60_000);
afterAll(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
  rmSync(script, { force: true });
});

async function start(): Promise<Api> {
  const started = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(started.stdout).once('line', resolve);
    started.once('exit', (code) => reject(new Error(`the process ended with ${code} before it listened`)));
  });
  const { port, token } = JSON.parse(line) as { port: number; token: string };
  return byToken(`http://127.0.0.1:${port}`, token);
}
async function kill(): Promise<void> {
  const ending = child;
  if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
  const gone = new Promise((resolve) => ending.once('exit', resolve));
  ending.kill('SIGKILL');
  await gone;
}

describe('keyed writes whose process is killed at a random moment', { timeout: 300_000 }, () => {
  it('are done once by a retry: columns are added once, tables made once and dropped once', async () => {
    let api = await start();
    await api.call('POST', '/catalogs/lake/namespaces', { namespace: 'shop' });
    await api.call('POST', `${NS}/tables`, { name: 'orders', columns: [{ name: 'id', type: 'long' }] });
    let answered = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const columns = Array.from({ length: AT_ONCE }, (_, index) => `c${round}_${index}`);
      const sends = [
        ...columns.map((name) => (one: Api) => one.call<Written>('PATCH', `${NS}/tables/orders`, { changes: [{ kind: 'add-column', name, type: 'int' }] }, { 'idempotency-key': name })),
        (one: Api) => one.call<Written>('POST', `${NS}/tables`, { name: `made_${round}`, columns: [{ name: 'id', type: 'long' }] }, { 'idempotency-key': `made_${round}` }),
        ...(round === 0 ? [] : [(one: Api) => one.call<Written>('DELETE', `${NS}/tables/made_${round - 1}`, undefined, { 'idempotency-key': `gone_${round - 1}` })]),
      ];
      const killed = api;
      let here = 0;
      const sending = Promise.allSettled(sends.map(async (send) => { await send(killed); here += 1; }));
      // by what was done and not by the clock, which says little on a machine that is busy: at none, at some, at almost all
      const wanted = Math.floor((round * sends.length) / ROUNDS);
      await expect.poll(() => here, { timeout: 60_000, interval: 2 }).toBeGreaterThanOrEqual(wanted);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      await kill();
      await sending;
      answered += here;
      api = await start();
      for (const send of sends) {
        const { status, body } = await send(api);
        expect([status, body.detail, body.changed]).toEqual([200, undefined, true]);
      }
    }
    console.log(`note: ${answered} of ${ROUNDS * (AT_ONCE + 2) - 1} keyed writes were answered before the kill`);
    const { metadataVersion, schema } = (await api.call<{ metadataVersion: number; schema: { fields: { path: string }[] } }>('GET', `${NS}/tables/orders`)).body;
    expect(schema.fields).toHaveLength(1 + ROUNDS * AT_ONCE);
    expect(metadataVersion).toBe(1 + ROUNDS * AT_ONCE);
    const { items } = (await api.call<{ items: { table: string }[] }>('GET', '/catalogs/lake/trash')).body;
    expect(items.map(({ table }) => table).sort()).toEqual(Array.from({ length: ROUNDS - 1 }, (_, round) => `made_${round}`));
  });
});
