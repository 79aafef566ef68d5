import { expect, test } from './support/test';
import { makeOddTables } from './support/odd-tables';
import { newPerson } from './support/people';
import { signIn } from './support/sign-in';

test.beforeAll(() => makeOddTables(process.env['CONSOLE_HOME'] ?? ''));

test('Home names what is broken first, and shows how fresh tables are in the window that one picks', async ({ page }) => {
  await page.goto('/');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await expect(attention.getByRole('listitem').first()).toContainText('Table odd.unreadable cannot be read');
  const fresh = page.getByRole('table', { name: 'Freshness' });
  await expect(fresh.getByRole('row').nth(1)).toContainText('odd.unreadable');
  await expect(fresh.getByRole('row').filter({ hasText: 'shop.orders' })).toContainText('200,000');
  await page.getByRole('radiogroup', { name: 'Window' }).getByText('24 h').click();
  await expect(page).toHaveURL(/window=24h/);
  await expect(fresh.getByRole('row').filter({ hasText: 'shop.orders' })).toContainText('6,000');
  await attention.getByRole('link', { name: 'Look into it' }).first().click();
  await expect(page).toHaveURL(/odd\/unreadable\/overview/);
});

test('a first visitor gets three things to do; looking at a table puts it under Continue', async ({ browser }) => {
  const context = await newPerson(browser, `fiona-${crypto.randomUUID().slice(0, 6)}`, 'analyst');
  const page = await context.newPage();
  await page.goto('/');
  const steps = page.getByRole('region', { name: 'To begin with' }).getByRole('listitem');
  await expect(steps).toHaveCount(3);
  const remembered = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/account/preferences/'));
  await steps.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/overview$/);
  const seen = await page.getByRole('heading', { level: 1 }).innerText();
  expect((await remembered).ok()).toBe(true);
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Continue' })).toContainText(seen);
  await context.close();
});

test('the palette names no group that has nothing in it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Find a table/ }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette.getByText('Go to', { exact: true })).toBeVisible();
  await palette.getByRole('combobox').fill('order_lines');
  await expect(palette.getByRole('option', { name: /order_lines/ }).first()).toBeVisible();
  await expect(palette.getByText('Go to', { exact: true })).toHaveCount(0);
});

test('a token is shown once, works, and stops at once when it is revoked', async ({ page, playwright, baseURL }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Find a table/ }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('token');
  await page.getByRole('option', { name: 'Make an API token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('nightly-report');
  await dialog.getByRole('combobox', { name: 'Expires' }).click();
  await page.getByRole('option', { name: /in 30 days/ }).click();
  await dialog.getByRole('button', { name: 'Make token' }).click();
  const token = (await dialog.getByLabel('The token', { exact: true }).innerText()).trim();
  expect(token.length).toBeGreaterThan(30);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText(token)).toHaveCount(0);

  const script = await playwright.request.newContext({ extraHTTPHeaders: { authorization: `Bearer ${token}` }, storageState: { cookies: [], origins: [] }, ...(baseURL === undefined ? {} : { baseURL }) });
  expect((await script.get('/api/v1/catalogs')).status()).toBe(200);
  await page.reload();
  const row = page.getByRole('table', { name: 'API tokens' }).getByRole('row').filter({ hasText: 'nightly-report' });
  await expect(row).toContainText('read');
  await expect(row).toContainText('ago');
  await row.getByRole('button', { name: /Revoke/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click();
  // behind a dialog no row is to be found, revoked or not
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect((await script.get('/api/v1/catalogs')).status()).toBe(401);
  await script.dispose();
});

test('sessions are listed, and ended elsewhere at once; a new password ends the others', async ({ browser, playwright, baseURL }) => {
  const name = `sven-${crypto.randomUUID().slice(0, 6)}`;
  const context = await newPerson(browser, name, 'analyst');
  const elsewhere = async (password: string) => {
    const visitor = await playwright.request.newContext({ storageState: { cookies: [], origins: [] }, ...(baseURL === undefined ? {} : { baseURL }) });
    await signIn(visitor, name, password);
    expect((await visitor.get('/api/v1/account')).status()).toBe(200);
    return visitor;
  };
  const first = await elsewhere('a long enough password');
  const page = await context.newPage();
  await page.goto('/account');
  const sessions = page.getByRole('table', { name: 'Sessions' });
  await expect(sessions.getByText('This one')).toHaveCount(1);
  await sessions.getByRole('button', { name: /^End/ }).first().click();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  expect((await first.get('/api/v1/account')).status()).toBe(401);

  const second = await elsewhere('a long enough password');
  await page.getByLabel('Current password').fill('not my password at all');
  await page.getByLabel('New password', { exact: true }).fill('another long password');
  await page.getByLabel('New password again').fill('another long password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('The current password is not right.')).toBeVisible();
  await page.getByLabel('Current password').fill('a long enough password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed')).toBeVisible();
  expect((await second.get('/api/v1/account')).status()).toBe(401);
  expect((await page.request.get('/api/v1/account')).status()).toBe(200);
  await (await elsewhere('another long password')).dispose();
  await Promise.all([first.dispose(), second.dispose(), context.close()]);
});

test('Settings say what runs where, the limits, and which walls stand', async ({ page }) => {
  await page.goto('/settings');
  await expect(page.getByRole('table', { name: 'What runs where' }).getByRole('row').filter({ hasText: 'Engine' })).toContainText('DuckDB');
  await page.getByRole('searchbox', { name: 'Filter settings' }).fill('audit');
  await expect(page).toHaveURL(/filter=audit/);
  await expect(page.getByRole('row').filter({ hasText: 'LAKEHOUSE_AUDIT_DAYS' })).toContainText('365');
  await expect(page.getByRole('row').filter({ hasText: 'LAKEHOUSE_HOME' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Walls around SQL' })).toContainText('planned files only');
  await expect(page.getByText('correct horse battery staple')).toHaveCount(0);
});

test('light and dark are remembered, and the first byte is already in it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Light or dark' }).click();
  const chosen = await page.locator('html').getAttribute('data-theme');
  expect(['light', 'dark']).toContain(chosen);
  expect(await (await page.request.get('/settings', { headers: { accept: 'text/html' } })).text()).toContain(`data-theme="${chosen}"`);
});

test('the palette takes the first match, and Enter before the answer waits for it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Find a table/ }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  const options = palette.getByRole('option');
  await palette.getByRole('combobox').fill('s');
  await expect(palette.getByText('In the lake')).toBeVisible();
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await palette.getByRole('combobox').fill('orders');
  await expect(options.first()).toContainText('orders');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');

  // the answer to the search comes late
  await page.route(/\/search\?/, (route) => setTimeout(() => void route.continue(), 400));
  await palette.getByRole('combobox').fill('web_events');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/tables\/lake\/web\/web_events\//);
});
