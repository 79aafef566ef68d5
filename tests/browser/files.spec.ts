import { expect, test } from './support/test';

const FILES = '/tables/lake/shop/orders/files';

test('files are sorted and filtered on the server, and the size that is pressed is the only one left', async ({ page }) => {
  await page.goto(FILES);
  const files = page.getByRole('table', { name: 'Files' });
  await files.getByRole('button', { name: 'Records' }).click();
  await expect(page).toHaveURL(/sort=records&order=desc/);
  await expect(files.getByRole('row').nth(1)).toContainText('37,889');
  const sizes = page.getByRole('group', { name: 'Sizes of data files' });
  const most = sizes.getByRole('button', { name: '3 files, 64 KiB to 1 MiB' });
  await most.click();
  await expect(most).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/size=\d+-\d+/);
  await expect(files.getByRole('row')).toHaveCount(4);
  // a reload shows the same
  await page.reload();
  await expect(files.getByRole('row')).toHaveCount(4);
  await most.click();
  await page.getByRole('searchbox', { name: 'Part of the path' }).fill('no such file');
  await expect(page.getByText('No file is like that')).toBeVisible();
  await page.getByRole('button', { name: 'Show all files' }).click();
  await expect(files.getByRole('row').nth(5)).toBeVisible();
});

test('a file shows its deletes, its bounds as values and its footer; a delete file leads to what it is for', async ({ page }) => {
  await page.goto(`${FILES}?content=deletes`);
  const files = page.getByRole('table', { name: 'Files' });
  await expect(files.getByRole('row')).toHaveCount(3);
  await files.getByRole('row').nth(1).click();
  const drawer = page.getByRole('complementary', { name: 'File' });
  await expect(drawer.getByRole('heading', { name: 'Delete file', exact: true })).toBeVisible();
  await drawer.getByRole('region', { name: 'For data files' }).getByRole('button').click();
  await expect(drawer.getByRole('heading', { name: 'Data file', exact: true })).toBeVisible();
  await expect(files.getByRole('row').nth(1)).toContainText('3 rows');
  await expect(drawer.getByRole('region', { name: 'Deletes to apply' }).getByRole('button')).toHaveCount(1);
  const bounds = drawer.getByRole('region', { name: 'Bounds' });
  await expect(bounds.getByRole('listitem').filter({ hasText: 'ordered_at' })).toContainText(/20\d\d-\d\d-\d\d \d\d:\d\d/);
  await expect(bounds.getByRole('listitem').filter({ hasText: 'discount' })).toContainText(/\d null/);
  await expect(drawer.getByRole('table', { name: 'Columns of the file' })).toContainText('order_id');
  await expect(drawer.getByRole('table', { name: 'Row groups' }).getByRole('row').nth(1)).toBeVisible();
});

test('partitions are drawn by day and by month, walked by keys, listed by size, and lead to their files', async ({ page }) => {
  await page.goto(FILES);
  await page.getByText('Partitions', { exact: true }).click();
  const map = page.getByRole('group', { name: /^Partitions by rows/ });
  await map.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(map.getByText(/20\d\d-\d\d-\d\d: [\d,]+ rows, /)).toBeVisible();
  await page.getByText('Bytes', { exact: true }).click();
  await expect(page.getByRole('group', { name: /^Partitions by bytes/ })).toBeVisible();
  const table = page.getByRole('table', { name: 'Partitions' });
  await table.getByRole('button', { name: 'Sort by rows' }).click();
  await expect(page).toHaveURL(/psort=rows/);
  await expect(page.getByText(/times the median partition/)).toBeVisible();

  const specs = page.getByRole('region', { name: 'Partition specs' });
  await expect(specs.getByRole('listitem').first()).toContainText('added day of ordered_at, dropped month of ordered_at');
  await page.getByText('Spec 0', { exact: true }).click();
  await expect(table.getByRole('row').nth(1)).toContainText(/ordered_at_month=20\d\d-\d\d/);
  await table.getByRole('row').nth(1).getByRole('button').click();
  await expect(page).toHaveURL(/partition=ordered_at_month/);
  const files = page.getByRole('table', { name: 'Files' });
  await expect(files.getByRole('row').nth(1)).toContainText('ordered_at_month=');
  await page.getByRole('button', { name: /^Show files of all partitions/ }).click();
  await expect(page).not.toHaveURL(/partition=/);
  await page.goBack();
  await expect(page.getByRole('group', { name: /^Partitions by bytes/ })).toBeVisible();
});

test('an age on the slider shows at once what would go', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/maintenance?act=expire-snapshots');
  const dialog = page.getByRole('dialog', { name: 'Expire snapshots' });
  const said = dialog.getByRole('region', { name: 'What would go' });
  await expect(said).toContainText(/\d+ snapshots? of \d+ would go/);
  const before = await said.textContent();
  await dialog.getByRole('slider', { name: 'Older than, slider' }).press('Home');
  await expect(dialog.getByRole('textbox', { name: 'Older than', exact: true })).toHaveValue('0');
  await expect.poll(() => said.textContent()).not.toBe(before);
  await expect(said).toContainText(/before-discounts/);
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  // other tests may have put a table into this lake that cannot be read: nobody can tell its files from what only old snapshots reach
  await expect(dialog.getByRole('region', { name: 'What it would do' })).toContainText(/manifest list|The table odd\.unreadable cannot be read/, { timeout: 60_000 });
});
