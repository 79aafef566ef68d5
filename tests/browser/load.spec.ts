import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { findings } from './support/findings';
import { expect, test } from './support/test';

const tables = '/api/v1/catalogs/lake/namespaces/shop/tables';
const ORDERS = ['order id;who;amount;day', '1;ann;2.50;2026-01-31', '2;"be;n";3;2026-02-01', '', '3;cy;n/a;2026-02-02', '4;dee', '5;eve;4.75;2026-02-03', ''].join('\n');
const newName = (): string => `loaded_${crypto.randomUUID().slice(0, 8)}`;
const dialog = (page: Page): Locator => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close', exact: true }) });
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

async function choose(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await dialog(page).getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(file(name, text));
  await expect(dialog(page).getByRole('table', { name: 'Sample' })).toBeVisible({ timeout: 30_000 });
}
const rowsOf = async (page: Page, table: string): Promise<readonly (readonly unknown[])[]> => ((await (await page.request.get(`${tables}/${table}/preview?limit=100`)).json()) as { rows: (readonly unknown[])[] }).rows;

test('a CSV with bad rows becomes a table: a type is corrected, every row looked at, bad ones left out and downloaded, and the load undone', async ({ page }) => {
  test.setTimeout(240_000);
  const name = newName();
  await page.goto('/tables/lake/shop?create=file');
  await choose(page, 'Orders 2026.csv', ORDERS);
  await expect(dialog(page).getByRole('textbox', { name: 'Name of the table' })).toHaveValue('orders_2026');
  await dialog(page).getByRole('textbox', { name: 'Name of the table' }).fill(name);
  // "n/a" made it a text
  await expect(dialog(page).getByRole('combobox', { name: 'Type of amount' })).toHaveValue('string');
  await dialog(page).getByRole('combobox', { name: 'Type of amount' }).fill('decimal(10,2)');
  // what it suggests stands in front of all else until one goes on
  await page.keyboard.press('Tab');
  await dialog(page).getByRole('textbox', { name: 'Name of order id' }).fill('id');
  await expect(dialog(page).getByRole('status')).toContainText('2 of the first 5 do not fit');
  const sample = dialog(page).getByRole('table', { name: 'Sample' });
  // below a blank line the lines are those of the file
  await expect(sample.getByRole('row').filter({ hasText: 'n/a' })).toContainText('amount: ‘n/a’ is no decimal(10, 2)');
  await expect(sample.getByRole('row').filter({ hasText: 'n/a' }).getByRole('cell').first()).toHaveText('5');
  await dialog(page).getByText('Do not fit', { exact: true }).last().click();
  await expect(sample.getByRole('row')).toHaveCount(3);

  await dialog(page).getByRole('button', { name: 'Check every row' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('2 rows do not fit, so nothing was loaded.', { timeout: 60_000 });
  await dialog(page).getByRole('button', { name: 'Change the choices' }).click();
  await dialog(page).getByText('Leave out rows that do not fit').click();
  await dialog(page).getByRole('button', { name: 'Create and load' }).click();
  await expect(dialog(page).getByRole('status')).toContainText(`3 rows are in ${name}. 2 do not fit and were left out.`, { timeout: 60_000 });
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('link', { name: 'Download 2 bad rows' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe('line,reason,record\r\n5,"amount: ‘n/a’ is no decimal(10, 2)",3;cy;n/a;2026-02-02\r\n6,has fewer fields than there are columns,4;dee\r\n');
  expect((await rowsOf(page, name)).toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([['1', 'ann', '2.50', '2026-01-31'], ['2', 'be;n', '3.00', '2026-02-01'], ['5', 'eve', '4.75', '2026-02-03']]);

  // what came of it is in the address
  await page.reload();
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('The load is taken back.');
  expect((await page.request.get(`${tables}/${name}`)).status()).toBe(404);
});

test('JSON lines go into a table that is there, by names and by choice, behind its rows and in their place', async ({ page }) => {
  test.setTimeout(240_000);
  const name = newName();
  await page.goto('/tables/lake/shop?create=file');
  await choose(page, 'first.jsonl', '{"id": 1, "who": {"name": "ann", "tags": ["a"]}}\n{"id": 2, "who": {"name": "be", "tags": []}}\n');
  await dialog(page).getByRole('textbox', { name: 'Name of the table' }).fill(name);
  await expect(dialog(page).getByRole('combobox', { name: 'Type of who' })).toHaveValue('struct<name: string, tags: list<string>>');
  await dialog(page).getByRole('button', { name: 'Create and load' }).click();
  await dialog(page).getByRole('link', { name: 'Open the table' }).click({ timeout: 60_000 });
  await expect(page).toHaveURL(new RegExp(`${name}/data`));

  await page.getByRole('button', { name: 'Load a file' }).click();
  await choose(page, 'more.jsonl', '{"number": 3, "WHO": {"name": "cy"}}\n');
  await dialog(page).getByRole('combobox', { name: 'Filled by, of id' }).click();
  await page.getByRole('option', { name: 'number' }).click();
  await dialog(page).getByRole('button', { name: 'Load', exact: true }).click();
  await expect(dialog(page).getByRole('status')).toContainText(`1 row is in ${name}.`, { timeout: 60_000 });
  expect((await rowsOf(page, name)).toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([['1', ['ann', ['a']]], ['2', ['be', []]], ['3', ['cy', null]]]);

  await page.goto(`/tables/lake/shop/${name}/data?load=1`);
  await choose(page, 'other.jsonl', '{"id": 9}\n');
  await dialog(page).getByText('Replace them all').click();
  await dialog(page).getByRole('button', { name: 'Load', exact: true }).click();
  await expect(dialog(page).getByRole('status')).toContainText(`1 row is in ${name}, in the place of 3.`, { timeout: 60_000 });
  await dialog(page).getByRole('link', { name: 'Its snapshot' }).click();
  await expect(page).toHaveURL(/snapshots\?snapshot=\d+/);
});

test('a file of the store is taken by its path, and what cannot be read is said', async ({ page }) => {
  test.setTimeout(240_000);
  const { items } = (await (await page.request.get(`${tables}/products/files?limit=1`)).json()) as { items: readonly { name: string }[] };
  await page.goto('/tables/lake/shop?create=file');
  await dialog(page).getByRole('textbox', { name: 'Or a file that lies in the store already' }).fill('shop/nothing.csv');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toBeVisible({ timeout: 30_000 });
  await dialog(page).getByRole('button', { name: 'Another file' }).click();
  await dialog(page).getByRole('textbox', { name: 'Or a file that lies in the store already' }).fill(`/shop/products/data/${items[0]?.name ?? ''}`);
  await dialog(page).getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog(page).getByRole('table', { name: 'Sample' })).toBeVisible({ timeout: 30_000 });
  await expect(dialog(page).getByRole('table', { name: 'Columns' })).toContainText('product_id');
});

test('axe finds nothing in the light and the dark in the dialog, from the first look to the outcome', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('/tables/lake/shop?create=file');
  await expect(dialog(page).getByRole('button', { name: 'Choose a file' })).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await choose(page, 'orders.csv', ORDERS);
  await dialog(page).getByRole('textbox', { name: 'Name of the table' }).fill(newName());
  await dialog(page).getByRole('combobox', { name: 'Type of amount' }).fill('double');
  await page.keyboard.press('Escape');
  await expect(dialog(page).getByRole('status')).toContainText('2 of the first 5 do not fit');
  expect(await findings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Create and load' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('nothing was loaded', { timeout: 60_000 });
  expect(await findings(page)).toEqual([]);
});
