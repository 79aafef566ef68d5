import type { APIRequestContext, Page } from '@playwright/test';
import { findings } from './support/findings';
import { newPerson } from './support/people';
import { alterTable, makeTable, runSql, stateOf } from './support/shop-tables';
import { expect, test } from './support/test';

// one table a test, made and filled over the API: nothing here stands on what another test has left

/** A table of three commits: two rows, one more with a column that came between, and one deleted. Oldest snapshot first. */
async function makeHistory(request: APIRequestContext): Promise<{ readonly name: string; readonly ids: readonly string[] }> {
  const name = await makeTable(request, 'acts', [{ name: 'id', type: 'long' }, { name: 'word', type: 'string' }], { 'write.delete.mode': 'merge-on-read' });
  const ids: string[] = [];
  const commit = async (sql: string) => {
    await runSql(request, sql);
    ids.push((await stateOf(request, name)).currentSnapshotId);
  };
  await commit(`INSERT INTO lake.shop.${name} VALUES (1, 'one'), (2, 'two')`);
  await alterTable(request, name, [{ kind: 'add-column', name: 'note', type: 'string' }]);
  await commit(`INSERT INTO lake.shop.${name} VALUES (3, 'three', 'late')`);
  await commit(`DELETE FROM lake.shop.${name} WHERE id = 1`);
  return { name, ids };
}
const drawer = (page: Page) => page.getByRole('complementary', { name: 'Snapshot' });
/** A message is a dialog too, with a button of another name. */
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close', exact: true }) });
const message = (page: Page, text: string) => page.getByRole('dialog').filter({ hasText: text });

test('a snapshot is tagged, main is rolled back to it and put forward again, and the tag is deleted', async ({ page }) => {
  test.setTimeout(120_000);
  const { name, ids: [first = '', , last = ''] } = await makeHistory(page.request);
  await page.goto(`/tables/lake/shop/${name}/snapshots?snapshot=${first}`);
  await drawer(page).getByRole('button', { name: 'Tag', exact: true }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('main');
  await expect(dialog(page)).toContainText('There is a branch of this name.');
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('the-first');
  await dialog(page).getByRole('textbox', { name: /^Kept for/ }).fill('30');
  await expect(dialog(page).getByRole('region', { name: 'Effect' })).toContainText(`Makes the tag the-first at snapshot ${first}`);
  await dialog(page).getByRole('button', { name: 'Make tag' }).click();
  await expect(message(page, 'Tag the-first is made')).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  await expect(drawer(page)).toContainText('the-first');
  expect((await stateOf(page.request, name)).refs).toContainEqual(expect.objectContaining({ name: 'the-first', type: 'tag', snapshotId: first, maxRefAgeMs: 30 * 86_400_000 }));

  await drawer(page).getByRole('button', { name: 'Roll back' }).click();
  await expect(page).toHaveURL(/act=roll-back/);
  await expect(dialog(page).getByRole('table', { name: 'Snapshots that leave main' }).getByRole('row')).toHaveCount(3);
  await expect(dialog(page).getByRole('table', { name: 'Before and after' })).toContainText('Data files21');
  await dialog(page).getByRole('button', { name: 'Roll back' }).click();
  const undo = message(page, 'main stands at').getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  expect((await stateOf(page.request, name)).currentSnapshotId).toBe(first);
  await undo.click();
  await expect(page.getByText('Taken back')).toBeVisible();
  expect((await stateOf(page.request, name)).currentSnapshotId).toBe(last);

  // a message stays while the pointer is over it, and it lies over the foot of the drawer
  for (const close of (await page.getByRole('button', { name: 'Close this message' }).all()).toReversed()) await close.click();
  await drawer(page).getByRole('button', { name: 'Delete tag the-first' }).click();
  await dialog(page).getByRole('button', { name: 'Delete the-first' }).click();
  await expect(page.getByText('The tag the-first is deleted')).toBeVisible();
  expect((await stateOf(page.request, name)).refs.map((ref) => ref.name)).toEqual(['main']);
});

test('two snapshots are compared: columns, files and the rows that differ, by keys and by Ctrl and a press', async ({ page }) => {
  test.setTimeout(120_000);
  const { name, ids: [first = '', second = '', last = ''] } = await makeHistory(page.request);
  await page.goto(`/tables/lake/shop/${name}/snapshots?snapshot=${second}`);
  await expect(drawer(page)).toContainText('Append');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(new RegExp(`with=${first}`));
  await expect(dialog(page).getByRole('region', { name: 'Schema' })).toContainText('note');
  await expect(dialog(page).getByRole('table', { name: 'Summary' })).toContainText('Rows23+1');
  await expect(dialog(page).getByRole('table', { name: 'By partition' })).toContainText('+1');
  await expect(dialog(page).getByRole('grid')).toContainText('three');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  await page.getByRole('table', { name: /snapshots of/ }).getByRole('row').filter({ hasText: last }).click({ modifiers: ['Control'] });
  await expect(page).toHaveURL(new RegExp(`snapshot=${second}.*with=${last}`));
  await dialog(page).getByText('Only in the earlier').click();
  await expect(dialog(page).getByRole('grid')).toContainText('one');
  await page.reload();
  await expect(dialog(page).getByRole('grid')).toContainText('one');

  // t alone tags; as the end of g t it belongs to the shell
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('t');
  await expect(dialog(page).getByRole('button', { name: 'Make tag' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/tables$/);
});

test('what somebody else committed between the effect and the act is said, and nothing is lost', async ({ page }) => {
  test.setTimeout(120_000);
  const { name, ids: [first = ''] } = await makeHistory(page.request);
  await page.goto(`/tables/lake/shop/${name}/snapshots?snapshot=${first}&act=roll-back`);
  await expect(dialog(page).getByRole('region', { name: 'Effect' })).toContainText('2 snapshots leave main');
  await runSql(page.request, `INSERT INTO lake.shop.${name} VALUES (4, 'four', 'meanwhile')`);
  const { currentSnapshotId } = await stateOf(page.request, name);
  await dialog(page).getByRole('button', { name: 'Roll back' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('Somebody changed the table meanwhile');
  await expect(dialog(page).getByRole('region', { name: 'Effect' })).toContainText('3 snapshots leave main');
  expect((await stateOf(page.request, name)).currentSnapshotId).toBe(currentSnapshotId);
});

test('who may not alter reads why and finds no act', async ({ page, browser }) => {
  const { name, ids: [first = ''] } = await makeHistory(page.request);
  const context = await newPerson(browser, `vic-${crypto.randomUUID().slice(0, 6)}`, 'viewer');
  const visitor = await context.newPage();
  await visitor.goto(`/tables/lake/shop/${name}/snapshots?snapshot=${first}&act=roll-back`);
  await expect(drawer(visitor)).toContainText(/needs the privilege alter/);
  await expect(drawer(visitor).getByRole('button', { name: 'Tag', exact: true })).toHaveCount(0);
  await expect(dialog(visitor)).toHaveCount(0);
  await context.close();
});

test('axe finds nothing in the light and the dark in the dialogs of acts', async ({ page }) => {
  test.setTimeout(120_000);
  const { name, ids: [first = ''] } = await makeHistory(page.request);
  const at = `/tables/lake/shop/${name}/snapshots?snapshot=${first}`;
  await page.goto(`${at}&act=roll-back`);
  await expect(dialog(page).getByRole('region', { name: 'Effect' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.goto(`${at}&act=branch`);
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('audit');
  await expect(dialog(page).getByRole('region', { name: 'Effect' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  expect(await findings(page)).toEqual([]);
});
