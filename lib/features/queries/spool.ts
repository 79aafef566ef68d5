import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isNoRoom } from '@/lib/model/errors';

/** Folder of one statement's result below the spool's root, as the database keeps it. */
export const spoolName = (queryId: string, statement: number): string => join(queryId, String(statement));

/** Makes that folder, empty. STORAGE_FULL. */
export async function makeSpool(root: string, name: string): Promise<string> {
  const folder = join(root, name);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o711 });
    return folder;
  } catch (error) {
    if (isNoRoom(error)) throw new AppError('STORAGE_FULL', 'There is no room left on the disk for the result of this statement.', {}, { cause: error });
    throw error;
  }
}

/** Removes one statement's result, whose rows nobody can read then. */
export const dropSpool = (root: string, name: string): Promise<void> => rm(join(root, name), { recursive: true, force: true });

export const removeSpool = (root: string, queryId: string): Promise<void> => rm(join(root, queryId), { recursive: true, force: true });

/** Bytes on disk of each run's results. */
export async function spoolSizes(root: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const queryId of await readdir(root).catch(ifMissing)) {
    const files = await readdir(join(root, queryId), { recursive: true, withFileTypes: true }).catch(ifMissing);
    let bytes = 0;
    for (const file of files) if (file.isFile()) bytes += await stat(join(file.parentPath, file.name)).then(({ size }) => size, ifGone);
    sizes.set(queryId, bytes);
  }
  return sizes;
}

const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === 'ENOENT' || (error as { code?: unknown }).code === 'ENOTDIR';
const ifMissing = (error: unknown): [] => { if (isMissing(error)) return []; throw error; };
const ifGone = (error: unknown): number => { if (isMissing(error)) return 0; throw error; };
