import type { APIRequestContext, Page } from '@playwright/test';
import { findings } from './support/findings';
import { newPerson } from './support/people';
import { alterTable, makeTable, stateOf } from './support/shop-tables';
import { expect, test } from './support/test';

// one table a test, made over the API: nothing here stands on what another test has left
const COLUMNS = [
  { name: 'id', type: 'long', required: true }, { name: 'total', type: 'decimal(18, 2)' }, { name: 'at', type: 'timestamptz' },
  { name: 'ship_to', type: 'struct<zip: string, city: string>' }, { name: 'notes', type: 'string' },
];

const newTable = (request: APIRequestContext): Promise<string> => makeTable(request, 'made', COLUMNS);
const columnsOf = async (request: APIRequestContext, name: string): Promise<readonly string[]> => (await stateOf(request, name)).schema.fields.map(({ path, type }) => `${path} ${type}`);
const row = (page: Page, name: string | RegExp) => page.getByRole('treegrid', { name: 'Fields' }).getByRole('row', { name, exact: typeof name === 'string' });
const changes = (page: Page) => page.getByRole('list', { name: 'Staged changes' }).getByRole('listitem');


test('columns are renamed, widened, moved, added and dropped by keys, kept over a reload, published and taken back', async ({ page }) => {
  const name = await newTable(page.request);
  await page.goto(`/tables/lake/shop/${name}/schema`);
  await row(page, 'total').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('amount');
  await page.keyboard.press('Tab');
  const type = page.getByRole('combobox', { name: 'Type' });
  await expect(type).toBeFocused();
  await type.click();
  await expect(page.getByRole('option', { name: /^string/ })).toContainText('cannot become string');
  await page.getByRole('option', { name: 'decimal(20, 2)' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(row(page, 'amount')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('End');
  await expect(row(page, 'notes')).toBeFocused();
  await page.keyboard.press('Control+Backspace');
  await expect(changes(page)).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(changes(page)).toHaveCount(3);
  await page.keyboard.press('Control+Shift+z');
  await expect(changes(page)).toHaveCount(4);

  await page.reload();
  await expect(changes(page)).toHaveCount(4);
  await expect(page.getByRole('region', { name: 'The changes as statements of Trino' })).toContainText('DROP COLUMN notes');
  await expect(page.getByRole('list', { name: 'Impact' })).toContainText('Metadata only');
  await page.getByRole('button', { name: /^Take back: Drop notes/ }).click();
  await page.getByRole('button', { name: /^Take back: Widen/ }).click();
  await page.getByRole('button', { name: 'Publish 2 changes' }).click();
  await expect(page.getByText('2 changes published')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Publish/ })).toHaveCount(0);
  expect((await columnsOf(page.request, name)).slice(0, 2)).toEqual(['amount decimal(18,2)', 'id bigint']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Taken back')).toBeVisible();
  expect((await columnsOf(page.request, name)).slice(0, 2)).toEqual(['id bigint', 'total decimal(18,2)']);
});

test('a nested field is added by the menu, and a column is dragged', async ({ page }) => {
  const name = await newTable(page.request);
  await page.goto(`/tables/lake/shop/${name}/schema`);
  await row(page, 'ship_to').hover();
  await page.getByRole('button', { name: 'Actions of ship_to' }).click();
  await page.getByRole('menuitem', { name: 'Add a nested field' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('country');
  await page.keyboard.press('Enter');
  await expect(row(page, 'ship_to.country, new')).toBeFocused();
  await row(page, 'notes').locator('[data-grip]').dragTo(row(page, 'id'), { targetPosition: { x: 60, y: 4 } });
  await expect(changes(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Publish 2 changes' }).click();
  await expect(page.getByText('2 changes published')).toBeVisible();
  expect(await columnsOf(page.request, name)).toEqual(expect.arrayContaining(['ship_to.country varchar']));
  expect((await columnsOf(page.request, name))[0]).toBe('notes varchar');
});

test('what somebody else published meanwhile is put under mine, and a clash is chosen', async ({ page }) => {
  const name = await newTable(page.request);
  await page.goto(`/tables/lake/shop/${name}/schema`);
  await row(page, 'notes').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('remark');
  await page.getByRole('textbox', { name: 'Doc' }).fill('by hand');
  await page.keyboard.press('Enter');
  await expect(changes(page)).toHaveCount(2);
  await alterTable(page.request, name, [{ kind: 'rename-column', column: 'notes', name: 'comment' }, { kind: 'add-column', name: 'channel', type: 'string' }]);
  await page.getByRole('button', { name: 'Publish 2 changes' }).click();
  const choice = page.getByRole('region', { name: 'Choose between two changes' });
  await expect(choice).toContainText('name of notes');
  await expect(choice).toContainText('comment');
  await choice.getByText('Mine', { exact: true }).last().click();
  await choice.getByRole('button', { name: 'Go on with these' }).click();
  await expect(row(page, 'channel')).toBeVisible();
  await page.getByRole('button', { name: 'Publish 2 changes' }).click();
  await expect(page.getByText('2 changes published')).toBeVisible();
  expect((await columnsOf(page.request, name)).slice(-2)).toEqual(['remark varchar', 'channel varchar']);
});

test('partitions are tried on the rows there are, and their number is foretold', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/schema?part=partition');
  const fields = page.getByRole('list', { name: 'Partition fields' });
  await expect(fields.getByRole('listitem').first()).toContainText('gives');
  await fields.getByRole('combobox', { name: 'Transform' }).first().click();
  await page.getByRole('option', { name: 'month', exact: true }).click();
  await expect(fields.getByRole('listitem').first()).toContainText(/gives\s*\d{4}-\d\d\b/);
  await expect(page.getByRole('list', { name: 'Impact' })).toContainText(/would fall into about \d+ partitions/);
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Discard/ }).click();
  await expect(page.getByRole('button', { name: /^Publish/ })).toHaveCount(0);
  await expect(fields.getByRole('combobox', { name: 'Transform' }).first()).toContainText('day');
});

test('a table is created by hand with its statement beside it, dropped by its name, and restored', async ({ page }) => {
  const name = `by_hand_${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/tables/lake/shop');
  await page.getByRole('button', { name: 'Create a table', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Column', exact: true }).click();
  await dialog.getByRole('row').getByRole('textbox', { name: 'Name' }).fill('id');
  await dialog.getByRole('combobox', { name: 'Type' }).fill('long');
  await page.keyboard.press('Escape');
  await dialog.getByRole('checkbox', { name: 'required' }).check();
  await expect(dialog.getByRole('region', { name: 'CREATE TABLE for Trino' })).toContainText('id bigint NOT NULL');
  expect(await findings(page, { layer: true })).toEqual([]);
  await dialog.getByRole('button', { name: 'Create table' }).click();
  await expect(page).toHaveURL(new RegExp(`/shop/${name}/schema`));
  await expect(row(page, 'id')).toBeVisible();

  await page.goto(`/tables/lake/shop/${name}/settings`);
  await page.getByRole('textbox', { name: 'Key of a new property' }).fill('gc.enabled');
  await page.getByRole('button', { name: 'Property', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value of gc.enabled' }).fill('false');
  await page.getByRole('button', { name: 'Publish 1 change' }).click();
  await expect(page.getByText('1 change published')).toBeVisible();
  await page.getByRole('button', { name: 'Drop this table' }).click();
  const danger = page.getByRole('dialog');
  await expect(danger.getByRole('button', { name: `Drop ${name}` })).toBeDisabled();
  await danger.getByRole('textbox').fill(name);
  expect(await findings(page, { layer: true })).toEqual([]);
  await danger.getByRole('button', { name: `Drop ${name}` }).click();
  await expect(page).toHaveURL(/\/tables\/lake\/shop$/);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Taken back')).toBeVisible();
  await stateOf(page.request, name);
});

test('namespaces are made and dropped', async ({ page }) => {
  const name = `ns_${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/tables/lake');
  await page.getByRole('button', { name: 'New namespace' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create namespace' }).click();
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  await page.getByRole('button', { name: `Drop ${name}` }).click();
  await expect(page).toHaveURL(/\/tables\/lake$/);
});

test('who may not alter sees the fields and who can grant it', async ({ browser }) => {
  const context = await newPerson(browser, `vic-${crypto.randomUUID().slice(0, 6)}`, 'viewer');
  const page = await context.newPage();
  await page.goto('/tables/lake/shop/orders/schema');
  await expect(page.getByText(/needs the privilege alter/)).toContainText('admin can grant it');
  await expect(page.getByRole('button', { name: 'Column', exact: true })).toHaveCount(0);
  await context.close();
});

test('axe finds nothing in the light and the dark while columns, partitions and properties are edited', async ({ page }) => {
  test.setTimeout(180_000);
  const name = await newTable(page.request);
  await page.goto(`/tables/lake/shop/${name}/schema`);
  await row(page, 'notes').focus();
  await page.keyboard.press('Control+Backspace');
  await row(page, 'total').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('amount');
  await expect(page.getByRole('list', { name: 'Impact' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.goto(`/tables/lake/shop/${name}/schema?part=partition`);
  await page.getByRole('button', { name: 'Partition field' }).click();
  await page.getByRole('button', { name: 'Sort field' }).click();
  expect(await findings(page)).toEqual([]);
  await page.goto(`/tables/lake/shop/${name}/settings`);
  await page.getByRole('list', { name: 'Staged changes' }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/tables/lake/shop/${name}/schema`);
  await row(page, 'amount').waitFor();
  expect(await findings(page)).toEqual([]);
});
