import type { Browser, BrowserContext } from '@playwright/test';
import { runCommand } from '../../support/console';
import { signIn } from './sign-in';

const PASSWORD = 'a long enough password';
const home = (): string => process.env['CONSOLE_HOME'] ?? '';

/** A new person with one role (on the catalog lake unless told), and a browser context in which it is signed in. */
export async function newPerson(browser: Browser, name: string, role: string, on = 'lake'): Promise<BrowserContext> {
  await runCommand(home(), ['user', 'create', name, '--role', role, '--on', on, '--password-stdin'], PASSWORD);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, ...(process.env['CONSOLE_URL'] === undefined ? {} : { baseURL: process.env['CONSOLE_URL'] }) });
  await signIn(context.request, name, PASSWORD);
  return context;
}
