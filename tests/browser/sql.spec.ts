import type { Page } from '@playwright/test';
import { findings } from './support/findings';
import { expect, test } from './support/test';

const editor = (page: Page) => page.locator('.monaco-editor .view-lines').first();
const answer = (page: Page) => page.getByRole('region', { name: 'Answer', exact: true });
const grid = (page: Page) => page.getByRole('grid', { name: 'Answer of the statement' });
const tabs = (page: Page) => page.getByRole('navigation', { name: 'Queries' }).getByRole('button', { name: /^(?!Close|New)/ });

/** Opens the workbench with a text in a tab of its own. */
async function open(page: Page, text: string): Promise<void> {
  await page.goto(`/sql?text=${encodeURIComponent(text)}`);
  await expect(page).toHaveURL(/\/sql\?tab=/);
  await editor(page).waitFor();
}
async function type(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.type(text);
}

test('a statement says what it reads, runs, and its answer is copied, added up and looked into', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '-- Some products\nSELECT product_id, title, price, tags FROM lake.shop.products WHERE product_id <= 7');
  await expect(page.getByText(/^Reads .+ in .+ files?\.$/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'In this query' })).toContainText('products');
  await page.getByRole('button', { name: 'Run 1,000' }).click();
  await expect(answer(page)).toContainText(/Finished in/);
  await expect(answer(page)).toContainText('7 rows');
  await expect(grid(page).getByRole('columnheader', { name: /price/ })).toBeVisible();

  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Shift+ArrowDown');
  await expect(page.getByText('7 cells in product_id')).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()).then((text) => text.split('\n').map(Number).toSorted((a, b) => a - b))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  await expect(page.getByText('sum 28')).toBeVisible();

  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  const viewer = page.getByRole('complementary', { name: 'Cell' });
  await expect(viewer).toContainText('array(varchar)');
  await page.keyboard.press('ArrowLeft');
  await expect(viewer).toContainText('decimal(10,2)');
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
});

test('several statements run in order, and what is wrong is shown where it is', async ({ page }) => {
  await open(page, 'SELECT 1 AS one;\nSELECT nope\nFROM lake.shop.products;\nSELECT 3');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await editor(page).click();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(answer(page)).toContainText('The statement failed at line 2, column 8');
  await expect(answer(page)).toContainText('COLUMN_NOT_FOUND');
  const statements = page.getByRole('list', { name: 'Statements of the run' }).getByRole('button');
  await expect(statements).toHaveCount(3);
  await expect(statements.nth(2)).toContainText('Cancelled');
  await statements.first().click();
  await expect(grid(page).getByRole('gridcell', { name: '1', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/statement=0/);
  await page.reload();
  await expect(grid(page).getByRole('gridcell', { name: '1', exact: true })).toBeVisible();
});

test('EXPLAIN shows the plan as lines, SHOW its rows', async ({ page }) => {
  await open(page, 'SELECT * FROM lake.shop.products');
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Answer as text' })).toContainText('TableScan[lake.shop.products]');
  await open(page, 'SHOW TABLES FROM lake.shop');
  await editor(page).click();
  await page.keyboard.press('Control+Enter');
  await expect(grid(page)).toContainText('order_lines');
});

test('completion knows the columns behind an alias, and Enter goes on to the next line', async ({ page }) => {
  await page.goto('/sql?tab=new');
  await editor(page).waitFor();
  await expect(page.getByText('No statement')).toBeVisible();
  await type(page, 'SELECT *\nFROM lake.shop.products p\nWHERE p.');
  const list = page.locator('.suggest-widget.visible');
  await expect(list).toContainText('product_id');
  await expect(list).not.toContainText('SELECT');
  await page.keyboard.type('pri');
  await page.keyboard.press('Tab');
  await page.keyboard.type(' > 1');
  await expect(editor(page)).toContainText('WHERE p.price > 1');
  await expect(page.getByText(/^Reads .+ files?\.$/)).toBeVisible();
});

test('completion waits for names that come late', async ({ page }) => {
  await page.route('**/api/v1/names', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4500));
    await route.continue();
  });
  await page.goto('/sql?tab=new');
  await editor(page).waitFor();
  await type(page, 'SELECT * FROM lake.shop.products p WHERE p.');
  await expect(page.locator('.suggest-widget.visible')).toContainText('product_id');
});

test('a text is kept through reload, a network that is gone, and another tab of the workbench', async ({ page, context }) => {
  await page.goto('/sql?tab=new');
  await editor(page).waitFor();
  await type(page, '-- Kept words\nSELECT 41 + 1');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(editor(page)).toContainText('SELECT 41 + 1');

  await context.setOffline(true);
  await type(page, ' -- offline');
  await expect(page.getByText(/kept in this browser/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'New query' }).click();
  await expect(page.getByText('No statement')).toBeVisible();
  await type(page, 'SELECT 2');
  await tabs(page).filter({ hasText: 'Kept words' }).first().click();
  await expect(editor(page)).toContainText('SELECT 41 + 1');
  await expect(editor(page)).not.toContainText('SELECT 2');
});

test('a tab is named, closed, and brought back', async ({ page }) => {
  await open(page, 'SELECT 99 AS kept');
  await editor(page).click();
  await page.keyboard.press('Control+s');
  await page.getByRole('textbox', { name: 'Name of this query' }).fill('Ninety nine');
  await page.keyboard.press('Enter');
  const named = tabs(page).filter({ hasText: 'Ninety nine' });
  await expect(named).toBeVisible();
  await page.getByRole('button', { name: 'Close Ninety nine' }).click();
  await expect(named).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(editor(page)).toContainText('SELECT 99 AS kept');
});

