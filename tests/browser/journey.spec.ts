import type { Locator, Page } from '@playwright/test';
import { stateOf } from './support/shop-tables';
import { tabTo } from './support/tab-to';
import { expect, test } from './support/test';

const dialog = (page: Page): Locator => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close', exact: true }) });
/** To a tab of the table, whose link is in the head of its page. */
async function toTab(page: Page, name: string, address: RegExp): Promise<void> {
  await tabTo(page, new RegExp(`^${name}`));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(address);
}
async function find(page: Page, text: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a table, column or action' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(text);
  return palette;
}
async function byPalette(page: Page, name: string): Promise<void> {
  const palette = await find(page, name);
  await expect(palette.getByRole('option', { name: new RegExp(`^${name}`) }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
}
async function publish(page: Page): Promise<void> {
  await tabTo(page, /^Publish 1 change/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Publish/ })).toHaveCount(0, { timeout: 30_000 });
}

test('without a pointer: a table from a CSV, two changes of its schema, rows deleted by SQL, snapshots compared, rolled back, and the rollback undone', async ({ page }) => {
  test.setTimeout(300_000);
  const name = `journey_${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/tables/lake/shop');
  await page.getByRole('button', { name: 'Create a table', exact: true }).waitFor();
  // search has read all names before the table comes, and has to know of it all the same
  await expect(await find(page, name)).toContainText('Nothing is called');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await tabTo(page, /^Create a table$/);
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  // it takes the focus when it comes
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toBeFocused();
  await tabTo(page, /^Columns by hand$/);
  await page.keyboard.press('ArrowRight');
  await dialog(page).getByRole('button', { name: 'Choose a file' }).waitFor();
  await tabTo(page, /^Choose a file$/);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  const lines = Array.from({ length: 50 }, (_, index) => `${index + 1},item ${index + 1},${(index * 1.25).toFixed(2)},2026-0${1 + (index % 9)}-15`);
  await (await chooser).setFiles({ name: 'journey.csv', mimeType: 'text/csv', buffer: Buffer.from(`id,item,price,day\n${lines.join('\n')}\n`) });
  await expect(dialog(page).getByRole('table', { name: 'Sample' })).toBeVisible({ timeout: 30_000 });
  await tabTo(page, /^Name of the table$/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(name);
  await tabTo(page, /^Create and load/);
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('link', { name: 'Open the table' }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await byPalette(page, name);
  const loaded = await stateOf(page.request, name);
  expect(loaded.rows).toBe(50);

  // a name is changed, and published
  await toTab(page, 'Schema', /\/schema/);
  await page.getByRole('treegrid', { name: 'Fields' }).waitFor();
  await tabTo(page, /^id\b|^1id/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('article');
  await page.keyboard.press('Enter');
  await publish(page);
  // a column is added, and published
  await tabTo(page, /^Column$/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('note');
  await page.keyboard.press('Enter');
  await publish(page);
  await expect.poll(async () => (await stateOf(page.request, name)).schema.fields.map((field) => field.name)).toEqual(['id', 'article', 'price', 'day', 'note']);

  // rows go by SQL
  await tabTo(page, /^Query$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(name);
  await tabTo(page, /^SQL\b/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`DELETE FROM lake.shop.${name} WHERE id > 40`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await stateOf(page.request, name)).currentSnapshotId, { timeout: 60_000 }).not.toBe(loaded.currentSnapshotId);
  const deleted = (await stateOf(page.request, name)).currentSnapshotId;

  // the two snapshots are compared
  await byPalette(page, name);
  await toTab(page, 'Snapshots', /\/snapshots/);
  await page.getByRole('table', { name: /snapshots of/ }).waitFor();
  await tabTo(page, /^Snapshots, the newest first$/);
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(new RegExp(`snapshot=${deleted}`));
  await page.keyboard.press('c');
  await expect(page).toHaveURL(new RegExp(`with=${loaded.currentSnapshotId}`));
  await expect(dialog(page).getByRole('table', { name: 'Summary' })).toContainText('Rows5040', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  // main goes back to the first, and forward again; by then the ways back of the steps before have gone
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0, { timeout: 20_000 });
  await tabTo(page, /^Snapshots, the newest first$/);
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(new RegExp(`snapshot=${loaded.currentSnapshotId}`));
  await tabTo(page, /^Roll back/);
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('region', { name: 'Effect' })).toBeVisible({ timeout: 30_000 });
  await tabTo(page, /^Roll back/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stateOf(page.request, name)).currentSnapshotId, { timeout: 30_000 }).toBe(loaded.currentSnapshotId);
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
  await tabTo(page, /^Undo$/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Taken back')).toBeVisible();
  expect(await stateOf(page.request, name)).toMatchObject({ currentSnapshotId: deleted, rows: 40 });
});
