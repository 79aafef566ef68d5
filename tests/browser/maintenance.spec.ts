import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

/** Runs SQL as the person of the page does, and waits for its end. */
const sql = (page: Page, text: string): Promise<string> => page.evaluate(async (statement) => {
  const ask = async (path: string, init?: RequestInit): Promise<{ id: string; state: string; error: { message: string } | null }> => (await fetch(`/api/v1${path}`, init)).json() as never;
  let run = await ask('/queries', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sql: statement }) });
  while (run.state === 'queued' || run.state === 'running') {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    run = await ask(`/queries/${run.id}`);
  }
  return run.error?.message ?? run.state;
}, text);

test('small files are found, compacted after a dry run, and the job is there afterwards; a dropped table comes back', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('/tables/lake');
  const inserts = Array.from({ length: 12 }, (_, part) => `INSERT INTO lake.upkeep.small VALUES (${part}, 'x')`).join('; ');
  expect(await sql(page, `CREATE SCHEMA IF NOT EXISTS lake.upkeep; CREATE TABLE lake.upkeep.small (id bigint, name varchar); ${inserts}`)).toBe('finished');

  await page.goto('/tables/lake/upkeep/small/maintenance');
  const health = page.getByRole('region', { name: 'Health' });
  await expect(health.getByText('11 files too many')).toBeVisible();
  await health.getByRole('button', { name: 'Compact' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compact files' });
  await expect(page).toHaveURL(/act=compact/);
  await expect(dialog.getByRole('button', { name: /^Compact/ })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  await expect(dialog.getByText('12 files of 12, in 1 group')).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Compact', exact: true }).click();
  await expect(dialog.getByText('Files replaced')).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(health.getByText('File sizes are fine')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Parts of the table' }).getByRole('link', { name: /^Files/ })).toContainText('1');

  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Jobs' }).click();
  const jobs = page.getByRole('table', { name: 'Jobs' });
  await expect(jobs.getByRole('row').filter({ hasText: 'Compact upkeep.small' })).toHaveCount(2);
  await jobs.getByRole('row').filter({ hasText: 'Compact upkeep.small' }).filter({ hasNotText: 'dry run' }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Compact upkeep.small' })).toBeVisible();
  await expect(page.getByText('12 files became 1')).toBeVisible();

  expect(await sql(page, 'DROP TABLE lake.upkeep.small')).toBe('finished');
  await page.goto('/tables/lake');
  const trash = page.getByRole('table', { name: 'Trash' });
  await trash.getByRole('row').filter({ hasText: 'upkeep.small' }).getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('link', { name: 'Open the table' }).click();
  await expect(page.getByRole('heading', { name: 'small', exact: true })).toBeVisible();
  expect(await sql(page, 'SELECT count(*) FROM lake.upkeep.small')).toBe('finished');
});

test('the dialog of expiry opens with the focus in what one chooses first', async ({ page }) => {
  await page.goto('/tables/lake/shop/orders/maintenance?act=expire-snapshots');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('slider').or(dialog.getByRole('spinbutton')).or(dialog.getByRole('textbox')).first()).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
});
