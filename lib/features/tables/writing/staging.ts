import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Ports } from '@/lib/kernel/context';

const FOREIGN_DAYS = 7;
const DAY_MS = 86_400_000;

/** Begins the name of every staging folder of this console, and of no other's on the same warehouse. */
const prefixOf = ({ settings }: Pick<Ports, 'settings'>): string => `write-${createHash('sha256').update(`${hostname()}\n${settings.home}`).digest('hex').slice(0, 12)}-`;

/** Runs `work` with a folder of its own on the warehouse's file system, which is gone afterwards, however it ends. */
export async function withStaging<T>(ports: Pick<Ports, 'settings' | 'store' | 'log'>, work: (folder: string) => Promise<T>): Promise<T> {
  const id = prefixOf(ports) + randomUUID();
  const folder = await ports.store.staging(id);
  try {
    return await work(folder);
  } finally {
    await ports.store.removeStaging(id).catch((error: unknown) => ports.log.warn({ error, id }, 'A staging folder could not be removed; the next start does it'));
  }
}

/**
 * Removes what a console that was killed left behind. To be called at the start, while nothing of this console writes; folders
 * of other consoles on the same warehouse are left alone until they are a week old.
 * @returns how many folders are gone
 */
export async function sweepStaging({ store, settings }: Pick<Ports, 'settings' | 'store'>, now: Date): Promise<number> {
  const prefix = prefixOf({ settings });
  let removed = 0;
  for (const { id, modifiedMs } of await store.listStaging()) {
    const isOld = id.startsWith('write-') && now.getTime() - modifiedMs > FOREIGN_DAYS * DAY_MS;
    if ((id.startsWith(prefix) || isOld) && (await store.removeStaging(id))) removed += 1;
  }
  return removed;
}
