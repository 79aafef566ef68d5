import { mkdirSync } from 'node:fs';
import { makeOddTables } from './support/odd-tables';
import { PAGES } from './support/pages';
import { SIGNED_OUT, test } from './support/test';

const FOLDER = 'screenshots';
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }] as const;

test.beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
  makeOddTables(process.env['CONSOLE_HOME'] ?? '');
});

for (const theme of ['light', 'dark'] as const) {
  for (const size of SIZES) {
    test.describe(`${theme}, ${size.width}`, () => {
      test.use({ colorScheme: theme, viewport: size });
      for (const { name, path, ready } of PAGES) {
        test(name, async ({ page }) => {
          await page.goto(path);
          await ready(page);
          await page.evaluate(() => document.fonts.ready);
          await page.waitForLoadState('networkidle');
          await page.screenshot({ path: `${FOLDER}/${name}-${theme}-${size.width}.png`, animations: 'disabled' });
        });
      }
      test.describe('signed out', () => {
        test.use({ storageState: SIGNED_OUT });
        test('sign-in', async ({ page }) => {
          await page.goto('/sign-in');
          await page.getByLabel('User name').waitFor();
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${FOLDER}/sign-in-${theme}-${size.width}.png`, animations: 'disabled', caret: 'hide' });
        });
        test('setup', async ({ page }) => {
          await page.goto('/setup?token=0123456789abcdef0123456789abcdef');
          await page.getByLabel('New password', { exact: true }).waitFor();
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${FOLDER}/setup-${theme}-${size.width}.png`, animations: 'disabled', caret: 'hide' });
        });
      });
    });
  }
}
