import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, byToken, type Api, type Run } from '../../support/api';
import { startConsole, runCommand, type TestConsole } from '../../support/console';
import { signIn } from '../../support/session';

const PASSWORD = 'a long enough password';
const TABLE = '/catalogs/lake/namespaces/shop/tables/orders';
let running: TestConsole;
const people = new Map<string, Api>();
const as = (name: string): Api => {
  const api = people.get(name);
  if (api === undefined) throw new Error(`nobody is called ${name}`);
  return api;
};
const create = async (name: string, role: string, on?: string): Promise<void> => {
  await runCommand(running.home, ['user', 'create', name, '--role', role, ...(on === undefined ? [] : ['--on', on]), '--password-stdin'], PASSWORD);
  people.set(name, byToken(running.url, await running.token(name)));
};
const status = async (name: string, method: string, path: string, body?: unknown): Promise<number> => (await as(name).call(method, path, body)).status;

beforeAll(async () => {
  running = await startConsole();
  people.set('admin', byToken(running.url, await running.token()));
  for (const role of ['viewer', 'analyst', 'engineer', 'steward']) await create(role, role, 'lake');
  for (const role of ['operator', 'auditor']) await create(role, role);
  await create('wendy', 'analyst', 'namespace/lake/web');
  await create('stranger', 'viewer', 'namespace/lake/elsewhere');
});
afterAll(() => running.stop());

