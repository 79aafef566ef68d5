import { closeSync, constants, fstatSync, open as openWithCallback, readlinkSync } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { platform } from 'node:os';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
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
  const fd = await openDescriptor(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    assertInside(root, fd, path);
    return await use(`/proc/self/fd/${fd}/${name}`);
  } finally {
    closeSync(fd);
  }
}

/** Opens a plain file for reading. A link is followed only to a place inside `root`; devices, pipes and folders are refused. */
export async function openInside(root: string, path: string): Promise<FileHandle> {
  const handle = await open(await resolveInside(root, path), READ_PLAIN);
  try {
    plainSize(root, handle.fd, path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const foldersUnderWay = new Map<string, Promise<string>>();

/** Real path of a folder, looked up once for all who ask while that is under way: planning opens manifests of one folder by the hundred. */
function resolveFolder(root: string, folder: string): Promise<string> {
  const key = `${root}\0${folder}`;
  const known = foldersUnderWay.get(key);
  if (known !== undefined) return known;
  const real = resolveInside(root, folder).finally(() => foldersUnderWay.delete(key));
  foldersUnderWay.set(key, real);
  return real;
}

/** Opens the last name of a path below its real folder; a link in its place is followed as `resolveInside` allows it. */
async function openPlain(root: string, path: string): Promise<number> {
  const name = storePathNames(path).at(-1);
  if (name === undefined) return openDescriptor(root, READ_PLAIN);
  try {
    return await openDescriptor(join(await resolveFolder(root, parentPath(path)), name), READ_PLAIN);
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    return openDescriptor(await resolveInside(root, path), READ_PLAIN);
  }
}

/** The same with a bare descriptor, and the file's size: for whole files, of which planning reads one for every hundred data files. */
export async function openWhole(root: string, path: string): Promise<{ readonly fd: number; readonly size: number }> {
  const fd = await openPlain(root, path);
  try {
    return { fd, size: plainSize(root, fd, path) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}
/** Closing what was only read waits for nothing, so closeSync does for it, which saves a trip to another thread. */
const openDescriptor = promisify(openWithCallback);
const READ_PLAIN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

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

function assertInside(root: string, fd: number, path: string): void {
  if (HANDLE_PATHS && !isInside(root, readlinkSync(`/proc/self/fd/${fd}`))) throw leaves(path);
}

/** Of an open file, the system answers both at once: neither waits for a disk, so neither is worth a trip to another thread. */
function plainSize(root: string, fd: number, path: string): number {
  assertInside(root, fd, path);
  const there = fstatSync(fd);
  if (!there.isFile()) throw invalidInput(`${path} is not a file.`);
  return there.size;
}

const leaves = (path: string) => invalidInput(`The path ${path} leads out of the warehouse's folder through a link.`);
