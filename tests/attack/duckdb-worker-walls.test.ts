import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRunAs } from '@/lib/ports/engines/duckdb/run-as';
import { distFolder } from '../support/build-workers';
import { writeParquet } from '../support/parquet-writer';

const root = process.getuid?.() === 0;

/** With the console's own checks of the text switched off, the worker's lock, user and mode still hold. */
describe('the third wall of the embedded engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'walls-'));
  const [warehouse, neighbour, spool, otherSpool] = ['wh', 'wh_secret', 'spool', 'spool-of-somebody-else'].map((name) => join(folder, name)) as [string, string, string, string];
  const planned = join(warehouse, 'planned.parquet');
  const unplanned = join(warehouse, 'unplanned.parquet');
  const runAs = defaultRunAs();
  let child: ChildProcess;
  const ask = (message: object | string): Promise<{ ok: boolean; rows?: unknown[]; said?: string }> => new Promise((resolve) => {
    child.once('message', (reply) => resolve(reply as { ok: boolean }));
    child.send(message);
  });

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    for (const name of [warehouse, neighbour, spool, join(spool, '.tmp'), otherSpool]) mkdirSync(name);
    await writeParquet(planned, "SELECT 'mine' AS a", '{a: 1}');
    await writeParquet(unplanned, "SELECT 'secret' AS a", '{a: 1}');
    await writeParquet(join(neighbour, 'x.parquet'), "SELECT 'secret' AS a", '{a: 1}');
    await writeParquet(join(otherSpool, 'rows.parquet'), "SELECT 'secret' AS a", '{a: 1}');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    symlinkSync(join(folder, 'secret.txt'), join(spool, 'link.csv'));
    symlinkSync(folder, join(spool, 'out'));
    if (runAs) for (const name of [spool, join(spool, '.tmp'), otherSpool]) chownSync(name, runAs.uid, runAs.gid);
    const script = join(distFolder, 'attack-locked-session.mjs');
    await build({ entryPoints: [join(import.meta.dirname, 'locked-session.ts')], bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: { '@': join(import.meta.dirname, '../..') }, outfile: script, logLevel: 'error' });
    child = fork(script, [], { env: {} as NodeJS.ProcessEnv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await ask({ files: [planned], spool, runAs });
  });
  afterAll(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads what was planned', async () => {
    expect(await ask(`SELECT a FROM read_parquet('${planned}')`)).toEqual({ ok: true, rows: [['mine']] });
  });

  const at = (path: string): string => join(folder, path);
  it.each([
    ['another file of the warehouse', `SELECT * FROM '${unplanned}'`],
    ['a file beside it', `SELECT * FROM read_text('${at('secret.txt')}')`],
    ['a system file as a table', "SELECT * FROM '/etc/passwd'"],
    ['a system file as csv', "SELECT * FROM read_csv('/etc/passwd', header = false)"],
    ['its own process', "SELECT * FROM read_text('/proc/self/environ')"],
    ['bytes', "SELECT * FROM read_blob('/etc/hostname')"],
    ['json', "SELECT * FROM read_json('/etc/passwd')"],
    ['a guessed format', "SELECT * FROM sniff_csv('/etc/passwd')"],
    ['a listing', `SELECT * FROM glob('${folder}/**')`],
    ['a pattern over the planned file', `SELECT * FROM read_parquet('${warehouse}/*.parquet')`],
    ['a way up', `SELECT * FROM read_parquet('${spool}/../wh/unplanned.parquet')`],
    ['a folder whose name begins alike', `SELECT * FROM read_parquet('${neighbour}/x.parquet')`],
    ['another\'s spool whose name begins alike', `SELECT * FROM read_parquet('${otherSpool}/rows.parquet')`],
    ['a file URI', `SELECT * FROM read_parquet('file:${unplanned}')`],
    ['a file URI with slashes', `SELECT * FROM read_parquet('file://${unplanned}')`],
    ['a home folder', "SELECT * FROM read_csv('~/.bashrc')"],
    ['a metadata table of a file', `SELECT * FROM parquet_metadata('${unplanned}')`],
    ['a key-value table of a file', `SELECT * FROM parquet_kv_metadata('${unplanned}')`],
    ['the web', "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')"],
    ['a bucket', "SELECT * FROM read_parquet('s3://bucket/x.parquet')"],
    ['another database', `ATTACH '${at('other.db')}' AS other`],
    ['an export', `EXPORT DATABASE '${at('exported')}'`],
    ['a copy outside', `COPY (SELECT 1) TO '${at('out.csv')}'`],
    ['an explained copy', `EXPLAIN ANALYZE COPY (SELECT 1) TO '${at('out.csv')}'`],
    ['a copy through a link', `COPY (SELECT 1) TO '${spool}/out/out.csv' (USE_TMP_FILE false)`],
    ['a profile on disk', `PRAGMA profiling_output = '${at('profile.json')}'`],
    ['an unlocked setting', 'SET enable_external_access = true'],
    ['a reset of the lock', 'RESET lock_configuration'],
    ['a wider plan', `SET allowed_paths = ['${unplanned}']`],
    ['more memory', "SET memory_limit = '64GB'"],
    ['an extension', 'INSTALL httpfs'],
    ['a loaded extension', "LOAD '/tmp/x.duckdb_extension'"],
  ])('refuses %s', async (_, sql) => {
    const reply = await ask(sql);
    expect(reply.ok, JSON.stringify(reply)).toBe(false);
    for (const name of ['other.db', 'exported', 'out.csv', 'log', 'profile.json']) expect(existsSync(at(name))).toBe(false);
  });

  it('does not follow a link out of the spool', async () => {
    const reply = await ask(`SELECT * FROM read_text('${spool}/link.csv')`);
    expect(reply.ok, JSON.stringify(reply)).toBe(false);
  });

  it('cannot overwrite the data file that it may read', async () => {
    const sum = (): string => createHash('sha256').update(readFileSync(planned)).digest('hex');
    const before = sum();
    for (const sql of [
      `COPY (SELECT 'gone' AS a) TO '${planned}' (FORMAT parquet, USE_TMP_FILE false)`,
      `COPY (SELECT 'gone' AS a) TO '${planned}' (FORMAT parquet)`,
    ]) expect((await ask(sql)).ok, sql).toBe(false);
    // DuckDB attaches a file as it is, and finds out later that it cannot write it.
    await ask(`ATTACH '${planned}' AS attached`);
    await ask('CREATE TABLE attached.gone (a INTEGER)');
    await ask('CHECKPOINT attached');
    expect(sum()).toBe(before);
  });

  it('still works after all that', async () => {
    expect(await ask(`SELECT a FROM read_parquet('${planned}')`)).toEqual({ ok: true, rows: [['mine']] });
  });

  // Last, because DuckDB takes no statement any more after it: one statement's process is all that this costs.
  it('writes no log outside its spool', async () => {
    await ask(`CALL enable_logging(storage = 'file', storage_path = '${at('log')}')`);
    await ask('SELECT 1');
    expect(existsSync(at('log'))).toBe(false);
  });

  it.runIf(root)('is no longer root, and cannot become it', async () => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)\s+(\d+)\s+(\d+)/m.exec(status)?.slice(1)).toEqual(['65534', '65534', '65534']);
    expect(/^Groups:\s*(.*)$/m.exec(status)?.[1]?.trim()).toBe('65534');
    expect(/^CapEff:\s+0+$/m.test(status)).toBe(true);
  });
});
