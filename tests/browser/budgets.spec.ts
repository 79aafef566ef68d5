import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { makeOddTables } from './support/odd-tables';
import { expect, test } from './support/test';

/** The budgets of the screens, measured on the built pages and printed; only what is far beyond any budget fails. */
const GENEROUS = 4;

test.beforeAll(() => makeOddTables(process.env['CONSOLE_HOME'] ?? ''));

interface Marks {
  lcp: number;
  cls: number;
  events: number[];
}
declare global {
  interface Window {
    marks?: Marks;
  }
}

/** Largest paint, shifts of the layout, and how long each event took until the next paint. */
async function observe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const marks: Marks = { lcp: 0, cls: 0, events: [] };
    window.marks = marks;
    const on = (type: string, read: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean; interactionId?: number }) => void, more: object = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true, ...more });
    on('largest-contentful-paint', (entry) => (marks.lcp = entry.startTime));
    on('layout-shift', (entry) => (marks.cls += entry.hadRecentInput ? 0 : (entry.value ?? 0)));
    on('event', (entry) => entry.interactionId && marks.events.push(entry.duration), { durationThreshold: 16 });
  });
}
const marksOf = (page: Page) => page.evaluate(() => window.marks ?? { lcp: 0, cls: 0, events: [] });
const note = (what: string, value: string, budget: string) => console.log(`note: ${what.padEnd(46)} ${value.padStart(10)}   budget ${budget}`);
const milliseconds = (value: number) => `${Math.round(value)} ms`;

test('scripts of the shell', async ({ page }) => {
  const bodies: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/_next/static/') && response.url().split('?')[0]?.endsWith('.js')) bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto('/settings');
  await page.getByRole('heading', { name: 'About' }).waitFor();
  const total = (await Promise.all(bodies)).reduce((sum, size) => sum + size, 0) / 1024;
  note('scripts of a page of the shell, gzip', `${Math.round(total)} kB`, '260 kB');
  expect(total).toBeLessThan(260 * GENEROUS);
});

test('first content and shifts', async ({ page }) => {
  await observe(page);
  for (const [name, path, ready] of [['Home', '/', 'Freshness'], ['a table', '/tables/lake/shop/orders/overview', 'Last commits'], ['a table of 2,000 snapshots', '/tables/lake/odd/long_history/snapshots', '2,000 snapshots of 2,000']] as const) {
    await page.goto(path);
    await page.getByRole('heading', { name: ready }).waitFor();
    await page.waitForLoadState('networkidle');
    const { lcp, cls } = await marksOf(page);
    note(`${name}: largest content`, milliseconds(lcp), '1500 ms');
    note(`${name}: layout shift`, cls.toFixed(3), '0.05');
    expect(lcp).toBeLessThan(1500 * GENEROUS);
    expect(cls).toBeLessThan(0.05 * GENEROUS);
  }
});

test('from one table to the next, and its rows', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/overview');
  const tree = page.getByRole('tree');
  await tree.getByRole('treeitem', { name: /^products/ }).waitFor();
  const time = async (act: () => Promise<void>, until: () => Promise<void>) => {
    const began = Date.now();
    await act();
    await until();
    return Date.now() - began;
  };
  const table = await time(() => tree.getByRole('treeitem', { name: /^products/ }).getByRole('link').click(), () => page.getByText('Stock keeping unit').or(page.getByRole('table', { name: 'Columns' }).getByText('sku')).first().waitFor());
  note('table page, first content', milliseconds(table), '300 ms');
  const rows = await time(() => page.getByRole('link', { name: 'Data', exact: true }).click(), () => page.getByRole('grid').getByRole('row').nth(3).waitFor());
  note('rows of a preview', milliseconds(rows), '500 ms');
  const level = await time(() => tree.getByRole('button', { name: 'Open web' }).click(), () => tree.getByText('web_events').waitFor());
  note('a level of the tree', milliseconds(level), '200 ms');
  expect(Math.max(table, rows, level)).toBeLessThan(500 * GENEROUS * 4);
});

test('keys and clicks until the next paint', async ({ page }) => {
  await observe(page);
  await page.goto('/tables/lake/odd/long_history/snapshots');
  await page.getByRole('heading', { name: /snapshots of/ }).waitFor();
  await page.getByRole('group', { name: /Snapshots over time/ }).focus();
  for (let index = 0; index < 12; index += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('order');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  const { events } = await marksOf(page);
  const sorted = events.toSorted((a, b) => a - b);
  note('interactions, 75th of a hundred', milliseconds(sorted[Math.floor(sorted.length * 0.75)] ?? 0), '100 ms');
  note('interactions, the slowest', milliseconds(sorted.at(-1) ?? 0), '200 ms');
  expect(sorted[Math.floor(sorted.length * 0.75)] ?? 0).toBeLessThan(100 * GENEROUS * 2);
});
