import type { Request } from '@playwright/test';
import { expect, SIGNED_OUT, test } from './support/test';
import { makeOddTables, SNAPSHOTS } from './support/odd-tables';
import { newPerson } from './support/people';
import { ADMIN_PASSWORD } from '../support/console';

test.beforeAll(() => makeOddTables(process.env['CONSOLE_HOME'] ?? ''));

test.describe('signed out', () => {
  test.use({ storageState: SIGNED_OUT });
  test('from signing in over a table and one of its snapshots to a query as of it', async ({ page }) => {
    await page.goto('/tables/lake/shop/orders/overview');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'orders', exact: true })).toBeVisible();

    await page.getByRole('navigation', { name: 'Parts of the table' }).getByRole('link', { name: /^Snapshots/ }).click();
    const table = page.getByRole('table', { name: /snapshots of/ });
    await table.getByRole('row').filter({ hasText: 'delete' }).first().click();
    const drawer = page.getByRole('complementary', { name: 'Snapshot' });
    await expect(drawer.getByRole('heading', { level: 2 }).first()).toContainText('Delete');
    await expect(page).toHaveURL(/snapshot=\d+/);
    const id = new URL(page.url()).searchParams.get('snapshot') ?? '';
    await drawer.getByRole('link', { name: 'Query as of here' }).click();
    await expect(page).toHaveURL(/\/sql/);
    await expect(page.getByText(`FOR VERSION AS OF ${id}`).first()).toBeVisible();
  });
});

test('the tree opens level by level, filters on the server, and is walked by keys', async ({ page }) => {
  await page.goto('/tables');
  const tree = page.getByRole('tree');
  await tree.getByRole('button', { name: 'Open shop' }).click();
  await tree.getByRole('treeitem', { name: /^orders/ }).getByRole('link').click();
  await expect(page).toHaveURL(/\/tables\/lake\/shop\/orders\/overview$/);
  await expect(tree.getByRole('treeitem', { name: /^orders/ })).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('/');
  await page.keyboard.type('web_ev');
  await page.getByRole('link', { name: /web_events/ }).first().click();
  await expect(page).toHaveURL(/web\/web_events\/overview$/);

  await page.getByRole('searchbox', { name: 'Filter tables' }).fill('');
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/tables\/lake$/);
  await expect(page.getByRole('table', { name: 'Namespaces' })).toContainText('shop');
});

test('a table far down a long level is in sight, the keys begin there, and no level ends at its first page', async ({ page }) => {
  const thousand = (letter: string) => Array.from({ length: 1000 }, (_, index) => `${letter}_${String(index).padStart(4, '0')}`);
  // a level of 2,002 tables, and a catalog whose namespaces come in two pages
  await page.route(/\/namespaces\/shop\/tables\?/, (route) => {
    const after = new URL(route.request().url()).searchParams.get('cursor');
    const names = after === null ? thousand('a') : after === 'a_0999' ? thousand('b') : ['customers', 'orders'];
    return route.fulfill({ json: { items: names.map((name) => ({ namespace: 'shop', name })), next: names.length === 1000 ? names.at(-1) : null } });
  });
  await page.route(/\/catalogs\/lake\/namespaces\?(?!.*parent)/, async (route) => {
    if (new URL(route.request().url()).searchParams.get('cursor') === 'web') return route.fulfill({ json: { items: [{ levels: ['zones'], path: 'zones', name: 'zones', location: 'file:///zones', can: {} }], next: null } });
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json() as object), next: 'web' } });
  });
  await page.goto('/tables/lake/shop/orders/overview');
  const tree = page.getByRole('tree');
  const orders = tree.getByRole('treeitem', { name: /^orders/ });
  await expect(orders).toHaveAttribute('aria-selected', 'true');
  await expect(orders).toBeInViewport();
  await expect(tree.getByRole('treeitem', { name: /zones$/ })).toBeVisible();
  await tree.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/shop\/customers\/overview$/);
});

test('Ctrl K finds a table and a column, and Back returns', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Find a table/ }).waitFor();
  await page.keyboard.press('Control+k');
  // at once, as people do: the letters are the field's, also before it is there, and keys of no page
  await page.keyboard.type('gth order_lx');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('gth order_l');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('order_li');
  await page.getByRole('option', { name: /order_lines/ }).first().click();
  await expect(page.getByRole('heading', { name: 'order_lines', exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Home', exact: true })).toBeVisible();
});

test('the overview tells rows, columns with their bounds, and the last commits', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/overview');
  const columns = page.getByRole('table', { name: 'Columns' });
  await expect(columns.getByRole('row').filter({ hasText: 'order_id' })).toContainText('200,000');
  await expect(page.getByText('199,994')).toBeVisible();
  await page.getByRole('region', { name: 'Last commits' }).getByRole('link', { name: /delete/ }).first().click();
  await expect(page).toHaveURL(/snapshots\?snapshot=\d+/);
});

