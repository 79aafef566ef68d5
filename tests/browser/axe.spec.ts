import { findings } from './support/findings';
import { makeOddTables } from './support/odd-tables';
import { PAGES } from './support/pages';
import { expect, SIGNED_OUT, test } from './support/test';

// axe reads every element twice in each theme; a busy machine takes its time
test.describe.configure({ timeout: 180_000 });

test.beforeAll(() => makeOddTables(process.env['CONSOLE_HOME'] ?? ''));

for (const { name, path, ready } of PAGES) {
  test(`axe finds nothing in the light and the dark on ${name}`, async ({ page }) => {
    await page.goto(path);
    await ready(page);
    expect(await findings(page)).toEqual([]);
  });
}

test('axe finds nothing in the light and the dark on a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { path, ready } of PAGES.filter(({ name }) => ['home', 'table-overview', 'account', 'settings'].includes(name))) {
    await page.goto(path);
    await ready(page);
    expect(await findings(page)).toEqual([]);
  }
});

test.describe('signed out', () => {
  test.use({ storageState: SIGNED_OUT });
  test('axe finds nothing in the light and the dark on sign-in and setup', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('User name').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto('/setup?token=0123456789abcdef0123456789abcdef');
    await page.getByLabel('New password again').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

test('axe finds nothing in the light and the dark in the palette, the keys and the account menu', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Freshness' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('order');
  await page.getByRole('option', { name: /orders/ }).first().waitFor();
  expect(await findings(page, { layer: true })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await findings(page, { layer: true })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  expect(await findings(page, { layer: true })).toEqual([]);
});
