import type { Page } from '@playwright/test';

export interface ShownPage {
  readonly name: string;
  readonly path: string;
  /** what is there once the page has its content */
  readonly ready: (page: Page) => Promise<void>;
}
const heading = (name: string | RegExp) => async (page: Page) => page.getByRole('heading', { name, exact: typeof name === 'string' }).first().waitFor();
const orders = (tab: string, query = '') => `/tables/lake/shop/orders/${tab}${query}`;
const row = (text: string | RegExp) => async (page: Page) => page.getByText(text).first().waitFor();

/** Every page behind the sign-in, with its content. Tables of the namespace `odd` come from `makeOddTables`. */
export const PAGES: readonly ShownPage[] = [
  { name: 'home', path: '/', ready: heading('Freshness') },
  { name: 'catalogs', path: '/tables', ready: async (page) => page.getByRole('table', { name: 'Catalogs' }).waitFor() },
  { name: 'catalog', path: '/tables/lake', ready: async (page) => page.getByRole('table', { name: 'Namespaces' }).waitFor() },
  { name: 'namespace', path: '/tables/lake/odd', ready: async (page) => page.getByRole('table', { name: 'Tables' }).waitFor() },
  { name: 'create-table', path: '/tables/lake/shop?create=columns', ready: async (page) => page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).waitFor() },
  { name: 'table-overview', path: orders('overview'), ready: async (page) => { await page.getByRole('table', { name: 'Columns' }).waitFor(); await heading('Last commits')(page); } },
  { name: 'table-data', path: orders('data'), ready: async (page) => page.getByRole('grid').first().getByRole('row').nth(3).waitFor() },
  { name: 'table-schema', path: orders('schema'), ready: row('discount') },
  { name: 'table-schema-partition', path: orders('schema', '?part=partition'), ready: heading('Sort order') },
  { name: 'table-snapshots', path: orders('snapshots'), ready: heading(/snapshots of/) },
  { name: 'table-files', path: orders('files'), ready: async (page) => page.getByRole('table', { name: 'Files' }).getByRole('row').nth(3).waitFor() },
  { name: 'table-file', path: orders('files', '?content=data&sort=bytes&order=desc'), ready: async (page) => { await page.getByRole('table', { name: 'Files' }).getByRole('row').nth(1).click(); await page.getByRole('table', { name: 'Columns of the file' }).waitFor(); } },
  { name: 'table-partitions', path: orders('files', '?by=partitions'), ready: async (page) => { await page.getByRole('group', { name: /^Partitions by/ }).waitFor(); await page.getByRole('table', { name: 'Partitions' }).getByRole('row').nth(3).waitFor(); } },
  { name: 'table-expiry', path: orders('maintenance', '?act=expire-snapshots'), ready: row(/would go/) },
  { name: 'table-maintenance', path: orders('maintenance'), ready: async (page) => page.getByRole('region', { name: 'Health' }).getByRole('listitem').nth(3).waitFor() },
  {
    name: 'table-maintenance-dry-run', path: orders('maintenance', '?act=compact'),
    ready: async (page) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Dry run' }).click();
      await page.getByRole('dialog').getByText('Target size of a file').waitFor({ timeout: 60_000 });
    },
  },
  { name: 'jobs', path: '/jobs', ready: heading('Jobs') },
  { name: 'table-settings', path: orders('settings'), ready: row('CREATE TABLE') },
  { name: 'long-history', path: '/tables/lake/odd/long_history/snapshots?snapshot=2900', ready: heading('What it changed') },
  { name: 'broken-table', path: '/tables/lake/odd/unreadable/overview', ready: row('This table cannot be shown') },
  { name: 'adopted-table', path: '/tables/lake/odd/brought_along/overview', ready: row('This folder was copied') },
  { name: 'empty-table', path: '/tables/lake/odd/never_written/snapshots', ready: row('No snapshots yet') },
  { name: 'deep-schema', path: '/tables/lake/odd/never_written/schema', ready: row('level_8') },
  { name: 'sql', path: '/sql', ready: async (page) => page.locator('.monaco-editor .view-lines').first().waitFor() },
  {
    name: 'sql-answer', path: `/sql?text=${encodeURIComponent("-- Large orders\nSELECT order_id, customer_id, status, total, ordered_at\nFROM lake.shop.orders\nWHERE total > 100\nLIMIT 500")}`,
    ready: async (page) => {
      await page.locator('.monaco-editor .view-lines').first().waitFor();
      await page.getByRole('button', { name: 'Run 1,000' }).click();
      await page.getByRole('grid').getByRole('row').nth(5).waitFor();
      await page.getByRole('columnheader', { name: /^total/ }).hover();
      await page.getByRole('button', { name: 'Column total' }).click({ force: true });
      await page.getByRole('menuitem', { name: 'Sort descending' }).click();
      await page.getByRole('group', { name: 'Sort and filter' }).getByText('All 500 rows').waitFor();
    },
  },
  { name: 'account', path: '/account', ready: async (page) => page.getByRole('table', { name: 'Sessions' }).waitFor() },
  { name: 'account-new-token', path: '/account?part=tokens', ready: async (page) => page.getByRole('dialog').waitFor() },
  { name: 'settings', path: '/settings', ready: heading('Walls around SQL') },
];
