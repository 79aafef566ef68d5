import { readFile } from 'node:fs/promises';
import { ADMIN_PASSWORD } from '../support/console';
import { tabTo } from './support/tab-to';
import { expect, SIGNED_OUT, test } from './support/test';

test.describe('without a pointer', () => {
  test.use({ storageState: SIGNED_OUT });
  test('from signing in to an exported answer', async ({ page }) => {
    test.slow();
    await page.goto('/sign-in');
    await expect(page.getByLabel('User name')).toBeFocused();
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type(ADMIN_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Freshness' })).toBeVisible();

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type('orders');
    await page.getByRole('option', { name: /orders.*lake\.shop/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'orders', exact: true })).toBeVisible();

    await page.getByRole('link', { name: 'Query', exact: true }).waitFor();
    await tabTo(page, /^Query$/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/sql\?tab=/);
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('shop.orders');
    await tabTo(page, /^SQL\b/);
    await page.keyboard.press('Control+Enter');
    const answer = page.getByRole('region', { name: 'Answer', exact: true });
    await expect(answer).toContainText(/Finished in/);

    // in the editor Tab writes a tab, until one says otherwise
    await page.keyboard.press('Control+m');
    await tabTo(page, /^Export the answer$/);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'CSV, exact' }).waitFor();
    const download = page.waitForEvent('download');
    await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 6 && !(await page.getByRole('menuitem', { name: 'CSV, exact' }).evaluate((item) => item === document.activeElement)); step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(1001);
    expect(lines[0]).toContain('order_id');
  });
});

test('keys lead through the areas, and Esc closes one layer at a time', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Freshness' }).waitFor();
  for (const [key, path] of [['t', /\/tables$/], ['j', /\/jobs$/], ['s', /\/settings$/], ['a', /\/account$/], ['h', /\/$/]] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page).toHaveURL(path);
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.goto('/tables/lake/shop/orders/snapshots');
  await page.getByRole('group', { name: /Snapshots over time/ }).focus();
  await page.keyboard.press('ArrowLeft');
  const drawer = page.getByRole('complementary', { name: 'Snapshot' });
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
});