describe('each role', { timeout: 60_000 }, () => {
  // who may do what, row by row; the column is the status of the answer
  const roles = ['admin', 'viewer', 'analyst', 'engineer', 'steward', 'operator', 'auditor', 'wendy', 'stranger'] as const;
  const matrix: readonly (readonly [method: string, path: string, body: unknown, statuses: readonly number[]])[] = [
    //                                                    admin view anal engi stew oper audi wendy stranger
    ['GET', '/catalogs', undefined,                        [200, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['GET', '/catalogs/lake/namespaces', undefined,        [200, 200, 200, 200, 200, 404, 404, 200, 200]],
    ['GET', '/catalogs/lake/namespaces/shop/tables', undefined, [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', '/catalogs/lake/namespaces/web/tables', undefined,  [200, 200, 200, 200, 200, 404, 404, 200, 404]],
    ['GET', '/names', undefined,                           [200, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['GET', TABLE, undefined,                              [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', `${TABLE}/timeline`, undefined,                [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', `${TABLE}/timeline/columns`, undefined,        [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', `${TABLE}/files`, undefined,                   [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', `${TABLE}/partitions`, undefined,              [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', `${TABLE}/files/one?path=x`, undefined,        [404, 404, 404, 404, 404, 404, 404, 404, 404]],
    ['GET', `${TABLE}/maintenance/expire-snapshots`, undefined, [200, 403, 403, 200, 403, 404, 404, 404, 404]],
    ['GET', `${TABLE}/preview`, undefined,                 [200, 403, 200, 200, 403, 404, 404, 404, 404]],
    // who may change what; each as a dry run, which asks for the same rights as doing it
    ['POST', '/catalogs/lake/namespaces?dryRun=true', { namespace: 'fresh' },            [200, 403, 403, 200, 403, 404, 404, 403, 403]],
    ['DELETE', '/catalogs/lake/namespaces/shop?dryRun=true', undefined,                  [409, 403, 403, 409, 403, 404, 404, 404, 404]],
    ['POST', '/catalogs/lake/namespaces/shop/tables?dryRun=true', { name: 'x', columns: [{ name: 'a', type: 'int' }] }, [200, 403, 403, 200, 403, 404, 404, 404, 404]],
    ['PATCH', `${TABLE}?dryRun=true`, { changes: [{ kind: 'add-column', name: 'x', type: 'int' }] },  [200, 403, 403, 200, 403, 404, 404, 404, 404]],
    ['PUT', `${TABLE}/refs/x?dryRun=true`, { type: 'tag' },                              [200, 403, 403, 200, 403, 404, 404, 404, 404]],
    ['DELETE', `${TABLE}/refs/before-discounts?dryRun=true`, undefined,                  [200, 403, 403, 200, 403, 404, 404, 404, 404]],
    ['POST', `${TABLE}/rollback?dryRun=true`, { snapshotId: '1' },                       [404, 403, 403, 404, 403, 404, 404, 404, 404]],
    ['POST', `${TABLE}/cherry-pick?dryRun=true`, { snapshotId: '1' },                    [404, 403, 403, 404, 403, 404, 404, 404, 404]],
    ['POST', `${TABLE}/refs/fix-returns/fast-forward?dryRun=true`, { to: 'main' },       [400, 403, 403, 400, 403, 404, 404, 404, 404]],
    ['POST', `${TABLE}/register?dryRun=true`, undefined,                                 [409, 403, 403, 409, 403, 404, 404, 404, 404]],
    ['DELETE', `${TABLE}?dryRun=true`, undefined,                                        [200, 403, 403, 200, 403, 404, 404, 404, 404]],
    ['GET', `${TABLE}/compare`, undefined,                                               [200, 200, 200, 200, 200, 404, 404, 404, 404]],
    ['GET', `${TABLE}/compare/rows?kind=added`, undefined,                               [200, 403, 200, 200, 403, 404, 404, 404, 404]],
    ['GET', '/catalogs/lake/trash', undefined,                                           [200, 200, 200, 200, 200, 404, 404, 200, 200]],
    ['POST', '/catalogs/lake/trash/20261126T000000-000000000000/restore', undefined,     [404, 404, 404, 404, 404, 404, 404, 404, 404]],
    ['GET', '/audit?limit=1', undefined,                   [200, 403, 403, 403, 403, 403, 200, 403, 403]],
    ['GET', '/grants', undefined,                          [200, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['POST', '/grants', { principal: 'viewer', privilege: 'discover', on: 'table/lake/shop/orders' }, [201, 403, 403, 403, 201, 404, 404, 404, 404]],
    ['POST', '/grants', { principal: 'viewer', privilege: 'select', on: 'table/lake/shop/orders', expiresAt: '2020-01-01T00:00:00.000Z' }, [400, 403, 403, 403, 400, 404, 404, 404, 404]],
    ['POST', '/grants', { principal: 'viewer', role: 'admin', on: 'system' }, [201, 403, 403, 403, 403, 403, 403, 403, 403]],
    ['GET', '/settings', undefined,                        [200, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['GET', '/account', undefined,                         [200, 200, 200, 200, 200, 200, 200, 200, 200]],
  ];
  it.each(matrix)('%s %s %j', async (method, path, body, statuses) => {
    const answers: Record<string, number> = {};
    for (const name of roles) {
      const answer = await as(name).call<{ id: string }>(method, path, body);
      answers[name] = answer.status;
      if (answer.status === 201) expect((await as('admin').call('DELETE', `/grants/${answer.body.id}`)).status).toBe(200);
    }
    expect(answers).toEqual(Object.fromEntries(roles.map((name, index) => [name, statuses[index]])));
  });

  it('gets the same answer from SQL', async () => {
    const sql = 'SELECT order_id FROM lake.shop.orders LIMIT 1';
    const codes: Record<string, string | null> = {};
    for (const name of roles) codes[name] = (await as(name).run(sql)).error?.code ?? null;
    expect(codes).toEqual({
      admin: null, analyst: null, engineer: null, viewer: 'PERMISSION_DENIED', steward: 'PERMISSION_DENIED', operator: 'PERMISSION_DENIED', auditor: 'PERMISSION_DENIED',
      wendy: 'TABLE_NOT_FOUND', stranger: 'PERMISSION_DENIED',
    });
    expect((await as('wendy').run('SELECT kind FROM lake.web.web_events LIMIT 1')).state).toBe('finished');
  });

  it('sees in lists, in search and in SQL only what it may discover', async () => {
    const names = async (name: string): Promise<readonly string[]> => (await as(name).call<{ items: { name: string }[] }>('GET', '/catalogs/lake/namespaces')).body.items.map((item) => item.name);
    expect(await names('admin')).toEqual(['shop', 'web']);
    expect(await names('wendy')).toEqual(['web']);
    expect(await names('stranger')).toEqual([]);
    const found = async (name: string): Promise<number> => {
      for (;;) {
        const { body } = await as(name).call<{ items: unknown[]; complete: boolean }>('GET', '/search?q=order');
        if (body.complete) return body.items.length;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    expect(await found('admin')).toBeGreaterThan(1);
    expect(await found('wendy')).toBe(0);
    const all = async (name: string) => (await as(name).call<{ namespaces: { name: string; tables: string[] }[] }>('GET', '/names')).body.namespaces;
    expect((await all('admin')).map((each) => each.name)).toEqual(['shop', 'web']);
    expect(await all('wendy')).toMatchObject([{ name: 'web', tables: ['web_events'] }]);
    expect(await all('stranger')).toEqual([]);
    const tables = await as('wendy').run('SELECT table_schema, table_name FROM lake.information_schema.tables WHERE table_schema <> \'information_schema\'');
    expect(await as('wendy').rows(tables.id)).toEqual([['web', 'web_events']]);
    const schemas = await as('wendy').run('SHOW SCHEMAS FROM lake');
    expect(await as('wendy').rows(schemas.id)).toEqual([['information_schema'], ['web']]);
  });
});

describe('two people', { timeout: 60_000 }, () => {
  it('do not see each other\'s queries, results, tokens, sessions or tabs', async () => {
    const run = await as('engineer').run('SELECT 42 AS secret');
    for (const name of ['analyst', 'wendy', 'auditor']) {
      for (const [method, path] of [['GET', ''], ['DELETE', ''], ['GET', '/statements/0/rows'], ['GET', '/statements/0/export?format=csv']] as const) {
        expect([name, method, path, await status(name, method, `/queries/${run.id}${path}`)]).toEqual([name, method, path, 404]);
      }
      const { body } = await as(name).call<{ items: { id: string }[] }>('GET', '/queries?limit=1000');
      expect(body.items.map(({ id }) => id)).not.toContain(run.id);
    }
    // who administers sees what ran and may end it, and reads no rows by it
    expect(await status('admin', 'GET', `/queries/${run.id}`)).toBe(200);
    expect(await status('admin', 'GET', `/queries/${run.id}/statements/0/rows`)).toBe(404);
    const made = await as('engineer').call<{ id: string; token: string }>('POST', '/tokens', { name: 'mine', expiresInDays: 1, scope: 'all' });
    expect(await status('analyst', 'DELETE', `/tokens/${made.body.id}`)).toBe(404);
    expect((await as('analyst').call<{ items: { id: string }[] }>('GET', '/tokens')).body.items.map(({ id }) => id)).not.toContain(made.body.id);
    expect(await status('engineer', 'DELETE', `/tokens/${made.body.id}`)).toBe(200);
    expect((await byToken(running.url, made.body.token).call('GET', '/account')).status).toBe(401);
  });
});

describe('a token', { timeout: 60_000 }, () => {
  it('of scope read asks queries and changes nothing', async () => {
    const reader = byToken(running.url, await running.token('engineer', 'read'));
    expect((await reader.run('SELECT order_id FROM lake.shop.orders LIMIT 1')).state).toBe('finished');
    expect((await reader.call('POST', '/tokens', { name: 'more', expiresInDays: 1, scope: 'all' })).status).toBe(403);
    expect((await byToken(running.url, await running.token('admin', 'read')).call('POST', '/grants', { principal: 'viewer', privilege: 'select', on: 'catalog/lake' })).status).toBe(403);
    expect((await reader.call<{ via: string }>('GET', '/account')).body.via).toBe('token');
  });
});

describe('what is taken away', { timeout: 60_000 }, () => {
  it('is gone at the next request: a grant, also for a result that was kept', async () => {
    const grant = await as('admin').call<{ id: string }>('POST', '/grants', { principal: 'wendy', role: 'analyst', on: 'namespace/lake/shop' });
    const run = await as('wendy').run('SELECT order_id FROM lake.shop.orders LIMIT 5');
    expect(run.state).toBe('finished');
    expect(await status('wendy', 'GET', `/queries/${run.id}/statements/0/rows`)).toBe(200);
    await as('admin').call('DELETE', `/grants/${grant.body.id}`);
    expect(await status('wendy', 'GET', TABLE)).toBe(404);
    expect(await status('wendy', 'GET', `/queries/${run.id}/statements/0/rows`)).toBe(404);
    expect(await status('wendy', 'GET', `/queries/${run.id}/statements/0/export?format=csv`)).toBe(404);
    expect((await as('wendy').run('SELECT order_id FROM lake.shop.orders LIMIT 5')).error?.code).toBe('TABLE_NOT_FOUND');
  });

  it('is gone at the next request: a session, a token and a query that runs, when a person is disabled', async () => {
    await create('leaver', 'analyst', 'lake');
    const { cookie } = await signIn(running.url, 'leaver', PASSWORD);
    const browser = apiOf(running.url, { cookie, origin: running.url });
    expect((await browser.call('GET', '/account')).status).toBe(200);
    const { body } = await as('leaver').call<Run>('POST', '/queries', { sql: 'SELECT a.path FROM lake.web.web_events a CROSS JOIN lake.web.web_events b WHERE a.path || b.path = a.kind' });
    await running.command('user', 'disable', 'leaver');
    expect((await browser.call('GET', '/account')).status).toBe(401);
    expect(await status('leaver', 'GET', '/account')).toBe(401);
    expect((await signIn(running.url, 'leaver', PASSWORD)).cookie).toBe('');
    await expect.poll(async () => (await as('admin').call<Run>('GET', `/queries/${body.id}`)).body.state, { timeout: 3000 }).toBe('cancelled');
  });

  it('keeps one admin', async () => {
    await expect(running.command('user', 'disable', 'admin')).rejects.toThrow('last admin');
    const { items } = (await as('admin').call<{ items: { id: string; role: string | null; on: string }[] }>('GET', '/grants?principal=admin')).body;
    const last = items.find(({ role, on }) => role === 'admin' && on === 'system');
    expect(await status('admin', 'DELETE', `/grants/${last?.id}`)).toBe(409);
  });
});

describe('the audit', { timeout: 60_000 }, () => {
  interface Item { kind: string; action: string; actor: string; decision: string; outcome: string | null; securable: string | null; requestId: string; details: Record<string, unknown> }
  const records = async (query: string): Promise<readonly Item[]> => (await as('auditor').call<{ items: Item[] }>('GET', `/audit?limit=1000&${query}`)).body.items;

  it('has every change before and after it happened', async () => {
    const answer = await as('admin').call<{ id: string }>('POST', '/grants', { principal: 'viewer', privilege: 'select', on: 'table/lake/shop/products', reason: 'for a look' });
    const [outcome, intent] = await records(`requestId=${answer.headers.get('x-request-id')}`);
    expect([intent, outcome]).toMatchObject([{ kind: 'intent', action: 'grant.create', actor: 'admin', decision: 'allow', outcome: null }, { kind: 'outcome', outcome: 'done', details: { after: { reason: 'for a look' } } }]);
    await as('admin').call('DELETE', `/grants/${answer.body.id}`);
  });

  it('has what was refused, by the API and in SQL', async () => {
    const refused = await as('viewer').call('GET', `${TABLE}/preview`);
    expect(refused.body).toMatchObject({ status: 403, privilege: 'select' });
    expect(await records(`requestId=${refused.headers.get('x-request-id')}`)).toMatchObject([{ action: 'table.preview', actor: 'viewer', decision: 'deny', securable: 'table/lake/shop/orders' }]);
    const hidden = await as('wendy').call('GET', TABLE);
    expect(await records(`requestId=${hidden.headers.get('x-request-id')}`)).toMatchObject([{ action: 'table.get', decision: 'deny' }]);
    const run = await as('wendy').run('SELECT 1 FROM lake.shop.orders');
    const mine = (await records('actor=wendy&action=query.read')).filter(({ details }) => details['queryId'] === run.id);
    expect(mine).toMatchObject([{ decision: 'deny', outcome: 'failed', securable: 'table/lake/shop/orders' }]);
    const noEngine = await as('stranger').run('SELECT 1');
    expect(noEngine.error?.code).toBe('PERMISSION_DENIED');
    expect(await records('actor=stranger&action=query.run')).not.toHaveLength(0);
  });

  it('has every read of rows, with the tables and how many', async () => {
    const run = await as('analyst').run('SELECT order_id FROM lake.shop.orders LIMIT 7');
    const read = (await records('actor=analyst&action=query.read')).find(({ details }) => details['queryId'] === run.id);
    expect(read).toMatchObject({ outcome: 'done', securable: 'table/lake/shop/orders', details: { rows: 7, tables: [{ table: 'lake.shop.orders' }], textHash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    await as('analyst').call('GET', `/queries/${run.id}/statements/0/export?format=csv`);
    expect((await records('actor=analyst&action=query.export')).find(({ details }) => details['queryId'] === run.id)).toMatchObject({ outcome: 'done', details: { rows: 7 } });
    await as('analyst').call('GET', `${TABLE}/preview`);
    expect(await records('actor=analyst&action=table.preview')).not.toHaveLength(0);
  });

  it('has the admin\'s own right to rows as a grant that can be taken back', async () => {
    const { items } = (await as('admin').call<{ items: { privilege: string | null; on: string }[] }>('GET', '/grants?principal=admin')).body;
    expect(items.flatMap(({ on, privilege }) => (on === 'catalog/lake' && privilege !== null ? [privilege] : [])).sort()).toEqual(['insert', 'select', 'update_delete']);
    expect(await records('action=user.prepare-first-admin')).not.toHaveLength(0);
  });

  it('holds no secret', async () => {
    const text = JSON.stringify((await as('auditor').call('GET', '/audit?limit=1000')).body) + running.output();
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain('lhc_pat_');
  });
});
