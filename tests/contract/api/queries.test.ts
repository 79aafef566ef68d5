import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byToken, ended, type Api, type Run } from '../../support/api';
import { startConsole, type TestConsole } from '../../support/console';

let running: TestConsole;
let api: Api;
beforeAll(async () => {
  running = await startConsole({ env: { LAKEHOUSE_QUERY_SECONDS: '8', LAKEHOUSE_QUERIES_PER_PERSON: '2' } });
  api = byToken(running.url, await running.token());
});
afterAll(() => running.stop());

const ENDLESS = 'SELECT a.path FROM lake.web.web_events a CROSS JOIN lake.web.web_events b WHERE a.path || b.path = a.kind';

describe('a run', { timeout: 60_000 }, () => {
  it('is taken in with 202 and an id, and ends with columns, counts and rows', async () => {
    const submitted = await api.call<Run>('POST', '/queries', { sql: 'SELECT order_id, total FROM lake.shop.orders WHERE order_id = 5' });
    expect(submitted.status).toBe(202);
    expect(submitted.body.id).toMatch(/^\d{8}_\d{6}_[0-9a-f]{16}$/);
    const run = await api.run('SELECT order_id, total FROM lake.shop.orders WHERE order_id <= 3 ORDER BY order_id');
    expect(run).toMatchObject({ state: 'finished', error: null });
    expect(run.statements).toMatchObject([{ state: 'finished', columns: [{ name: 'order_id', type: 'bigint' }, { name: 'total', type: 'decimal(18,2)' }], rowCount: 3 }]);
    const statistics = run.statements[0]?.statistics;
    expect(statistics?.filesTotal).toBeGreaterThan(10);
    expect(statistics?.bytesPlanned).toBeGreaterThan(1000);
    expect((await api.rows(run.id)).map(([id]) => id)).toEqual(['1', '2', '3']);
  });

  it('gives every type of cell exactly', async () => {
    const cells: readonly (readonly [sql: string, type: string, cell: unknown])[] = [
      ['BIGINT \'9223372036854775807\'', 'bigint', '9223372036854775807'],
      ['BIGINT \'-9223372036854775808\'', 'bigint', '-9223372036854775808'],
      ['TINYINT \'-128\'', 'tinyint', -128],
      ['SMALLINT \'32767\'', 'smallint', 32767],
      ['2147483647', 'integer', 2147483647],
      ['REAL \'0.1\'', 'real', 0.1],
      ['DOUBLE \'0.1\'', 'double', 0.1],
      ['CAST(\'NaN\' AS double)', 'double', 'NaN'],
      ['CAST(\'-Infinity\' AS double)', 'double', '-Infinity'],
      ['DECIMAL \'12345678901234567890123456789012345678\'', 'decimal(38,0)', '12345678901234567890123456789012345678'],
      ['DECIMAL \'-0.00000000000000000000000000000000000001\'', 'decimal(38,38)', '-0.00000000000000000000000000000000000001'],
      ['DATE \'1582-10-15\'', 'date', '1582-10-15'],
      ['TIMESTAMP \'2024-02-29 23:59:59.123456\'', 'timestamp(6)', '2024-02-29 23:59:59.123456'],
      ['TIMESTAMP \'2024-02-29 23:59:59.123456 UTC\'', 'timestamp(6) with time zone', '2024-02-29 23:59:59.123456 UTC'],
      ['TIME \'01:02:03.004\'', 'time(3)', '01:02:03.004'],
      ['X\'00ff10\'', 'varbinary', 'AP8Q'],
      ['true', 'boolean', true],
      ['CAST(NULL AS varchar)', 'varchar', null],
      ['\'a\u00df\u6f22\'', 'varchar(3)', 'aß漢'],
      ['ARRAY[1, NULL, 3]', 'array(integer)', [1, null, 3]],
      ['ROW(1, \'x\')', 'row(integer, varchar(1))', [1, 'x']],
      ['MAP(ARRAY[\'a\', \'b\'], ARRAY[BIGINT \'1\', NULL])', 'map(varchar(1), bigint)', [['a', '1'], ['b', null]]],
    ];
    for (const [sql, type, cell] of cells) {
      const run = await api.run(`SELECT ${sql} AS c`);
      expect([sql, run.error, run.statements[0]?.columns?.[0]?.type]).toEqual([sql, null, type]);
      expect([sql, await api.rows(run.id)]).toEqual([sql, [[cell]]]);
    }
  });

  it('runs several statements; the first failure ends it and the later ones are cancelled', async () => {
    const run = await api.run('SELECT 1; SHOW TABLES FROM lake.web;\n SELECT nope FROM lake.shop.orders; SELECT 2');
    expect(run).toMatchObject({ state: 'failed', error: { code: 'COLUMN_NOT_FOUND', line: 2, column: 9 } });
    expect(run.statements.map(({ state }) => state)).toEqual(['finished', 'finished', 'failed', 'cancelled']);
    expect(await api.rows(run.id, 1)).toEqual([['web_events']]);
  });

  it.each([
    ['SELEC 1', 'SYNTAX_ERROR', 1, 1],
    ['SELECT *\nFROM lake.shop.nope', 'TABLE_NOT_FOUND', 2, 6],
    ['SELECT * FROM nowhere.shop.orders', 'CATALOG_NOT_FOUND', 1, 15],
    ['DROP VIEW lake.shop.orders', 'NOT_SUPPORTED', 1, 1],
    ['SELECT 1 / 0', 'DIVISION_BY_ZERO', null, null],
    ['   ', 'SYNTAX_ERROR', null, null],
  ])('%j fails with %s', async (sql, code, line, column) => {
    const run = await api.run(sql);
    expect(run).toMatchObject({ state: 'failed', error: { code } });
    if (line !== null) expect(run.error).toMatchObject({ line, column });
    expect(run.error?.message).not.toContain('\n');
  });

  it('keeps its answer for a reader who comes again, page by page', async () => {
    const run = await api.run('SELECT event_id, kind FROM lake.web.web_events', { rowLimit: 25_000 });
    expect(run.statements[0]).toMatchObject({ rowCount: 25_000, truncated: true });
    const page = await api.call<{ rows: unknown[]; next: string }>('GET', `/queries/${run.id}/statements/0/rows`);
    expect(page.body.rows).toHaveLength(1000);
    expect((await api.call('GET', `/queries/${run.id}/statements/0/rows?limit=10001`)).status).toBe(400);
    const all = await api.rows(run.id);
    expect(all).toHaveLength(25_000);
    expect(new Set(all.map(([id]) => id)).size).toBe(25_000);
  });

  it('shows its first rows while it still runs, in the order that they keep', async () => {
    const { body } = await api.call<Run>('POST', '/queries', { sql: 'SELECT a.event_id, b.order_id FROM lake.web.web_events a CROSS JOIN lake.shop.orders b' });
    let early: readonly unknown[] = [];
    for (;;) {
      const page = await api.call<{ rows: unknown[]; next: string | null }>('GET', `/queries/${body.id}/statements/0/rows?limit=100`);
      if (page.body.rows.length > 0 || page.body.next === null) { early = page.body.rows; break; }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(early).toHaveLength(100);
    expect((await api.call<Run>('GET', `/queries/${body.id}`)).body.state).toBe('running');
    const again = await api.call<{ rows: unknown[] }>('GET', `/queries/${body.id}/statements/0/rows?limit=100`);
    expect(again.body.rows).toEqual(early);
    await api.call('DELETE', `/queries/${body.id}`);
  });
});

describe('a view of an answer', { timeout: 60_000 }, () => {
  const path = (run: Run, query: string) => `/queries/${run.id}/statements/0/rows?${query}`;
  interface Page { rows: unknown[][]; next: string | null; rowCount: number }
  let orders: Run;
  beforeAll(async () => { orders = await api.run('SELECT order_id, status, total FROM lake.shop.orders', { rowLimit: 5000 }); });

  it('is sorted and filtered by the server, and its cursor goes on in it', async () => {
    const whole = (await api.rows(orders.id)) as [string, string, string][];
    const [, status] = whole[0] ?? ['', '', ''];
    const wanted = whole.filter((row) => row[1] === status).toSorted((a, b) => Number(b[2]) - Number(a[2]));
    const query = `sort=2:desc&filter=${encodeURIComponent(`1:eq:${encodeURIComponent(status)}`)}`;
    const seen: unknown[][] = [];
    for (let cursor = ''; ;) {
      const { status: code, body } = await api.call<Page>('GET', path(orders, `${query}&limit=70${cursor === '' ? '' : `&cursor=${cursor}`}`));
      expect(code).toBe(200);
      expect(body.rowCount).toBe(wanted.length);
      seen.push(...body.rows);
      if (body.next === null) break;
      cursor = body.next;
    }
    expect(seen).toEqual(wanted);
    expect((await api.call<Page>('GET', path(orders, 'limit=1'))).body).toMatchObject({ rowCount: 5000, next: '1' });
  });

  it('is what an export of it holds, and a summary of its column counts', async () => {
    // which orders the limit left is not said
    const ids = (await api.rows(orders.id)).map(([id]) => Number(id)).toSorted((a, b) => a - b);
    const filter = encodeURIComponent(`0:lte:${ids[19]}`);
    const text = (await api.call<string>('GET', `/queries/${orders.id}/statements/0/export?format=csv&sort=0:desc&filter=${filter}`));
    const page = (await api.call<Page>('GET', path(orders, `sort=0:desc&filter=${filter}`))).body;
    expect(page.rowCount).toBe(20);
    expect(text.headers.get('content-disposition')).toContain('-filtered.csv');
    expect(text.body.trim().split('\r\n').slice(1).map((line) => line.split(',')[0])).toEqual(page.rows.map(([id]) => id));
    const summary = await api.call('GET', `/queries/${orders.id}/statements/0/columns/0?filter=${filter}&bars=4`);
    expect(summary).toMatchObject({ status: 200, body: { rows: page.rowCount, nulls: 0, distinct: page.rowCount, distinctIsExact: true, greatest: page.rows[0]?.[0], common: [] } });
    expect((await api.call('GET', `/queries/${orders.id}/statements/0/columns/3`)).status).toBe(404);
  });

  it.each([
    ['sort=0:up', 'sort'], ['sort=9:asc', 'sort'], ['filter=0', 'filter'], ['filter=9:null', 'filter'], ['filter=0:eq:x', 'filter'], ['filter=0:eq:1.5', 'filter'], ['filter=0:contains:1', 'filter'],
    ["filter=0:eq:1' OR 1=1", 'filter'], [`filter=${'1:null,'.repeat(40)}1:null`, 'filter'], [`filter=1:eq:${'x'.repeat(8000)}`, 'filter'],
  ])('refuses %j in one sentence', async (query, field) => {
    const { status, body } = await api.call<{ detail: string; errors: { field: string }[] }>('GET', path(orders, query));
    expect(status).toBe(400);
    expect(body.errors.map((each) => each.field)).toEqual([field]);
    expect(body.detail).not.toContain('\n');
  });

  it('waits for the end of the statement', async () => {
    const { body } = await api.call<Run>('POST', '/queries', { sql: 'SELECT a.event_id, b.order_id FROM lake.web.web_events a CROSS JOIN lake.shop.orders b' });
    for (;;) {
      const page = await api.call<Page>('GET', `/queries/${body.id}/statements/0/rows?limit=1`);
      if (page.body.rows.length > 0 || page.body.next === null) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await api.call('GET', `/queries/${body.id}/statements/0/rows?sort=0:asc`)).status).toBe(409);
    await api.call('DELETE', `/queries/${body.id}`);
  });
});

