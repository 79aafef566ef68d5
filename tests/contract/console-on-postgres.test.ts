import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byToken, type Run } from '../support/api';
import { freePort, runNode, startConsole, temporaryHome } from '../support/console';
import { postgresBin, startPostgres, type TestPostgres } from '../support/postgres';

const bin = postgresBin();

describe.skipIf(bin === null)('the console on PostgreSQL', { timeout: 180_000 }, () => {
  let server: TestPostgres;
  const homes: string[] = [];
  const newHome = (): string => { const home = temporaryHome(); homes.push(home); return home; };
  beforeAll(async () => { server = await startPostgres(bin ?? ''); });
  afterAll(async () => {
    await server.stop();
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  it('keeps its state there, alone, over restarts, and moves by a backup to an embedded database', async () => {
    const DATABASE_URL = await server.create();
    const [home, other] = [newHome(), newHome()];
    const env = { LAKEHOUSE_DEMO: 'off', DATABASE_URL };
    const first = await startConsole({ home, env });
    const { code, stdout: token } = await runNode([join('server', 'command.mjs'), 'token', 'create', '--user', 'admin', '--name', 'ci'], { LAKEHOUSE_HOME: home, DATABASE_URL });
    expect(code).toBe(0);
    const run = await byToken(first.url, token.trim()).run('SELECT 17 AS seventeen');
    expect(run.state).toBe('finished');

    const second = await runNode([join('server', 'start.mjs')], { LAKEHOUSE_HOME: newHome(), PORT: String(await freePort()), ...env });
    expect([second.code, second.stderr]).toEqual([1, expect.stringMatching(/Another console uses the database/)]);
    expect(second.stderr).not.toContain('postgresql://');

    first.signal('SIGKILL');
    await first.exited;
    const again = await startConsole({ home, env });
    const api = byToken(again.url, token.trim());
    expect((await api.call<Run>('GET', `/queries/${run.id}`)).body.state).toBe('finished');
    expect(await api.rows(run.id)).toEqual([[17]]);

    const file = join(newHome(), 'console.backup');
    await runNode([join('server', 'command.mjs'), 'backup', file], { LAKEHOUSE_HOME: home, DATABASE_URL });
    again.signal('SIGTERM');
    await again.exited;
    const restored = await runNode([join('server', 'command.mjs'), 'restore', file], { LAKEHOUSE_HOME: other });
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    const embedded = await startConsole({ home: other, env: { LAKEHOUSE_DEMO: 'off' } });
    try {
      expect((await byToken(embedded.url, token.trim()).call<Run>('GET', `/queries/${run.id}`)).body.state).toBe('finished');
    } finally {
      await embedded.stop();
    }
  });
});
