import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, round, type BenchOptions, type BenchReport } from './measure';

const QUERY = 'SELECT * FROM lake.shop.customers LIMIT 20';
const START_MS = 180_000;

const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
  });
});

async function started(origin: string, child: ChildProcess): Promise<void> {
  for (const began = performance.now(); performance.now() - began < START_MS;) {
    if (child.exitCode !== null) throw new Error(`The console ended with ${child.exitCode} instead of starting`);
    const ready = await fetch(`${origin}/api/health/ready`).then((response) => response.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The console was not ready in time');
}

/** From Run (the POST) to the first row in the hands of the client, over HTTP, on a console of its own with the demo tables. */
export async function bench({ rounds }: BenchOptions): Promise<BenchReport> {
  const home = mkdtempSync(join(tmpdir(), 'bench-console-'));
  const port = await freePort();
  const env = { ...process.env, LAKEHOUSE_HOME: home, HOST: '127.0.0.1', PORT: String(port), LAKEHOUSE_ADMIN_PASSWORD: 'bench bench bench 1', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, ['server/start.mjs'], { env, stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await started(origin, child);
    const token = execFileSync(process.execPath, ['server/command.mjs', 'token', 'create', '--user', 'admin', '--name', 'bench'], { env, encoding: 'utf8' }).trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
      const response = await fetch(origin + path, { ...init, headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    };
    const times: number[] = [];
    for (let turn = 0; turn < Math.max(20, rounds * 4); turn += 1) {
      // a child is warmed up again after each statement, and people do not press Run twice within a second
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const began = performance.now();
      const { id } = await ask<{ id: string }>('/api/v1/queries', { method: 'POST', body: JSON.stringify({ sql: QUERY }) });
      for (;;) {
        const { rows } = await ask<{ rows: readonly unknown[] }>(`/api/v1/queries/${id}/statements/0/rows`).catch(async (error: unknown) => {
          // before the run is parsed it has no statements
          const { state } = await ask<{ state: string }>(`/api/v1/queries/${id}`);
          if (state !== 'queued' && state !== 'running') throw error;
          return { rows: [] };
        });
        if (rows.length > 0) break;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      times.push(performance.now() - began);
    }
    const later = times.slice(1);
    return {
      name: 'first row', notes: [], rows: [{ query: QUERY, runs: times.length, 'first run ms': round(times[0] ?? NaN), 'median ms': round(median(later)), 'best ms': round(Math.min(...later)), 'worst ms': round(Math.max(...later)) }],
      aims: [{ aim: 'first row of a small query within 150 ms of Run', measured: `${round(median(later))} ms in the middle of ${later.length}`, met: median(later) <= 150 }],
    };
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)));
    rmSync(home, { recursive: true, force: true });
  }
}
