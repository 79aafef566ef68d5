import { fileURLToPath } from 'node:url';
import { build } from '@/server/build.mjs';

/** Folder of the bundles that children are started from. */
export const distFolder = fileURLToPath(new URL('../../dist', import.meta.url));

/** Bundles the named server entries when they are stale; call it in beforeAll of tests that fork children. */
export async function buildWorkers(...names: readonly string[]): Promise<string> {
  await build(...names);
  return distFolder;
}
