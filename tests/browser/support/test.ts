import { test as base, type Page } from '@playwright/test';

/** What a page must not say: errors of scripts, and what the content security policy refused. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /content security policy|refused to|hydrat/i.test(text)) complaints.push(text);
  });
}

/** Playwright's test on the console of global-setup, signed in as admin; a page that complains fails it. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on('page', (page) => listen(page, complaints));
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export const { expect } = test;

export const SIGNED_OUT = { cookies: [], origins: [] };
