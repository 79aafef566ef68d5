import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { request } from '@playwright/test';
import { ADMIN_PASSWORD, startConsole } from '../support/console';
import { signIn } from './support/sign-in';

/** Starts the built console on a free port in a folder of its own, with the demo, and signs admin in. Returns what ends it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const running = await startConsole({ env: { LAKEHOUSE_GALLERY: 'on', LOG_LEVEL: 'warn' } });
  const state = 'test-results/browser-state.json';
  mkdirSync(dirname(state), { recursive: true });
  // the workers, which start after this, read both
  process.env['CONSOLE_URL'] = running.url;
  process.env['CONSOLE_HOME'] = running.home;
  process.env['CONSOLE_STATE'] = state;
  const visitor = await request.newContext({ baseURL: running.url });
  await signIn(visitor, 'admin', ADMIN_PASSWORD);
  await visitor.storageState({ path: state });
  await visitor.dispose();
  return () => running.stop();
}
