import type { FileStore } from '@/lib/ports/storage/port';
import { listAll } from './list-all';
import { folderKind } from './table-folders';

/** A table that nobody has gone on making for so long is nobody's. */
const ABANDONED_MS = 3_600_000;

/** Removes what is left of a table that was never finished, long ago. False for any other folder, or none. */
export async function removeAbandoned(store: FileStore, folder: string, nowMs: number): Promise<boolean> {
  if (!(await store.exists(folder)) || (await folderKind(store, folder)) !== 'unfinished' || nowMs - (await newestIn(store, folder)) <= ABANDONED_MS) return false;
  return store.remove(folder, { recursive: true });
}

async function newestIn(store: FileStore, folder: string): Promise<number> {
  const inside = await listAll(store, folder);
  const below = await Promise.all(inside.filter(({ kind }) => kind === 'folder').map(({ path }) => newestIn(store, path)));
  return Math.max(0, ...inside.map(({ modifiedMs }) => modifiedMs), ...below);
}
