import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byToken, type Run } from '../support/api';
import { consoleEnvironment, freePort, runCommand, runNode, startConsole, temporaryHome, type TestConsole } from '../support/console';
import { signIn } from '../support/session';

const START = join('server', 'start.mjs');
const homes: string[] = [];
const newHome = (): string => { const home = temporaryHome(); homes.push(home); return home; };
afterAll(() => { for (const home of homes) rmSync(home, { recursive: true, force: true }); });

describe('what is said before anything is opened', () => {
  it('lists every setting with its default', async () => {
    const { code, stdout } = await runNode([START, '--help'], {});
    expect(code).toBe(0);
    for (const name of ['HOST', 'PORT', 'PUBLIC_URL', 'AUTH_SECRET', 'LAKEHOUSE_HOME', 'LAKEHOUSE_ADMIN_PASSWORD', 'LAKEHOUSE_DEMO', 'LAKEHOUSE_WAREHOUSE', 'DATABASE_URL', 'LOG_LEVEL', 'LAKEHOUSE_GALLERY']) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  it('names every mistake at once, and no secret', async () => {
    const home = newHome();
    const { code, stderr } = await runNode([START], { LAKEHOUSE_HOME: join(home, 'x'), PORT: 'eighty', LAKEHOUSE_DEMO: 'maybe', LAKEHOUSE_ADMIN_PASSWORD: 'tooshort', HOST: '0.0.0.0', LAKEHOUSE_QUERY_MEMORY: 'lots' });
    expect(code).toBe(1);
    for (const name of ['PORT', 'LAKEHOUSE_DEMO', 'LAKEHOUSE_ADMIN_PASSWORD', 'PUBLIC_URL', 'LAKEHOUSE_QUERY_MEMORY']) expect(stderr).toContain(name);
    expect(stderr).not.toContain('tooshort');
    expect(existsSync(join(home, 'x'))).toBe(false);
  });

  it('says that the port is in use, and opens nothing', async () => {
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    const home = newHome();
    const { code, stderr } = await runNode([START], { LAKEHOUSE_HOME: join(home, 'x'), PORT: String(port) });
    holder.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`)]);
    expect(existsSync(join(home, 'x'))).toBe(false);
  });
});

describe('a running console', { timeout: 60_000 }, () => {
  let running: TestConsole;
  let home: string;
  beforeAll(async () => {
    home = newHome();
    running = await startConsole({ home, env: { LAKEHOUSE_DEMO: 'off', LAKEHOUSE_ADMIN_PASSWORD: '' } });
  });
  afterAll(() => running.stop());

  it('prints one link for the first admin, which lets in once', async () => {
    await expect.poll(running.output).toMatch(/is ready at/);
    const [link = ''] = running.output().match(/http:\/\/\S+\/setup\?token=\S+/) ?? [];
    const token = new URL(link).searchParams.get('token');
    const body = JSON.stringify({ token, password: 'a long enough password' });
    const set = (): Promise<Response> => fetch(`${running.url}/api/v1/setup`, { method: 'POST', headers: { 'content-type': 'application/json', origin: running.url }, body });
    expect((await set()).status).toBe(200);
    expect((await set()).status).toBe(400);
    expect((await signIn(running.url, 'admin', 'a long enough password')).cookie).not.toBe('');
  });

  it('keeps its secrets from others', () => {
    expect(statSync(join(home, 'secrets')).mode & 0o077).toBe(0);
    for (const name of readdirSync(join(home, 'secrets'))) expect(statSync(join(home, 'secrets', name)).mode & 0o077).toBe(0);
    expect(statSync(join(home, 'database')).mode & 0o077).toBe(0);
    expect(statSync(join(home, 'control.json')).mode & 0o077).toBe(0);
    const secret = readFileSync(join(home, 'secrets', 'auth-secret'), 'utf8');
    expect(running.output()).not.toContain(secret);
  });

  it('refuses a second process on its folder', async () => {
    const { code, stderr } = await runNode([START], { LAKEHOUSE_HOME: home, PORT: String(await freePort()) });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/is in use by process \d+/)]);
    expect((await fetch(`${running.url}/api/health/ready`)).status).toBe(200);
    await expect(runCommand(home, ['restore', '/nothing'])).rejects.toThrow('is in use');
  });

  it('makes tokens and people by the command line, and prints nothing else', async () => {
    const token = await running.token();
    expect(token).toMatch(/^lhc_pat_[\w-]+$/);
    expect(await running.command('user', 'create', 'bob', '--role', 'analyst')).toMatch(/^http:\/\/\S+\/setup\?token=\S+$/);
    expect(await running.command('user', 'list')).toMatch(/^admin\tactive\t\S+\nbob\tno password yet\t\S+$/);
    await expect(running.command('user', 'create', 'bob', '--role', 'analyst')).rejects.toThrow(/bob/);
    await expect(running.command('user', 'create', 'eve', '--role', 'emperor')).rejects.toThrow(/emperor/);
    await expect(running.command('token', 'create', '--user', 'nobody', '--name', 'x')).rejects.toThrow(/nobody/);
    await expect(running.command('token', 'create', '--user', 'admin', '--name', 'x', '--expires', 'never')).rejects.toThrow(/--expires/);
    await expect(running.command('token')).rejects.toThrow('Usage:');
  });
});

describe('a stopped console', { timeout: 120_000 }, () => {
  it('makes tokens and people, which the next start knows', async () => {
    const home = newHome();
    const token = await runCommand(home, ['token', 'create', '--user', 'admin', '--name', 'ci']);
    await runCommand(home, ['user', 'create', 'carol', '--role', 'engineer', '--password-stdin'], 'a long enough password\n');
    const running = await startConsole({ home, env: { LAKEHOUSE_DEMO: 'off' } });
    try {
      const account = await byToken(running.url, token).call<{ name: string }>('GET', '/account');
      expect([account.status, account.body.name]).toEqual([200, 'admin']);
      expect((await signIn(running.url, 'carol', 'a long enough password')).cookie).not.toBe('');
    } finally {
      await running.stop();
    }
  });
});

describe('a backup', { timeout: 120_000 }, () => {
  it('of a running console brings its people, history and tables to another folder', async () => {
    const [home, other] = [newHome(), newHome()];
    const file = join(newHome(), 'console.backup');
    const running = await startConsole({ home, env: { LAKEHOUSE_DEMO: 'off' } });
    const token = await running.token();
    mkdirSync(join(home, 'warehouse', 'keep'));
    writeFileSync(join(home, 'warehouse', 'keep', 'file.txt'), 'kept');
    const run = await byToken(running.url, token).run('SELECT 17 AS seventeen');
    await running.command('backup', file, '--with-warehouse');
    await running.stop();
    expect(statSync(file).mode & 0o077).toBe(0);
    await runCommand(other, ['restore', file]);
    await expect(runCommand(other, ['restore', file])).rejects.toThrow('--force');
    const again = await startConsole({ home: other, env: { LAKEHOUSE_DEMO: 'off' } });
    try {
      const found = await byToken(again.url, token).call<Run & { sql: string }>('GET', `/queries/${run.id}`);
      expect([found.status, found.body.sql]).toEqual([200, 'SELECT 17 AS seventeen']);
      expect(readFileSync(join(other, 'warehouse', 'keep', 'file.txt'), 'utf8')).toBe('kept');
    } finally {
      await again.stop();
    }
  });

  it('that is no backup is refused, and changes nothing', async () => {
    const home = newHome();
    const file = join(newHome(), 'not-a-backup');
    writeFileSync(file, 'nothing of the kind');
    await expect(runCommand(home, ['restore', file])).rejects.toThrow('no backup');
    expect(existsSync(join(home, 'database'))).toBe(false);
  });
});

function groupLives(group: number): boolean {
  try {
    return process.kill(group, 0);
  } catch {
    return false;
  }
}

describe('stopping', { timeout: 120_000 }, () => {
  const ENDLESS = 'SELECT a.path FROM lake.web.web_events a CROSS JOIN lake.web.web_events b WHERE a.path || b.path = a.kind';
  const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | 'too late'> => Promise.race([work, new Promise<'too late'>((resolve) => setTimeout(() => resolve('too late'), milliseconds))]);

  it('by SIGTERM takes less than five seconds with a query running and a download open, and the query is lost, not forgotten', async () => {
    const home = newHome();
    const running = await startConsole({ home });
    const token = await running.token();
    const api = byToken(running.url, token);
    const large = await api.run('SELECT * FROM lake.web.web_events');
    const download = await fetch(`${running.url}/api/v1/queries/${large.id}/statements/0/export?format=csv`, { headers: { authorization: `Bearer ${token}` } });
    const reader = download.body?.getReader();
    await reader?.read();
    const { body } = await api.call<Run>('POST', '/queries', { sql: ENDLESS });
    await expect.poll(async () => (await api.call<Run>('GET', `/queries/${body.id}`)).body.phase, { timeout: 10_000 }).toBe('running');
    running.signal('SIGTERM');
    expect(await within(5000, running.exited)).toBe(0);
    // a download that was cut must not look whole
    await expect((async () => { while ((await reader?.read())?.done !== true); })()).rejects.toThrow();
    const again = await startConsole({ home });
    try {
      expect((await byToken(again.url, token).call<Run>('GET', `/queries/${body.id}`)).body).toMatchObject({ state: 'failed', phase: 'lost', error: { code: 'RUN_LOST' } });
      expect((await byToken(again.url, token).rows(large.id)).length).toBe(large.statements[0]?.rowCount);
    } finally {
      await again.stop();
    }
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('by %s to npm ends the console too, and frees port and folder', async (signal) => {
    const home = newHome();
    const port = await freePort();
    // a terminal's Ctrl-C reaches the whole group; SIGTERM reaches npm alone
    const npm = spawn('npm', ['start'], { env: consoleEnvironment({ LAKEHOUSE_HOME: home, PORT: String(port), LAKEHOUSE_DEMO: 'off' }), stdio: 'ignore', detached: true });
    const group = -(npm.pid ?? 0);
    try {
      await expect.poll(() => fetch(`http://127.0.0.1:${port}/api/health/ready`).then(({ ok }) => ok, () => false), { timeout: 90_000 }).toBe(true);
      if (signal === 'SIGINT') process.kill(group, signal);
      else npm.kill(signal);
      await expect.poll(() => existsSync(join(home, 'lock')), { timeout: 5000 }).toBe(false);
      await expect.poll(() => fetch(`http://127.0.0.1:${port}/api/health/live`).then(() => true, () => false), { timeout: 5000 }).toBe(false);
      await expect.poll(() => groupLives(group), { timeout: 5000 }).toBe(false);
    } finally {
      if (groupLives(group)) process.kill(group, 'SIGKILL');
    }
  });
});
