import { link, lstat, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, invalidInput, isAppError } from '@/lib/model/errors';
import { anchored, isTaken } from './anchored';
import { syncFolder } from './sync-folder';
import { localError } from './local-errors';

/** A place in one of two roots on one file system. */
export interface Place { readonly root: string; readonly path: string }

/** Gives a plain file its new name by link(), which never replaces. From the link on the effect has happened: what fails later leaves the outcome unknown. */
export async function moveFile(from: Place, to: Place): Promise<void> {
  await anchored(from.root, from.path, (source) => anchored(to.root, to.path, async (target) => {
    if (!(await lstat(source)).isFile()) throw invalidInput(`${from.path} is not a file.`);
    await link(source, target);
    await afterwards(to.path, async () => {
      await syncFolder(dirname(target));
      await unlink(source);
    });
  }));
}

/** Moves a file, a link or a folder with all in it, to a name that is free. */
export async function moveEntry(from: Place, to: Place): Promise<void> {
  const isFile = await anchored(from.root, from.path, async (at) => (await lstat(at)).isFile());
  if (isFile) return moveFile(from, to);
  if (from.root === to.root && to.path.startsWith(`${from.path}/`)) throw invalidInput(`${from.path} cannot be moved into itself.`);
  await anchored(from.root, from.path, (source) => anchored(to.root, to.path, async (target) => {
    // A folder has no link(): rename() refuses a file or a folder with content, and this refuses an empty one.
    if (await isTaken(target)) throw new AppError('ALREADY_EXISTS', `${to.path} is already there.`);
    await rename(source, target);
    await afterwards(to.path, async () => {
      await syncFolder(dirname(target));
      await syncFolder(dirname(source));
    });
  }));
}

async function afterwards(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw isAppError(error) ? error : localError(error, path, 'unknown');
  }
}
