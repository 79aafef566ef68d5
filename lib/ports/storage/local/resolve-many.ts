import { lstat, readdir } from 'node:fs/promises';
import { sep } from 'node:path';
import { hasCode } from '@/lib/model/errors';
import { lastName, parentPath } from '../store-path';
import { resolveInside } from './anchored';
import { localError } from './local-errors';

/** From so many wanted files on, a folder is listed once instead of asked for each. */
const LIST_FROM = 8;
const FOLDERS_AT_ONCE = 8;

/**
 * Real paths of many files, all links followed; null for one that is not there. Each folder is resolved once: a file in
 * it that is no link lies where the folder lies. Throws INVALID_INPUT for one that leaves `root`.
 */
export async function resolveMany(root: string, paths: readonly string[]): Promise<readonly (string | null)[]> {
  const folders = new Map<string, number[]>();
  paths.forEach((path, index) => {
    const folder = parentPath(path);
    const held = folders.get(folder);
    if (held) held.push(index);
    else folders.set(folder, [index]);
  });
  const found: (string | null)[] = new Array<string | null>(paths.length).fill(null);
  const waiting = [...folders];
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [folder, indexes] = next;
      await resolveFolder(root, folder, indexes.map((index) => paths[index] ?? ''), (at, real) => { found[indexes[at] ?? 0] = real; });
    }
  };
  await Promise.all(Array.from({ length: Math.min(FOLDERS_AT_ONCE, waiting.length) }, lane));
  return found;
}

async function resolveFolder(root: string, folder: string, paths: readonly string[], give: (at: number, real: string | null) => void): Promise<void> {
  const real = await orNull(folder, () => resolveInside(root, folder));
  if (real === null) return;
  const plain = paths.length < LIST_FROM ? null : await orNull(folder, () => plainFilesOf(real));
  const folderAt = real.endsWith(sep) ? real : real + sep;
  for (const [index, path] of paths.entries()) {
    // the names before it were checked with the folder
    const name = lastName(path);
    const at = folderAt + name;
    // a link, a folder, or what the system has no word for is looked at on its own
    const isPlain = plain === null ? (await orNull(path, () => lstat(at)))?.isFile() === true : plain.has(name);
    give(index, isPlain ? at : await orNull(path, () => resolveInside(root, path)));
  }
}

const plainFilesOf = async (real: string): Promise<ReadonlySet<string>> =>
  new Set((await readdir(real, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name));

async function orNull<T>(path: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const translated = localError(error, path);
    if (hasCode(translated, 'NOT_FOUND')) return null;
    throw translated;
  }
}