test('rows of now, of a branch and of a tag, each at its own address', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/data');
  await expect(page.getByRole('grid').first()).toBeVisible();
  await expect(page.getByText(/of 34 files opened/)).toBeVisible();
  await page.getByRole('combobox', { name: 'State of the table' }).click();
  await page.getByRole('option', { name: 'tag before-discounts' }).click();
  await expect(page).toHaveURL(/ref=before-discounts/);
  await expect(page.getByRole('columnheader', { name: /discount/ })).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/files opened/)).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /discount/ })).toHaveCount(0);
});

test('the schema shows ids, docs and nesting, and what it was before', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/schema');
  const fields = page.getByRole('treegrid', { name: 'Fields' });
  await expect(fields.getByRole('row').filter({ hasText: 'status' })).toContainText('paid, shipped, returned');
  await fields.getByRole('button', { name: 'Fold ship_to' }).click();
  await expect(fields.getByRole('row').filter({ hasText: 'street' })).toHaveCount(0);
  await page.getByRole('button', { name: /^Schema 0/ }).click();
  await expect(page).toHaveURL(/schema=0/);
  await expect(fields.getByText('state', { exact: true })).toBeVisible();
  await expect(page.getByText('Schema 0, an older one')).toBeVisible();
});

test('two thousand snapshots are a few capsules and a virtual table, walked by keys', async ({ page }) => {
  await page.goto('/tables/lake/odd/long_history/snapshots');
  await expect(page.getByRole('heading', { name: `${SNAPSHOTS.toLocaleString('en')} snapshots of ${SNAPSHOTS.toLocaleString('en')}` })).toBeVisible();
  expect(await page.getByRole('table', { name: /snapshots of/ }).getByRole('row').count()).toBeLessThan(80);
  expect(await page.locator('svg rect').count()).toBeLessThan(1000);
  await page.getByRole('group', { name: /Snapshots over time/ }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/snapshot=2999/);
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/snapshot=2998/);
  await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(/snapshot=29(7|8)\d/);
  await expect(page.getByRole('complementary', { name: 'Snapshot' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Snapshot' })).toHaveCount(0);
  await page.getByText('24 h', { exact: true }).click();
  await expect(page.getByRole('heading', { name: /^\d\d snapshots of 2,000$/ })).toBeVisible();
});

test('the settings hold the DDL in two dialects', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/settings');
  await expect(page.getByRole('region', { name: 'CREATE TABLE for Trino' })).toContainText("partitioning = ARRAY['day(ordered_at)']");
  await page.getByText('Spark', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'CREATE TABLE for Spark' })).toContainText('PARTITIONED BY (days(ordered_at))');
});

test('on a narrow screen the tab that is shown is in sight among those that do not fit', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const parts = page.getByRole('navigation', { name: 'Parts of the table' });
  await page.goto('/tables/lake/shop/orders/settings');
  await expect(parts.getByRole('link', { name: 'Settings' })).toBeInViewport({ ratio: 1 });
  await page.goto('/tables/lake/shop/orders/overview');
  await expect(parts.getByRole('link', { name: 'Overview' })).toBeInViewport({ ratio: 1 });
  await expect(parts.getByRole('link', { name: 'Settings' })).not.toBeInViewport();
});

test('a broken table is listed, and its page names the file', async ({ page }) => {
  await page.goto('/tables/lake/odd');
  await expect(page.getByRole('table', { name: 'Tables' }).getByRole('row').filter({ hasText: 'unreadable' })).toContainText('v7.metadata.json is not valid JSON');
  await page.getByRole('main').getByRole('link', { name: 'unreadable' }).click();
  await expect(page.getByText('The file is')).toContainText('/odd/unreadable/metadata/v7.metadata.json');
  await expect(page.getByRole('tree').getByRole('treeitem', { name: /unreadable/ })).toContainText('broken');
});

test('a copied folder is read and says so; a table without a snapshot has empty states', async ({ page }) => {
  await page.goto('/tables/lake/odd/brought_along/overview');
  await expect(page.getByText(/This folder was copied/)).toBeVisible();
  await page.goto('/tables/lake/odd/never_written/snapshots');
  await expect(page.getByText('No snapshots yet')).toBeVisible();
  await page.goto('/tables/lake/odd/never_written/data');
  await expect(page.getByText('No rows', { exact: true })).toBeVisible();
});

