import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { byToken, type Run } from '../support/api';
import { startConsole, temporaryHome } from '../support/console';

const homes: string[] = [];
const newHome = (): string => { const home = temporaryHome(); homes.push(home); return home; };
afterAll(() => { for (const home of homes) rmSync(home, { recursive: true, force: true }); });

// stages of a first start, by what appears (anew) in its folder, and how long after that the kill comes
const STAGES: readonly (readonly [appears: string, thenMs: number])[] = [
  ['lock', 0], ['database.unfinished', 0], ['database', 0], ['lock', 400], ['warehouse/.demo-being-made', 0], ['warehouse/shop/orders/metadata', 50], ['warehouse/web/web_events/data', 700], ['warehouse/shop/order_lines/metadata/version-hint.text', 300],
];

it('a first start that is killed at any stage leaves nothing that the next one cannot mend', { timeout: 300_000 }, async () => {
  const home = newHome();
  for (const [appears, thenMs] of STAGES) {
    const started = await startConsole({ home, early: true });
    let gone = false;
    void started.exited.then(() => { gone = true; });
    const since = Date.now();
    const isNew = (): boolean => (statSync(join(home, appears), { throwIfNoEntry: false })?.ctimeMs ?? 0) >= since - 5;
    while (!isNew() && !gone) {
      if (Date.now() - since > 60_000) throw new Error(`${appears} did not appear:\n${started.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await new Promise((resolve) => setTimeout(resolve, thenMs));
    expect([appears, gone, gone ? started.output() : '']).toEqual([appears, false, '']);
    started.signal('SIGKILL');
    await started.exited;
  }
  const running = await startConsole({ home });
  try {
    const api = byToken(running.url, await running.token());
    expect(existsSync(join(home, 'warehouse', '.demo-being-made'))).toBe(false);
    const counts: Record<string, number> = {};
    for (const table of ['shop.customers', 'shop.products', 'shop.orders', 'shop.order_lines', 'web.web_events']) {
      const [namespace, name] = table.split('.');
      const { body } = await api.call<{ rows: number }>('GET', `/catalogs/lake/namespaces/${namespace}/tables/${name}`);
      counts[table] = body.rows;
    }
    expect(counts).toEqual({ 'shop.customers': 20_000, 'shop.products': 1000, 'shop.orders': expect.any(Number), 'shop.order_lines': 500_000, 'web.web_events': 285_000 });
    const run = await api.run('SELECT order_id FROM lake.shop.orders');
    expect(run).toMatchObject({ state: 'finished', statements: [{ rowCount: counts['shop.orders'] }] });
    expect((await api.call<{ items: unknown[] }>('GET', '/grants?principal=admin')).body.items).toHaveLength(4);
  } finally {
    await running.stop();
  }
});

it('a console that is killed under a query tells the next one that it is lost, and kept answers stay', { timeout: 120_000 }, async () => {
  const home = newHome();
  // as the system's own: everybody may make something in it, and each remove what is his
  const temporary = newHome();
  mkdirSync(temporary, { recursive: true });
  chmodSync(temporary, 0o1777);
  const first = await startConsole({ home, env: { TMPDIR: temporary } });
  const token = await first.token();
  const api = byToken(first.url, token);
  const kept = await api.run('SELECT order_id, total FROM lake.shop.orders ORDER BY order_id LIMIT 100');
  const rows = await api.rows(kept.id);
  const lost = await api.call<Run>('POST', '/queries', { sql: 'SELECT a.path FROM lake.web.web_events a CROSS JOIN lake.web.web_events b WHERE a.path || b.path = a.kind; SELECT 1' });
  await expect.poll(async () => (await api.call<Run>('GET', `/queries/${lost.body.id}`)).body.phase, { timeout: 10_000 }).toBe('running');
  const put = (): readonly string[] => readdirSync(temporary).filter((name) => name.startsWith('lakehouse-'));
  // a statement of three seconds has its successor warmed up beside it, which puts something there as well
  await expect.poll(put, { timeout: 10_000, interval: 5 }).toEqual(expect.arrayContaining([expect.stringContaining('warm'), expect.stringContaining('reader')]));
  first.signal('SIGKILL');
  await first.exited;
  await expect.poll(put, { timeout: 5000 }).toEqual([]);
  const again = await startConsole({ home });
  try {
    const next = byToken(again.url, token);
    expect((await next.call<Run>('GET', `/queries/${lost.body.id}`)).body).toMatchObject({ state: 'failed', phase: 'lost', error: { code: 'RUN_LOST' } });
    expect(await next.rows(kept.id)).toEqual(rows);
    expect((await next.run('SELECT 1')).state).toBe('finished');
  } finally {
    await again.stop();
  }
});
