import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { makeOddTables } from './support/odd-tables';
import { fromPress, keepPressTime } from './support/press-clock';
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
const note = (what: string, value: string, budget: string) => console.log(`note: ${what.padEnd(46)} ${value.padStart(22)}   budget ${budget}`);
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

/** Nothing is asked of the server any more, twice within a tenth of a second: what comes last may be the largest. */
function quiet(page: Page): () => Promise<void> {
  let asked = 0;
  page.on('request', () => (asked += 1));
  page.on('requestfinished', () => (asked -= 1));
  page.on('requestfailed', () => (asked -= 1));
  return async () => {
    for (let still = 0; still < 2;) {
      await page.waitForTimeout(50);
      still = asked === 0 ? still + 1 : 0;
    }
  };
}

/** Every figure of one place: the first after the start of the console, then the middle of the others. */
class Figures {
  private readonly all = new Map<string, number[]>();
  add(name: string, value: number): void {
    this.all.set(name, [...(this.all.get(name) ?? []), value]);
  }
  tell(name: string, write: (value: number) => string, budget: string): { readonly first: number; readonly later: number } {
    const [first = Number.NaN, ...others] = this.all.get(name) ?? [];
    const later = others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)] ?? Number.NaN;
    note(name, `${write(first)}, then ${write(later)}`, budget);
    return { first, later };
  }
}

const ROUNDS = 6;
const ORDERS = '/tables/lake/shop/orders/overview';

/** Each round opens Home and a table by their addresses, and goes on from there as a person does. The page's own memory is new in each. */
test('pages, and presses in them', async ({ page }) => {
  test.setTimeout(180_000);
  await observe(page);
  await keepPressTime(page);
  const still = quiet(page);
  const figures = new Figures();
  const open = async (name: string, path: string, ready: string) => {
    await page.goto(path);
    await page.getByRole('heading', { name: ready }).waitFor();
    await still();
    const { lcp, cls } = await marksOf(page);
    figures.add(`${name}: largest content`, lcp);
    figures.add(`${name}: layout shift`, cls);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await open('Home', '/', 'Freshness');
    if (round % 2 === 0) await open('a table of 2,000 snapshots', '/tables/lake/odd/long_history/snapshots', '2,000 snapshots of 2,000');
    await open('a table', ORDERS, 'Last commits');
    const tree = page.getByRole('tree');
    const products = tree.getByRole('treeitem', { name: /^products/ }).getByRole('link');
    await products.waitFor();
    figures.add('table page, first content', await fromPress(page, { selector: 'main table td', text: 'sku' }, () => products.click()));
    await still();
    figures.add('rows of a preview', await fromPress(page, { selector: '[role=grid] [role=row]:nth-child(3)' }, () => page.getByRole('link', { name: 'Data', exact: true }).click()));
    await still();
    figures.add('a level of the tree', await fromPress(page, { selector: '[role=tree] [role=treeitem]', text: 'web_events' }, () => tree.getByRole('button', { name: 'Open web' }).click()));
    await still();
    // what is open in the tree is remembered, and a level is only asked for when it opens
    await tree.getByRole('button', { name: 'Close web' }).click();
  }
  for (const name of ['Home', 'a table', 'a table of 2,000 snapshots']) {
    expect(figures.tell(`${name}: largest content`, milliseconds, '1500 ms').later).toBeLessThan(1500 * GENEROUS);
    expect(figures.tell(`${name}: layout shift`, (value) => value.toFixed(3), '0.05').later).toBeLessThan(0.05 * GENEROUS);
  }
  for (const [name, budget] of [['table page, first content', 300], ['rows of a preview', 500], ['a level of the tree', 200]] as const) {
    expect(figures.tell(name, milliseconds, `${budget} ms`).later).toBeLessThan(budget * GENEROUS * 2);
  }
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
