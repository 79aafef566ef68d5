import type { Locator, Page } from '@playwright/test';
import { findings } from './support/findings';
import { makeOddTables, SNAPSHOTS } from './support/odd-tables';
import { alterTable, answered, headers, makeTable, runSql, stateOf, TABLES } from './support/shop-tables';
import { expect, test } from './support/test';

const LONG = '/tables/lake/odd/long_history/snapshots';

test.setTimeout(180_000);
test.beforeAll(() => makeOddTables(process.env['CONSOLE_HOME'] ?? ''));

const drawing = (page: Page) => page.getByRole('group', { name: /Snapshots over time/ });
const strip = (page: Page) => page.getByRole('img', { name: 'Commits over the whole history' });
const plot = (page: Page) => drawing(page).locator('canvas').nth(1);
const heading = (page: Page) => page.getByRole('heading', { name: /snapshots? of/ });
const drawer = (page: Page) => page.getByRole('complementary', { name: 'Snapshot' });
const compared = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close', exact: true }) });
const rowsOfThen = (page: Page) => page.getByRole('region', { name: 'Rows of then' });
const shown = async (page: Page) => Number((await heading(page).innerText()).split(' ')[0]?.replaceAll(',', ''));
/** The window as the address has it; null while the whole history is shown. */
const windowOf = (page: Page) => new URL(page.url()).searchParams.get('window');
const open = async (page: Page, path = LONG) => {
  await page.goto(path);
  await heading(page).waitFor();
  await plot(page).waitFor();
};

/** Waits until the address has followed: the window is where it was a moment ago. */
async function rests(page: Page): Promise<void> {
  let before: string | null | undefined;
  await expect.poll(() => {
    const now = windowOf(page);
    const isSame = now === before;
    before = now;
    return isSame;
  }, { intervals: [600] }).toBe(true);
}

async function drag(page: Page, on: Locator, from: number, to: number, y = 12): Promise<void> {
  const box = await on.boundingBox();
  if (!box) throw new Error('not drawn');
  await page.mouse.move(box.x + box.width * from, box.y + y);
  await page.mouse.down();
  for (const share of [0.25, 0.5, 0.75, 1]) await page.mouse.move(box.x + box.width * (from + (to - from) * share), box.y + y);
  await page.mouse.up();
  await rests(page);
}

test('keys walk the lanes, zoom, and open the drawer; the address follows', async ({ page }) => {
  await open(page);
  await drawing(page).focus();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 1}`));
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 2}`));
  await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 17}`));
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 8}`));
  expect(windowOf(page)).toBeNull();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect.poll(() => shown(page)).toBeLessThan(SNAPSHOTS / 2);
  expect(windowOf(page)).toMatch(/^\d+-\d+$/);
  await page.keyboard.press('[');
  // what was chosen outside of the window brings the window along
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 8}`));
  await page.keyboard.press('0');
  await expect.poll(() => shown(page)).toBe(SNAPSHOTS);
  await page.keyboard.press('Enter');
  await expect(drawer(page).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toHaveCount(0);
  await expect(drawing(page)).toBeFocused();
});

test('the wheel zooms about the pointer, a drag moves, buttons do the same, and a reload keeps the window', async ({ page }) => {
  await open(page);
  const box = await plot(page).boundingBox();
  if (!box) throw new Error('not drawn');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
  for (let turn = 0; turn < 8; turn += 1) await page.mouse.wheel(0, -200);
  await rests(page);
  await expect.poll(() => shown(page)).toBeLessThan(SNAPSHOTS / 4);
  const zoomed = windowOf(page);
  const before = await page.evaluate(() => globalThis.history.length);
  await drag(page, plot(page), 0.5, 0.7, 60);
  await expect.poll(() => windowOf(page)).not.toBe(zoomed);
  const [from = 0, to = 0] = (windowOf(page) ?? '').split('-').map(Number);
  const [zoomedFrom = 0, zoomedTo = 0] = (zoomed ?? '').split('-').map(Number);
  expect(from).toBeLessThan(zoomedFrom);
  expect(Math.abs(to - from - (zoomedTo - zoomedFrom))).toBeLessThan(5);
  // Back leads to the page before, not through every step of a drag
  expect(await page.evaluate(() => globalThis.history.length)).toBe(before);
  const inWindow = await shown(page);
  await page.reload();
  await expect.poll(() => shown(page)).toBe(inWindow);
  await page.getByRole('button', { name: 'Farther' }).click();
  await expect.poll(() => shown(page)).toBeGreaterThan(inWindow);
  await page.getByRole('button', { name: 'Whole history' }).click();
  await expect.poll(() => shown(page)).toBe(SNAPSHOTS);
  expect(windowOf(page)).toBeNull();
});

test('the brush frames a window, moves with it, and its edges stretch it', async ({ page }) => {
  await open(page);
  await drag(page, strip(page), 0.4, 0.6);
  await expect.poll(() => shown(page)).toBeLessThan(SNAPSHOTS * 0.25);
  const framed = await shown(page);
  const first = windowOf(page);
  await drag(page, strip(page), 0.5, 0.6);
  await expect.poll(() => windowOf(page)).not.toBe(first);
  expect(Math.abs((await shown(page)) - framed)).toBeLessThan(framed * 0.1 + 3);
  await drag(page, strip(page), 0.7, 0.9);
  await expect.poll(() => shown(page)).toBeGreaterThan(framed * 1.5);
});

test('a capsule is looked at closer, a snapshot is chosen, and another one beside it by Shift', async ({ page }) => {
  await open(page, `${LONG}?range=24h`);
  const count = await shown(page);
  expect(count).toBeGreaterThan(20);
  const [first = 0, last = 0] = await ends(page);
  const box = await plot(page).boundingBox();
  if (!box) throw new Error('not drawn');
  const at = await placeOf(page, 1000 + SNAPSHOTS - 30, first, last, box);
  await page.mouse.click(at.x, at.y);
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 30}`));
  await expect(drawer(page)).toBeVisible();
  const smaller = await plot(page).boundingBox();
  if (!smaller) throw new Error('not drawn');
  const beside = await placeOf(page, 1000 + SNAPSHOTS - 26, first, last, smaller);
  await page.keyboard.down('Shift');
  await page.mouse.click(beside.x, beside.y);
  await page.keyboard.up('Shift');
  await expect(page).toHaveURL(new RegExp(`snapshot=${1000 + SNAPSHOTS - 30}.*with=${1000 + SNAPSHOTS - 26}`));
  await expect(compared(page)).toBeVisible();
  // both are marked, in the table as in the drawing
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(compared(page)).toHaveCount(0);
  await expect(drawer(page)).toContainText(String(1000 + SNAPSHOTS - 30));

  await open(page);
  const whole = await plot(page).boundingBox();
  await page.mouse.click((whole?.x ?? 0) + (whole?.width ?? 0) * 0.5, at.y);
  await expect.poll(() => shown(page)).toBeLessThan(SNAPSHOTS / 4);
  await expect(drawer(page)).toHaveCount(0);
});