test('a viewer sees the table without its values, and who can grant the right', async ({ browser }) => {
  const context = await newPerson(browser, `vera-${crypto.randomUUID().slice(0, 6)}`, 'viewer');
  const page = await context.newPage();
  await page.goto('/tables/lake/shop/orders/overview');
  await expect(page.getByText(/they show with the right to select/)).toContainText('admin can grant it');
  await expect(page.getByRole('table', { name: 'Columns' }).getByRole('row').filter({ hasText: 'order_id' })).not.toContainText('200,000');
  await expect(page.getByRole('link', { name: 'Query', exact: true })).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Parts of the table' }).getByRole('link', { name: 'Data' }).click();
  await expect(page.getByText(/This needs the privilege select on table shop.orders/)).toContainText('admin can grant it');
  await context.close();
});

test('what is not there says so', async ({ page }) => {
  await page.goto('/tables/lake/shop/nothing/overview');
  await expect(page.getByText(/There is no table shop.nothing/)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Parts of the table' })).toHaveCount(0);
  await page.goto('/no/such/page');
  await expect(page.getByText('There is no such page')).toBeVisible();
});

test('a tab is another address of the page that is there: no page is fetched for it, Back and reload find it', async ({ page }) => {
  const pages: string[] = [];
  page.on('request', (request) => { if (request.headers()['rsc'] !== undefined || request.resourceType() === 'document') pages.push(request.url()); });
  await page.goto('/tables/lake/shop/orders/overview');
  const tabs = page.getByRole('navigation', { name: 'Parts of the table' });
  await page.getByRole('heading', { name: 'Last commits' }).waitFor();
  pages.length = 0;
  await tabs.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page).toHaveURL(/\/orders\/data$/);
  await page.getByRole('grid').getByRole('row').nth(3).waitFor();
  await expect(tabs.getByRole('link', { name: 'Data', exact: true })).toHaveAttribute('aria-current', 'page');
  await tabs.getByRole('link', { name: /^Schema/ }).press('Enter');
  await expect(page.getByText('discount').first()).toBeVisible();
  await page.goBack();
  await page.getByRole('grid').getByRole('row').nth(3).waitFor();
  expect(pages).toEqual([]);
  // the router itself still stands where the page was fetched
  await page.getByRole('tree').getByRole('treeitem', { name: /^orders/ }).getByRole('link').click();
  await expect(page).toHaveURL(/\/orders\/overview$/);
  await page.getByRole('heading', { name: 'Last commits' }).waitFor();
  await page.goBack();
  await page.getByRole('grid').getByRole('row').nth(3).waitFor();
  await page.reload();
  await page.getByRole('grid').getByRole('row').nth(3).waitFor();
  await expect(page).toHaveURL(/\/orders\/data$/);
  // another table, from a tab that the router itself has not seen
  await page.getByRole('tree').getByRole('treeitem', { name: /^products/ }).getByRole('link').click();
  await expect(page).toHaveURL(/\/products\/overview$/);
  await expect(page.getByRole('table', { name: 'Columns' }).getByText('sku', { exact: true })).toBeVisible();
});

test('a page that is opened by its address asks the server each thing once, before its scripts run', async ({ page }) => {
  for (const [path, ready, wanted] of [['/', 'Freshness', '/api/v1/home?window=30d'], ['/tables/lake/shop/orders/overview', 'Last commits', '/api/v1/catalogs/lake/namespaces/shop/tables/orders/statistics']] as const) {
    const asked: string[] = [];
    const listen = (request: Request) => { if (request.method() === 'GET' && request.url().includes('/api/v1/')) asked.push(new URL(request.url()).pathname + new URL(request.url()).search); };
    page.on('request', listen);
    // no script comes, so whatever is asked is asked by the document
    await page.route('**/_next/static/**/*.js', (route) => route.abort());
    await page.goto(path);
    await expect.poll(() => asked).toContain(wanted);
    const ahead = asked.splice(0);
    await page.unroute('**/_next/static/**/*.js');
    await page.goto(path);
    await page.getByRole('heading', { name: ready }).waitFor();
    await page.waitForLoadState('networkidle');
    page.off('request', listen);
    // remembering the table asks for the account once more
    for (const each of ahead.filter((one) => one !== '/api/v1/account')) expect(asked.filter((one) => one === each), each).toHaveLength(1);
  }
});
