import type { FileStore } from '@/lib/ports/storage/port';
import { listAll, nameOf } from './list-all';
import { folderKind } from './table-folders';

/** A table that nobody has gone on making for so long is nobody's. */
const ABANDONED_MS = 3_600_000;

/** Name of a folder that gets the name of a table once it has all that makes it one; hidden, as it begins with a dot. */
const MAKING = '.making-';
export const makingFolder = (parent: string, uuid: string): string => `${parent === '/' ? '' : parent}/${MAKING}${uuid}`;

/** Removes what is left of a table that was never finished, long ago. False for any other folder, or none. */
export async function removeAbandoned(store: FileStore, folder: string, nowMs: number): Promise<boolean> {
  if (!(await store.exists(folder))) return false;
  const isUnfinished = nameOf(folder).startsWith(MAKING) || (await folderKind(store, folder)) === 'unfinished';
  if (!isUnfinished || nowMs - (await newestIn(store, folder)) <= ABANDONED_MS) return false;
  return store.remove(folder, { recursive: true });
}

async function newestIn(store: FileStore, folder: string): Promise<number> {
  const inside = [await store.stat(folder), ...(await listAll(store, folder))];
  const below = await Promise.all(inside.slice(1).filter(({ kind }) => kind === 'folder').map(({ path }) => newestIn(store, path)));
  return Math.max(0, ...inside.map(({ modifiedMs }) => modifiedMs), ...below);
}
