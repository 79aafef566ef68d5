import { constants, fstatSync, readlinkSync } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { platform } from 'node:os';
import { join, sep } from 'node:path';
import { invalidInput } from '@/lib/model/errors';
import { parentPath, storePathNames } from '../store-path';
import { codeOf } from './local-errors';

/*
 * A check by path and a use by path are two moments: between them another process may put a symbolic link in place of
 * a folder. Node has no openat. On Linux a folder is therefore opened first, the place it really is at is asked of the
 * open handle, and names are then resolved below that handle (/proc/self/fd/N/name), so that what was checked is what
 * is used. Elsewhere the resolved path is used at once, which leaves that small gap.
 */
const HANDLE_PATHS = platform() === 'linux';

export const isInside = (root: string, real: string): boolean => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);

/** Real path of `path`, all links followed. Throws ENOENT as the system does, and INVALID_INPUT when it leaves `root`. */
export async function resolveInside(root: string, path: string): Promise<string> {
  const names = storePathNames(path);
  const real = await realpath(join(root, ...names));
  if (!isInside(root, real)) throw leaves(path);
  return real;
}

/** Runs `use` with a path of the entry `path` whose parent folder is held open and known to lie inside `root`. */
export async function anchored<T>(root: string, path: string, use: (at: string) => Promise<T>): Promise<T> {
  const names = storePathNames(path);
  const name = names.at(-1);
  if (name === undefined) throw invalidInput('The root of the warehouse itself cannot be changed.');
  const folder = await resolveInside(root, parentPath(path));
  if (!HANDLE_PATHS) return use(join(folder, name));
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    assertHandleInside(root, handle, path);
    return await use(`/proc/self/fd/${handle.fd}/${name}`);
  } finally {
    await handle.close();
  }
}

/** Opens a plain file for reading. A link is followed only to a place inside `root`; devices, pipes and folders are refused. */
export async function openInside(root: string, path: string): Promise<FileHandle> {
  const real = await resolveInside(root, path);
  const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    assertHandleInside(root, handle, path);
    if (!fstatSync(handle.fd).isFile()) throw invalidInput(`${path} is not a file.`);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Whether `at` names anything, a link that leads nowhere included. */
export async function isTaken(at: string): Promise<boolean> {
  try {
    await lstat(at);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Neither this nor fstat of an open file waits for a disk, so neither is worth a trip to another thread. */
function assertHandleInside(root: string, handle: FileHandle, path: string): void {
  if (HANDLE_PATHS && !isInside(root, readlinkSync(`/proc/self/fd/${handle.fd}`))) throw leaves(path);
}

const leaves = (path: string) => invalidInput(`The path ${path} leads out of the warehouse's folder through a link.`);
