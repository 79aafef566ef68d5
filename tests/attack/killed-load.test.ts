import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { byToken } from '../support/api';
import { startConsole, temporaryHome } from '../support/console';

const ROWS = 200_000;
const TABLES = '/catalogs/lake/namespaces/made/tables';
/** how long after the load was taken in the kill comes: while the file is looked through, while rows are written, about the commit */
const KILLS_MS = [150, 900, 2000, 3500];

it('a console that is killed while a file is loaded shows nothing of it or all, and leaves no file that nobody names', { timeout: 600_000 }, async () => {
  const home = temporaryHome();
  const env = { LAKEHOUSE_DEMO: 'off' };
  const csv = `id,name\n${Array.from({ length: ROWS }, (_, index) => `${index},name ${index}`).join('\n')}\n`;
  try {
    let running = await startConsole({ home, env });
    const token = await running.token();
    let api = byToken(running.url, token);
    expect((await api.call('POST', '/catalogs/lake/namespaces', { namespace: 'made' })).status).toBe(200);
    const sent = await fetch(`${running.url}/api/v1/uploads?name=rows.csv`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }, body: csv });
    const { upload } = (await sent.json()) as { upload: string };
    for (const [index, after] of KILLS_MS.entries()) {
      const columns = [{ source: 'id', name: 'id', type: 'long' }, { source: 'name', name: 'name', type: 'string' }];
      const { body: { job } } = await api.call<{ job: string }>('POST', `${TABLES}/t${index}/load`, { upload, mode: 'create', columns });
      await new Promise((resolve) => setTimeout(resolve, after));
      running.signal('SIGKILL');
      await running.exited;
      running = await startConsole({ home, env });
      api = byToken(running.url, token);
      const { body: ended } = await api.call<{ state: string; error: { code: string } | null }>('GET', `/jobs/${job}`);
      const table = await api.call<{ rows: number }>('GET', `${TABLES}/t${index}`);
      if (ended.state === 'finished') expect(table).toMatchObject({ status: 200, body: { rows: ROWS } });
      else expect(ended).toMatchObject({ state: 'failed', error: { code: 'JOB_LOST' } });
      if (table.status === 200) expect(table.body.rows).toBe(ROWS);
      else expect(table.status).toBe(404);
      // what was written and not committed is gone, from the staging rooms and from the table's folder
      const staging = join(home, '.warehouse.lakehouse', 'staging');
      expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([]);
      const named = table.status === 200 ? (await api.call<{ items: readonly { name: string }[] }>('GET', `${TABLES}/t${index}/files?limit=100`)).body.items.map(({ name }) => name) : [];
      const data = join(home, 'warehouse', 'made', `t${index}`, 'data');
      await expect.poll(() => (existsSync(data) ? readdirSync(data).filter((name) => name.endsWith('.parquet') && !named.includes(name)) : []), { timeout: 30_000 }).toEqual([]);
      // and the name is free for the same load, which the upload is still there for
      if (table.status === 404) {
        const again = await api.call<{ job: string }>('POST', `${TABLES}/t${index}/load`, { upload, mode: 'create', columns });
        await expect.poll(async () => (await api.call<{ state: string }>('GET', `/jobs/${again.body.job}`)).body.state, { timeout: 120_000, interval: 200 }).toBe('finished');
        expect((await api.call<{ rows: number }>('GET', `${TABLES}/t${index}`)).body.rows).toBe(ROWS);
      }
    }
    await running.stop();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
