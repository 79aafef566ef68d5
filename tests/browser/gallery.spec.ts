import type { Page } from '@playwright/test';
import { findings } from './support/findings';
import { expect, SIGNED_OUT, test } from './support/test';

const open = (page: Page, section: string) => page.goto(`/gallery/${section}`);

test('axe finds nothing in the light and the dark in the gallery', async ({ page }) => {
  test.slow();
  await page.goto('/gallery');
  await page.getByText('Drawn from the first 10,000').waitFor();
  expect(await findings(page)).toEqual([]);
});

test('the gallery fits a small screen, also when a wide window becomes one', async ({ page }) => {
  await page.goto('/gallery');
  await page.getByText('Drawn from the first 10,000').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test.describe('signed out', () => {
  test.use({ storageState: SIGNED_OUT });
  test('the gallery asks for a sign-in', async ({ page }) => {
    await open(page, 'buttons');
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fgallery%2Fbuttons/);
  });
});

test('a section that does not exist is no page', async ({ page }) => {
  expect((await open(page, 'constructor'))?.status()).toBe(404);
});

test('a dialog keeps the focus, closes by Esc and gives the focus back', async ({ page }) => {
  await open(page, 'dialogs');
  const opener = page.getByRole('button', { name: 'Open a dialog' });
  await opener.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Name the tab' });
  await expect(dialog).toBeVisible();
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  expect(await findings(page, { layer: true })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('a danger dialog starts in its field and lets go only of the name that is typed', async ({ page }) => {
  await open(page, 'dialogs');
  await page.getByRole('button', { name: 'Open a danger dialog' }).click();
  const dialog = page.getByRole('dialog', { name: 'Drop shop.orders_v2' });
  const field = dialog.getByLabel('Type orders_v2 to confirm');
  await expect(field).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Drop orders_v2' })).toBeDisabled();
  await field.fill('orders');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await field.fill('orders_v2');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
});

test('a menu and a choice are walked by the keyboard', async ({ page }) => {
  await open(page, 'menus');
  const trigger = page.getByRole('button', { name: 'Actions of the snapshot' });
  await trigger.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Query' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Compare with parent' })).toBeFocused();
  expect(await findings(page, { layer: true })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(trigger).toBeFocused();

  await open(page, 'inputs');
  const choice = page.getByRole('combobox', { name: 'Choice', exact: true });
  await choice.press('Enter');
  await page.getByRole('option', { name: 'zstd' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(choice).toHaveText('gzip');
  await page.getByRole('radio', { name: '12 h' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '7 d' })).toBeChecked();
});

test('a button that cannot be pressed says why', async ({ page }) => {
  await open(page, 'buttons');
  const button = page.getByRole('button', { name: /^Publish.*Needs the right alter/ });
  await button.focus();
  await expect(button).toBeFocused();
  await button.hover();
  await expect(page.locator('[data-open]').getByText('Needs the right alter')).toBeVisible();
});

test('a toast of a failure stays, and one of a success goes', async ({ page }) => {
  await page.clock.install();
  await open(page, 'toasts');
  await page.getByRole('button', { name: 'What went well' }).click();
  await page.getByRole('button', { name: 'What failed' }).click();
  await page.mouse.move(5, 5);
  const [failed, done] = [page.getByText('Compaction of web_events failed').first(), page.getByText('Tagged 5127…8846 as pre-reprice').first()];
  await expect(failed).toBeVisible();
  await expect(done).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.clock.runFor(20_000);
  await expect(done).toBeHidden();
  await expect(failed).toBeVisible();
});

test('a chart is walked by the arrow keys, and says in words what it shows', async ({ page }) => {
  await open(page, 'charts');
  const lines = page.getByRole('figure', { name: 'Chart of messages by at' });
  const drawing = lines.locator('svg.recharts-surface').first();
  await expect(drawing).toContainText('Lines of messages by at, 56 places');
  await drawing.focus();
  await page.keyboard.press('ArrowRight');
  await expect(lines.getByText(/2026-11-23 13:0[0-2]:00/).first()).toBeVisible();
  await lines.getByRole('radio', { name: 'Bar' }).check();
  await expect(drawing).toContainText('Bars of messages by at');
  await expect(page.getByRole('img', { name: /^Lines of value by minute, 5,000 places/ })).toBeVisible();
});

test('light or dark is kept from the first byte', async ({ page }) => {
  await page.goto('/gallery/type');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const answer = await page.reload();
  expect(await answer?.text()).toContain('<html lang="en" data-theme="dark"');
});
