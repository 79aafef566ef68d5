import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeOddTables } from './support/odd-tables';
import { PAGES } from './support/pages';
import { expect, SIGNED_OUT, test } from './support/test';

// axe reads every element twice; a busy machine takes its time
test.describe.configure({ timeout: 180_000 });

test.beforeAll(() => makeOddTables(process.env['CONSOLE_HOME'] ?? ''));

/** What axe finds, one line each: rule, and where. An open layer lies beside the landmarks, where a portal puts it. */
async function findings(page: Page, layer = false): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).disableRules(layer ? ['region'] : []).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} at ${String(node.target)}: ${node.html.slice(0, 160)}`));
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });
    for (const { name, path, ready } of PAGES) {
      test(`axe finds nothing on ${name}`, async ({ page }) => {
        await page.goto(path);
        await ready(page);
        expect(await findings(page)).toEqual([]);
      });
    }
    test('axe finds nothing on a small screen', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      for (const { path, ready } of PAGES.filter(({ name }) => ['home', 'table-overview', 'account', 'settings'].includes(name))) {
        await page.goto(path);
        await ready(page);
        expect(await findings(page)).toEqual([]);
      }
    });
    test.describe('signed out', () => {
      test.use({ storageState: SIGNED_OUT });
      test('axe finds nothing on sign-in and setup', async ({ page }) => {
        await page.goto('/sign-in');
        await page.getByLabel('User name').waitFor();
        expect(await findings(page)).toEqual([]);
        await page.goto('/setup?token=0123456789abcdef0123456789abcdef');
        await page.getByLabel('New password again').waitFor();
        expect(await findings(page)).toEqual([]);
      });
    });
  });
}

test('axe finds nothing in the palette, the keys and the account menu', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Freshness' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('order');
  await page.getByRole('option', { name: /orders/ }).first().waitFor();
  expect(await findings(page, true)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await findings(page, true)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  expect(await findings(page, true)).toEqual([]);
});
