import { constants, fstatSync } from 'node:fs';
import { open } from 'node:fs/promises';

interface Syncs { readonly running: Promise<void>; next: Promise<void> | null }
const syncs = new Map<string, Syncs>();

/**
 * Runs `sync` for the thing named `key`, once for all who ask while an earlier one of it runs: that one may have begun before
 * their change, so they wait for one more, which begins after it. A write of a thousand files into one folder takes a fraction of
 * a thousand syncs so, and each file is as durable as with one of its own.
 */
export function syncTogether(key: string, sync: () => Promise<void>): Promise<void> {
  const known = syncs.get(key);
  if (known === undefined) return begin(key, sync);
  const again = (): Promise<void> => begin(key, sync);
  return (known.next ??= known.running.then(again, again));
}

function begin(key: string, sync: () => Promise<void>): Promise<void> {
  const now: Syncs = { running: sync(), next: null };
  syncs.set(key, now);
  const ended = (): void => { if (now.next === null) syncs.delete(key); };
  now.running.then(ended, ended);
  return now.running;
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    const { dev, ino } = fstatSync(handle.fd);
    await syncTogether(`${dev}/${ino}`, () => handle.sync());
  } finally {
    await handle.close();
  }
}