describe('cancelling', { timeout: 60_000 }, () => {
  it.each([ENDLESS, "SELECT length(lpad('x', 1900000000, 'y'))"])('ends %j', async (sql) => {
    const { body } = await api.call<Run>('POST', '/queries', { sql });
    await new Promise((resolve) => setTimeout(resolve, 700));
    const cancelled = await api.call<Run>('DELETE', `/queries/${body.id}`);
    // where the text is refused at once there is nothing to cancel
    if (sql !== ENDLESS && cancelled.status === 200) { expect(ended(cancelled.body.state)).toBe(true); return; }
    expect(cancelled.status).toBe(202);
    let state = cancelled.body.state;
    while (!ended(state)) state = (await api.call<Run>('GET', `/queries/${body.id}`)).body.state;
    expect(state).toBe('cancelled');
    expect((await api.call<Run>('DELETE', `/queries/${body.id}`)).status).toBe(200);
  });

  it('comes to a statement that is said to run while the engine is at it, before it has a row', async () => {
    const { body } = await api.call<Run>('POST', '/queries', { sql: `SELECT 1; ${ENDLESS}` });
    const phases = async () => (await api.call<Run>('GET', `/queries/${body.id}`)).body.statements.map(({ phase, rowCount }) => [phase, rowCount]);
    await expect.poll(phases, { timeout: 5000 }).toEqual([['finished', 1], ['running', null]]);
    await api.call('DELETE', `/queries/${body.id}`);
  });

  it('takes one that waits out of the queue, and the others go on', async () => {
    const [a, b] = await Promise.all([ENDLESS, ENDLESS].map((sql) => api.call<Run>('POST', '/queries', { sql })));
    const waiting = await api.call<Run & { queuePosition: number }>('POST', '/queries', { sql: 'SELECT 1' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await api.call<Run>('GET', `/queries/${waiting.body.id}`)).body).toMatchObject({ state: 'queued', queuePosition: 1 });
    expect((await api.call<Run>('DELETE', `/queries/${waiting.body.id}`)).body.state).toBe('cancelled');
    await Promise.all([a, b].map((run) => api.call('DELETE', `/queries/${run?.body.id ?? ''}`)));
    expect((await api.run('SELECT 1')).state).toBe('finished');
  });

  it('ends what runs longer than it may, and says so', async () => {
    const run = await api.run(ENDLESS);
    expect(run.error?.code).toBe('EXCEEDED_TIME_LIMIT');
  });
});

describe('export', { timeout: 60_000 }, () => {
  it('streams the whole answer as CSV', async () => {
    const run = await api.run('SELECT order_id, status, total FROM lake.shop.orders');
    const answer = await fetch(`${running.url}/api/v1/queries/${run.id}/statements/0/export?format=csv`, { headers: { authorization: `Bearer ${await running.token()}` } });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const lines = (await answer.text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe('order_id,status,total');
    expect(lines).toHaveLength((run.statements[0]?.rowCount ?? 0) + 1);
    expect(lines.length).toBeGreaterThan(190_000);
  });

  it('says what is wrong with its request', async () => {
    const run = await api.run('SELECT 1');
    expect((await api.call('GET', `/queries/${run.id}/statements/0/export?format=xml`)).status).toBe(400);
    expect((await api.call('GET', `/queries/${run.id}/statements/7/export?format=csv`)).status).toBe(404);
  });
});