test('half a million rows are walked to their end, and a run is found again in the history', async ({ page }) => {
  test.slow();
  await open(page, 'SELECT * FROM lake.shop.order_lines');
  await page.getByRole('button', { name: 'Other ways to run' }).click();
  await page.getByRole('menuitem', { name: 'Run without the row limit' }).click();
  await expect(answer(page)).toContainText('Finished in', { timeout: 60_000 });
  const rows = Number(await grid(page).getAttribute('aria-rowcount')) - 1;
  expect(rows).toBeGreaterThan(300_000);
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+ArrowDown');
  await expect(grid(page).getByRole('rowheader', { name: rows.toLocaleString('en') })).toBeVisible();
  await expect(grid(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: rows.toLocaleString('en') }) }).getByRole('gridcell').first()).toHaveText(/^[\d,]+$/);
  expect(await grid(page).getByRole('row').count()).toBeLessThan(120);

  await page.getByRole('radio', { name: 'History' }).click();
  await page.getByRole('searchbox', { name: 'Search the history' }).fill('order_lines');
  await page.getByRole('complementary', { name: 'SQL' }).getByRole('button', { name: /order_lines/ }).first().click();
  await expect(answer(page)).toContainText(`${rows.toLocaleString('en')} rows`);
  await page.getByRole('radio', { name: 'Tables' }).click();
});

test('the whole answer is taken along as CSV', async ({ page }) => {
  await open(page, "SELECT product_id, CASE WHEN product_id = 1 THEN NULL ELSE '' END AS e FROM lake.shop.products WHERE product_id < 3 ORDER BY product_id");
  await editor(page).click();
  await page.keyboard.press('Control+Enter');
  await expect(answer(page)).toContainText('2 rows');
  await page.getByRole('button', { name: 'Export the answer' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV, exact' }).click()]);
  const stream = await file.createReadStream();
  let text = '';
  for await (const part of stream) text += String(part);
  expect(text).toBe('product_id,e\r\n1,\r\n2,""\r\n');
});

test('a table that a statement makes is where names are at once, and one that it drops is not', async ({ page }) => {
  const name = `made_${crypto.randomUUID().slice(0, 8)}`;
  const run = async (text: string): Promise<void> => {
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await page.keyboard.press('Control+Enter');
    await expect(answer(page)).toContainText(/Finished in/, { timeout: 30_000 });
  };
  const known = page.getByRole('region', { name: 'Tables of lake' });
  const inTree = async (): Promise<void> => {
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Tables' }).click();
    await page.getByRole('tree').getByText('customers').waitFor();
  };
  // everybody has read the names before
  await page.goto('/tables/lake/shop');
  await page.getByRole('tree').getByText('customers').waitFor();
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'SQL' }).click();
  await editor(page).waitFor();
  await page.getByRole('button', { name: 'New query' }).click();
  await known.getByRole('button', { name: /^shop/ }).click();
  await expect(known).toContainText('customers');
  await run(`CREATE TABLE lake.shop.${name} AS SELECT 1 AS one`);
  await expect(known).toContainText(name);
  await inTree();
  await expect(page.getByRole('tree').getByText(name)).toBeVisible();
  await page.goBack();
  await known.getByRole('button', { name: /^shop/ }).click();
  await expect(known).toContainText(name);
  await run(`DROP TABLE lake.shop.${name}`);
  await expect(known).not.toContainText(name);
  await inTree();
  await expect(page.getByRole('tree').getByText(name)).toHaveCount(0);
});

const ENDLESS = 'SELECT count(*) FROM lake.shop.order_lines a, lake.shop.order_lines b, lake.shop.order_lines c WHERE a.quantity + b.quantity > c.quantity';

test('a run is cancelled from the keyboard, and the page says when the engine has stopped', async ({ page }) => {
  await open(page, ENDLESS);
  await editor(page).click();
  await page.keyboard.press('Control+Enter');
  await expect(answer(page)).toContainText('Elapsed');
  await page.keyboard.press('Control+.');
  await expect(answer(page).getByRole('group', { name: 'Cancelled' })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Run 1,000' })).toBeVisible();
});

test('a run that the server has not answered yet is cancelled too, the first of a tab and a later one', async ({ page }) => {
  await open(page, ENDLESS);
  await editor(page).click();
  for (const each of ['first', 'later']) {
    await test.step(each, async () => {
      let answerIt = () => {};
      const held = new Promise<void>((resolve) => (answerIt = resolve));
      await page.route('**/api/v1/queries', async (route) => {
        const response = await route.fetch();
        await held;
        await route.fulfill({ response });
      }, { times: 1 });
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('button', { name: /^Cancel/ })).toBeVisible();
      await page.keyboard.press('Control+.');
      await expect(page.getByRole('button', { name: /^Cancel/ })).toHaveAttribute('aria-busy', 'true');
      answerIt();
      await expect(answer(page).getByRole('group', { name: 'Cancelled' })).toBeVisible({ timeout: 15_000 });
      await expect(page.getByRole('button', { name: 'Run 1,000' })).toBeVisible();
    });
  }
});

for (const [width, height] of [[1440, 900], [390, 844]] as const) {
  test(`axe finds nothing in the light and the dark on an answer at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, '-- Looked at by axe\nSELECT * FROM lake.shop.products WHERE product_id < 30');
    await editor(page).click();
    await page.keyboard.press('Control+Enter');
    await expect(answer(page)).toContainText('Finished in');
    await expect(grid(page).getByRole('gridcell').first()).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });
}
