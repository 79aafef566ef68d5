import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isAppError } from '@/lib/model/errors';
import type { Ports } from '@/lib/kernel/context';
import { forgetAdoptions, leftAdoptions, settleAdoptions } from './adoptions';

const FOREIGN_DAYS = 7;
const DAY_MS = 86_400_000;

/** Begins the name of every staging folder of this console, and of no other's on the same warehouse. */
const prefixOf = ({ settings }: Pick<Ports, 'settings'>): string => `write-${createHash('sha256').update(`${hostname()}\n${settings.home}`).digest('hex').slice(0, 12)}-`;

/**
 * Runs `work` with a folder of its own on the warehouse's file system, which is gone afterwards, however it ends. What it took
 * over is forgotten, unless nobody can tell whether that was committed: the next start can.
 */
export async function withStaging<T>(ports: Pick<Ports, 'settings' | 'store' | 'log'>, work: (folder: string) => Promise<T>): Promise<T> {
  const id = prefixOf(ports) + randomUUID();
  const quietly = (what: Promise<unknown>, words: string): Promise<unknown> => what.catch((error: unknown) => ports.log.warn({ error, id }, words));
  const folder = await ports.store.staging(id);
  let isSure = true;
  try {
    return await work(folder);
  } catch (error) {
    isSure = isAppError(error) && error.outcome === 'none';
    throw error;
  } finally {
    if (isSure) await quietly(forgetAdoptions(ports.store, id), 'The note on files that were taken over could not be removed; the next start does it');
    await quietly(ports.store.removeStaging(id), 'A staging folder could not be removed; the next start does it');
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

/**
 * Removes files that a console which was killed had taken into a table's folder and not committed. To be called at the start: which
 * they are is listed at once; what it resolves to then takes its time, since it reads the manifests of those tables.
 * @returns a promise of how many files are gone
 */
export async function sweepAdoptions(ports: Pick<Ports, 'settings' | 'store' | 'catalog' | 'log'>): Promise<{ readonly removed: Promise<number> }> {
  const left = await leftAdoptions(ports.store, prefixOf(ports));
  const settle = async (): Promise<number> => {
    let removed = 0;
    for (const id of left) {
      try {
        removed += await settleAdoptions(ports, id);
      } catch (error) {
        if (!isAppError(error)) throw error;
        ports.log.warn({ error, id }, 'Files that a killed write may have left could not be told from those of a table; the next start looks again');
      }
    }
    return removed;
  };
  return { removed: settle() };
}
