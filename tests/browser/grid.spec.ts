import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

const grid = (page: Page) => page.getByRole('grid', { name: 'Answer of the statement' });
const bar = (page: Page) => page.getByRole('group', { name: 'Sort and filter' });
const head = (page: Page, name: string) => grid(page).getByRole('columnheader', { name: new RegExp(name) });

/** Runs a text and waits for its answer. */
async function answer(page: Page, text: string, how = 'Run without the row limit'): Promise<void> {
  await page.goto(`/sql?text=${encodeURIComponent(text)}`);
  await page.locator('.monaco-editor .view-lines').first().waitFor();
  await page.getByRole('button', { name: 'Other ways to run' }).click();
  await page.getByRole('menuitem', { name: how }).click();
  await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText(/Finished in/);
  await grid(page).getByRole('row').nth(2).waitFor();
}
async function ofColumn(page: Page, name: string, entry: string): Promise<void> {
  await head(page, name).hover();
  await page.getByRole('button', { name: `Column ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}
/** What the first rows show in a column, by its place from 1. */
const cells = (page: Page, place: number) => grid(page).locator(`[role="gridcell"][aria-colindex="${place + 1}"]`).allTextContents();

const ORDERS = 'SELECT order_id, status, total, ordered_at FROM lake.shop.orders';

test('an answer is sorted and filtered over all of its rows, and its address keeps both', async ({ page }) => {
  await answer(page, ORDERS);
  await ofColumn(page, 'total', 'Sort descending');
  await expect(head(page, 'total')).toHaveAttribute('aria-sort', 'descending');
  await expect(bar(page)).toContainText('total descending');
  await expect(page).toHaveURL(/sort=2%3Adesc/);
  await expect(grid(page).locator('[aria-selected="true"]')).toHaveCount(0);
  await expect(bar(page)).toContainText(/All [\d,]+ rows/);
  const greatest = (await cells(page, 3)).slice(0, 20).map((text) => Number(text.replaceAll(',', '')));
  expect(greatest).toEqual(greatest.toSorted((a, b) => b - a));
  expect(greatest[0]).toBeGreaterThan(greatest[19] ?? 0);

  const status = (await cells(page, 2))[0] ?? '';
  await ofColumn(page, 'status', 'Filter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Value' }).fill(status.toUpperCase());
  await dialog.getByRole('button', { name: 'Filter rows' }).click();
  await expect(bar(page)).toContainText(/[\d,]+ of [\d,]+ rows/);
  await expect.poll(async () => new Set(await cells(page, 2)).size).toBe(1);
  expect(await cells(page, 2)).toContain(status);

  await page.reload();
  await expect(bar(page)).toContainText(`status contains ${status.toUpperCase()}`);
  await expect(head(page, 'total')).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('button', { name: 'New query' }).click();
  await expect(bar(page)).toBeHidden();
  await page.getByRole('navigation', { name: 'Queries' }).getByRole('button', { name: /^SELECT order_id/ }).click();
  await expect(bar(page)).toContainText(`status contains ${status.toUpperCase()}`);
  await page.getByRole('button', { name: /^Take away: status/ }).click();
  await page.goBack();
  await expect(bar(page)).toContainText('status contains');
  await page.goForward();
  await expect(bar(page)).not.toContainText('status contains');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(bar(page)).toBeHidden();
  await expect(page).not.toHaveURL(/sort=|filter=/);
});

test('a range is read as the type of its column, and says what is none', async ({ page }) => {
  await answer(page, ORDERS);
  await ofColumn(page, 'order_id', 'Filter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('From').fill('ten');
  await dialog.getByRole('button', { name: 'Filter rows' }).click();
  await expect(dialog.getByText('This is no bigint')).toBeVisible();
  await dialog.getByLabel('From').fill('10');
  await dialog.getByLabel('To').fill('12');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(bar(page)).toContainText(/3 of [\d,]+ rows/);
  expect((await cells(page, 1)).toSorted()).toEqual(['10', '11', '12']);
  const results = await new AxeBuilder({ page }).include('[aria-label="Answer"]').analyze();
  expect(results.violations).toEqual([]);

  await page.getByRole('button', { name: 'Take away: order_id from 10' }).click();
  await expect(bar(page)).toContainText(/12 of [\d,]+ rows/);
});

test('what one filters by is a value, whatever it looks like', async ({ page }) => {
  await answer(page, "SELECT * FROM (VALUES ('it''s'), (' OR 1=1 --'), ('100%'), (CAST(NULL AS varchar))) AS t (word)");
  await ofColumn(page, 'word', 'Filter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Value' }).fill("' OR '1'='1");
  await page.keyboard.press('Enter');
  await expect(page.getByText('No row holds what the filter asks for.')).toBeVisible();
  await ofColumn(page, 'word', 'Change the filter');
  await dialog.getByRole('textbox', { name: 'Value' }).fill("'s");
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText('1 of 4 rows');
  await grid(page).getByText("it's").click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Without rows of this value' }).click();
  await expect(bar(page)).toContainText('3 of 4 rows');
  await expect(grid(page).getByText('null')).toBeVisible();
});

test('the export follows the sort and the filter and says so; the whole answer stays at hand', async ({ page }) => {
  await answer(page, `${ORDERS} WHERE order_id <= 1000`);
  await ofColumn(page, 'order_id', 'Filter');
  await page.getByRole('dialog').getByLabel('To').fill('20');
  await page.keyboard.press('Enter');
  await ofColumn(page, 'order_id', 'Sort descending');
  await expect(bar(page)).toContainText(/20 of [\d,]+ rows/);
  const take = async (entry: string) => {
    await page.getByRole('button', { name: 'Export the answer' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: entry }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), ids: readFileSync(await download.path(), 'utf8').trim().split('\r\n').slice(1).map((line) => Number(line.split(',')[0])) };
  };
  const filtered = await take('CSV, exact, filtered as shown');
  expect(filtered.name).toContain('-filtered.csv');
  expect(filtered.ids).toEqual(Array.from({ length: 20 }, (_, at) => 20 - at));
  expect((await take('CSV, exact, whole answer as it came')).ids.length).toBeGreaterThan(500);
});

test('a column tells what it holds over all rows, and by keys alone it is pinned and copied without commas', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await answer(page, 'SELECT event_id, kind, path, occurred_at, 1234567 AS big FROM lake.web.web_events');
  await ofColumn(page, 'event_id', 'Statistics');
  const told = page.getByRole('complementary', { name: 'Column' });
  await expect(told.getByText('Distinct')).toBeVisible();
  await expect(told.locator('dd').first()).toHaveText(/^\d{2,3},\d{3}$/);
  await page.keyboard.press('Escape');
  await expect(told).toBeHidden();

  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect(page.getByRole('status').filter({ hasText: 'Row 1 in big' })).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('1234567');
  await expect(grid(page).getByText('1,234,567').first()).toBeVisible();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Pin to the left' }).press('Enter');
  await expect(grid(page).locator('[role="columnheader"][aria-colindex="2"]')).toContainText('big');
});

test('tabs change places by keys and by dragging, and stay so', async ({ page }) => {
  for (const text of ['-- first\nSELECT 1', '-- second\nSELECT 2', '-- third\nSELECT 3']) {
    await page.goto(`/sql?text=${encodeURIComponent(text)}`);
    await page.locator('.monaco-editor .view-lines').first().waitFor();
  }
  const tabs = page.getByRole('navigation', { name: 'Queries' }).getByRole('listitem');
  const order = async () => (await tabs.allTextContents()).map((text) => /first|second|third/.exec(text)?.[0]).filter((name) => name !== undefined);
  expect(await order()).toEqual(['first', 'second', 'third']);
  await page.getByRole('button', { name: /^third/ }).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(order).toEqual(['first', 'third', 'second']);
  await expect(page.getByRole('button', { name: /^third/ })).toBeFocused();
  const [from, to] = await Promise.all([page.getByRole('button', { name: /^second/ }).boundingBox(), page.getByRole('button', { name: /^first/ }).boundingBox()]);
  await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 30, (to?.y ?? 0) + 10, { steps: 12 });
  await page.mouse.up();
  await expect.poll(order).toEqual(['second', 'first', 'third']);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await page.locator('.monaco-editor .view-lines').first().waitFor();
  expect(await order()).toEqual(['second', 'first', 'third']);
});
