import { link, lstat, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, invalidInput, isAppError } from '@/lib/model/errors';
import { parentPath, storePathNames } from '../store-path';
import { anchored, isTaken } from './anchored';
import { syncFolder } from './sync-folder';
import { codeOf, localError } from './local-errors';

/** A place in one of two roots on one file system. */
export interface Place { readonly root: string; readonly path: string }

/**
 * Gives a plain file its new name by link(), which never replaces. From the link on the effect has happened: what fails
 * later leaves the outcome unknown, and who is killed before the old name is gone finishes it by asking again.
 */
export async function moveFile(from: Place, to: Place): Promise<void> {
  await bothAnchored(from, to, async (source, target) => {
    if (!(await lstat(source)).isFile()) throw invalidInput(`${from.path} is not a file.`);
    try {
      await link(source, target);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || !(await isOneFile(source, target, from, to))) throw error;
    }
    await afterwards(to.path, async () => {
      await syncFolder(dirname(target));
      await unlink(source);
    });
  });
}

/** Runs `use` with both entries anchored; those of one folder by one handle of it. */
function bothAnchored(from: Place, to: Place, use: (source: string, target: string) => Promise<void>): Promise<void> {
  const name = storePathNames(to.path).at(-1);
  const isOneFolder = name !== undefined && from.root === to.root && parentPath(from.path) === parentPath(to.path);
  return anchored(from.root, from.path, (source) => (isOneFolder ? use(source, join(dirname(source), name)) : anchored(to.root, to.path, (target) => use(source, target))));
}

/** Whether an earlier move of the very same file was killed between its two steps. */
async function isOneFile(source: string, target: string, from: Place, to: Place): Promise<boolean> {
  if (from.root === to.root && from.path === to.path) return false;
  const [a, b] = [await lstat(source), await lstat(target)];
  return a.dev === b.dev && a.ino === b.ino;
}

/**
 * Moves a file, a link or a folder with all in it, to a name that is free. `isOwn` says that nobody else makes anything in
 * the folder it goes to: then a file moves in one step too.
 */
export async function moveEntry(from: Place, to: Place, isOwn = false): Promise<void> {
  const isFile = await anchored(from.root, from.path, async (at) => (await lstat(at)).isFile());
  if (isFile && !isOwn) return moveFile(from, to);
  if (from.root === to.root && to.path.startsWith(`${from.path}/`)) throw invalidInput(`${from.path} cannot be moved into itself.`);
  await bothAnchored(from, to, async (source, target) => {
    // A folder has no link(): rename() refuses a file or a folder with content, and this refuses an empty one.
    if (await isTaken(target)) throw new AppError('ALREADY_EXISTS', `${to.path} is already there.`);
    await rename(source, target);
    await afterwards(to.path, async () => {
      await syncFolder(dirname(target));
      await syncFolder(dirname(source));
    });
  });
}

async function afterwards(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw isAppError(error) ? error : localError(error, path, 'unknown');
  }
}
