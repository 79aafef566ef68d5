import { defineConfig } from '@playwright/test';
import { chromiumArgs } from './tests/support/chromium.mjs';

const base = {
  viewport: { width: 1440, height: 900 },
  launchOptions: { args: chromiumArgs, ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}) },
  locale: 'en-GB',
  timezoneId: 'UTC',
  // the page as it was at each step is kept, and neither pictures nor our own sources: recorded of every test, they cost more than they tell
  trace: { mode: 'retain-on-failure' as const, screenshots: false, sources: false },
  // global-setup.ts starts the console and signs admin in; the workers, which load this file again, find them here
  ...(process.env['CONSOLE_URL'] === undefined ? {} : { baseURL: process.env['CONSOLE_URL'] }),
  ...(process.env['CONSOLE_STATE'] === undefined ? {} : { storageState: process.env['CONSOLE_STATE'] }),
};

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // one console on two cores: more workers only make each other late
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI === 'true',
  globalSetup: './tests/browser/global-setup.ts',
  use: base,
  projects: [
    { name: 'browser', testIgnore: ['screenshots.spec.ts'] },
    { name: 'screenshots', testMatch: ['screenshots.spec.ts'] },
  ],
});