/** The window of the last day as the screen has it: it ends a fiftieth of a day behind the newest snapshot. */
async function ends(page: Page): Promise<readonly number[]> {
  const { at } = (await answered(await page.request.get('/api/v1/catalogs/lake/namespaces/odd/tables/long_history/timeline/columns'))) as { at: number[] };
  const to = (at.at(-1) ?? 0) + 24 * 3_600_000 * 0.02;
  return [to - 24 * 3_600_000, to];
}
async function placeOf(page: Page, id: number, from: number, to: number, box: { readonly x: number; readonly y: number; readonly width: number }): Promise<{ readonly x: number; readonly y: number }> {
  const { at, id: ids } = (await answered(await page.request.get('/api/v1/catalogs/lake/namespaces/odd/tables/long_history/timeline/columns'))) as { at: number[]; id: string[] };
  const time = at[ids.indexOf(String(id))] ?? 0;
  return { x: box.x + 104 + ((time - from) / (to - from)) * (box.width - 104 - 12), y: box.y + 24 + 56 };
}

test('the rows of then travel with the selection, with the columns that came later; the strip is folded and stays so', async ({ page }) => {
  const name = await makeTable(page.request, 'travel', [{ name: 'id', type: 'long' }, { name: 'word', type: 'string' }]);
  await runSql(page.request, `INSERT INTO lake.shop.${name} VALUES (1, 'one')`);
  const { currentSnapshotId: first } = await stateOf(page.request, name);
  await alterTable(page.request, name, [{ kind: 'add-column', name: 'note', type: 'string' }, { kind: 'rename-column', column: 'word', name: 'text' }]);
  await runSql(page.request, `INSERT INTO lake.shop.${name} VALUES (2, 'two', 'late')`);
  const { currentSnapshotId: second } = await stateOf(page.request, name);
  await answered(await page.request.put(`${TABLES}/${name}/refs/audit`, { headers, data: { type: 'branch', snapshotId: first } }));
  await answered(await page.request.post(`${TABLES}/${name}/rollback`, { headers, data: { snapshotId: first, ref: 'main' } }));

  await open(page, `/tables/lake/shop/${name}/snapshots?snapshot=${second}`);
  await expect(rowsOfThen(page).getByRole('table')).toContainText('late');
  await expect(rowsOfThen(page).getByRole('table').getByRole('columnheader')).toHaveText(['id', 'text', 'note']);
  await drawing(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(new RegExp(`snapshot=${first}`));
  await expect(rowsOfThen(page).getByRole('columnheader', { name: 'note' })).toContainText('came later');
  await expect(rowsOfThen(page).getByRole('columnheader', { name: 'word' })).toContainText('renamed since: text');
  await expect(rowsOfThen(page).getByRole('table')).not.toContainText('two');
  await page.keyboard.press('ArrowRight');
  await expect(rowsOfThen(page).getByRole('table')).toContainText('late');
  expect(await findings(page)).toEqual([]);
  await rowsOfThen(page).getByRole('button', { name: /First rows/ }).click();
  await expect(rowsOfThen(page).getByRole('table')).toHaveCount(0);
  await page.reload();
  await expect(rowsOfThen(page).getByRole('button', { name: /First rows/ })).toHaveAttribute('aria-expanded', 'false');
});

test('axe finds nothing in the light and the dark on a long history with a selection, by bytes', async ({ page }) => {
  await open(page, `${LONG}?range=7d&by=bytes&snapshot=${1000 + SNAPSHOTS - 20}`);
  await expect(drawer(page)).toContainText('What it changed');
  await expect(rowsOfThen(page).getByRole('table')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});
