import { expect, SIGNED_OUT, test } from './support/test';

test('the page of the API names its endpoints, and breaks no rule of the policy', async ({ page }) => {
  await page.goto('/api-docs');
  await expect(page.getByRole('heading', { name: /Lakehouse Console/ })).toBeVisible();
  const submit = page.locator('.opblock', { hasText: 'Run one or several statements' });
  await submit.getByRole('button').first().click();
  await expect(submit.getByRole('button', { name: 'Try it out' })).toBeVisible();
});

test('the page of the API sends whom it does not know to sign in, and back', async ({ browser }) => {
  const visitor = await browser.newContext({ storageState: SIGNED_OUT });
  const page = await visitor.newPage();
  await page.goto('/api-docs');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fapi-docs/);
  await visitor.close();
});
