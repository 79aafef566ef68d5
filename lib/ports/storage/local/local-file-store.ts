import { closeSync, read, type Dirent, type Stats } from 'node:fs';
import { link, lstat, mkdir, readdir, realpath, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError, hasCode, invalidInput } from '@/lib/model/errors';
import type { FileStat, FileStore, ListPage, LocalOwner, MakeOptions, StoreCapabilities } from '../port';
import { childPath, parentPath, storePathNames } from '../store-path';
import { anchored, openInside, openWhole, resolveInside } from './anchored';
import { LocalAnnex } from './annex';
import { syncFolder } from './sync-folder';
import { codeOf, localError } from './local-errors';
import { moveEntry, moveFile } from './move-entry';
import { isProbe, probeHardLinks } from './probe-hard-links';
import { resolveMany } from './resolve-many';
import { writeTemp } from './write-temp';

const PAGE_DEFAULT = 1_000;
const READ_BYTES_MAX = 256 * 1024 * 1024;
/** What a link answers that has no target, goes in a circle, or goes through a file. */
const LEADS_NOWHERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);
const CHUNK_BYTES = 1024 * 1024;
const readDescriptor = promisify(read);

/**
 * The store on a folder of this machine's disk. The folder is made when it is missing. Whether a publish that never
 * replaces is possible (hard links, a writable disk) is tried out here, once.
 */
export async function openLocalFileStore(folder: string): Promise<FileStore> {
  try {
    await mkdir(folder, { recursive: true });
    const root = await realpath(folder);
    return new LocalFileStore(root, { publishNoReplace: await probeHardLinks(root), durable: true, local: true });
  } catch (error) {
    throw localError(error, folder);
  }
}

class LocalFileStore implements FileStore {
  readonly rootUri: string;
  private readonly annex: LocalAnnex;
  private room: Promise<FileStore> | null = null;
  constructor(private readonly root: string, readonly capabilities: StoreCapabilities) {
    this.annex = new LocalAnnex(root);
    this.rootUri = `file://${root === '/' ? '' : root}`;
  }

  async stat(path: string): Promise<FileStat> {
    return this.guard(path, async () => statOf(path, await stat(await resolveInside(this.root, path))));
  }

  async exists(path: string): Promise<boolean> {
    try {
      await this.stat(path);
      return true;
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) return false;
      throw error;
    }
  }

  async list(path: string, options: { after?: string | null; limit?: number; signal?: AbortSignal } = {}): Promise<ListPage> {
    return this.guard(path, async () => {
      const limit = options.limit ?? PAGE_DEFAULT;
      const folder = await resolveInside(this.root, path);
      const after = options.after ?? null;
      const children = (await readdir(folder, { withFileTypes: true }))
        .filter((child) => (after === null || child.name > after) && isListed(child))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      options.signal?.throwIfAborted();
      const page = children.slice(0, limit);
      const entries = await Promise.all(page.map((child) => this.entry(childPath(path, child.name), join(folder, child.name), child.isSymbolicLink())));
      return { entries: entries.filter((entry) => entry !== null), next: children.length > limit ? (page.at(-1)?.name ?? null) : null };
    });
  }

  async names(path: string): Promise<readonly string[]> {
    return this.guard(path, async () => (await readdir(await resolveInside(this.root, path))).filter((name) => !isProbe(name)));
  }

  async read(path: string, options: { maxBytes?: number; signal?: AbortSignal } = {}): Promise<Uint8Array> {
    return this.guard(path, async () => {
      const { fd, size } = await openWhole(this.root, path);
      try {
        const most = options.maxBytes ?? READ_BYTES_MAX;
        if (size > most) throw new AppError('TOO_LARGE', `${path} has ${size} bytes; at most ${most} are read at once.`);
        options.signal?.throwIfAborted();
        return await readWhole(fd, size);
      } finally {
        closeSync(fd);
      }
    });
  }

  async readRange(path: string, offset: number, length: number): Promise<Uint8Array> {
    return this.guard(path, async () => {
      const { fd, size } = await openWhole(this.root, path);
      try {
        return await readWhole(fd, Math.max(0, Math.min(length, size - offset)), offset);
      } finally {
        closeSync(fd);
      }
    });
  }

  async *readStream(path: string, options: { offset?: number; length?: number; signal?: AbortSignal } = {}): AsyncIterable<Uint8Array> {
    const handle = await this.guard(path, () => openInside(this.root, path));
    try {
      let position = options.offset ?? 0;
      const end = position + (options.length ?? Number.MAX_SAFE_INTEGER - position);
      while (position < end) {
        if (options.signal?.aborted === true) throw new AppError('CANCELLED', 'This was cancelled.');
        const chunk = new Uint8Array(Math.min(CHUNK_BYTES, end - position));
        const { bytesRead } = await this.guard(path, () => handle.read(chunk, 0, chunk.length, position));
        if (bytesRead === 0) return;
        position += bytesRead;
        yield chunk.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async create(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, options: MakeOptions & { signal?: AbortSignal; readOnly?: boolean } = {}): Promise<FileStat> {
    this.requireWritable();
    return this.inFolder(path, options, async (at) => {
      const { temp, written } = await writeTemp(at, bytes, options.readOnly === true ? 0o444 : 0o644, options.signal);
      try {
        await link(temp, at);
      } finally {
        await unlink(temp);
      }
      await syncFolder(dirname(at));
      return statOf(path, written);
    });
  }

  async seal(path: string): Promise<FileStat> {
    this.requireWritable();
    return this.guard(path, async () => {
      const handle = await openInside(this.root, path);
      try {
        await handle.chmod(0o444);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return anchored(this.root, path, async (at) => {
        await syncFolder(dirname(at));
        return statOf(path, await lstat(at));
      });
    });
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    this.requireWritable();
    await this.guard(path, () => anchored(this.root, path, async (at) => {
      const { temp } = await writeTemp(at, bytes, 0o644);
      try {
        await rename(temp, at);
      } catch (error) {
        await unlink(temp);
        throw error;
      }
    }));
  }

  async publishNoReplace(from: string, to: string): Promise<void> {
    this.requireWritable();
    await this.guard(to, () => moveFile({ root: this.root, path: from }, { root: this.root, path: to }));
  }

  async move(from: string, to: string): Promise<void> {
    this.requireWritable();
    await this.guard(to, () => moveEntry({ root: this.root, path: from }, { root: this.root, path: to }));
  }

  beside(): Promise<FileStore> {
    this.requireWritable();
    this.room ??= this.annex.folder().then((folder) => openLocalFileStore(folder));
    this.room.catch(() => { this.room = null; });
    return this.room;
  }

  async moveOut(from: string, to: string): Promise<void> {
    this.requireWritable();
    const beside = await this.annex.folder();
    await this.guard(to, () => moveEntry({ root: this.root, path: from }, { root: beside, path: to }, true));
  }

  async moveIn(from: string, to: string): Promise<void> {
    this.requireWritable();
    const beside = await this.annex.folder();
    await this.guard(to, () => moveEntry({ root: beside, path: from }, { root: this.root, path: to }));
  }

  async staging(id: string, owner: LocalOwner | null = null): Promise<string> {
    this.requireWritable();
    return this.annex.staging(id, owner);
  }

  listStaging(): Promise<readonly { id: string; modifiedMs: number }[]> { return this.annex.listStaging(); }
  removeStaging(id: string): Promise<boolean> { return this.annex.removeStaging(id); }

  async adopt(local: string, path: string, options: MakeOptions = {}): Promise<FileStat> {
    this.requireWritable();
    await this.makeFolders(parentPath(path), options);
    await this.guard(path, () => this.annex.adopt(local, path));
    return this.stat(path);
  }

  async makeFolders(path: string, { within = '/' }: MakeOptions = {}): Promise<void> {
    const names = storePathNames(path);
    requireWithin(path, within);
    if (path === within || (await this.isFolder(path))) return;
    for (let depth = storePathNames(within).length + 1; depth <= names.length; depth += 1) {
      const folder = `/${names.slice(0, depth).join('/')}`;
      await this.guard(folder, () => anchored(this.root, folder, async (at) => {
        try {
          await mkdir(at);
          await syncFolder(dirname(at));
        } catch (error) {
          if (codeOf(error) !== 'EEXIST') throw error;
          const there = await stat(await resolveInside(this.root, folder));
          if (!there.isDirectory()) throw new AppError('ALREADY_EXISTS', `${folder} is already there and is not a folder.`);
        }
      }));
    }
  }

  async remove(path: string, options: { recursive?: boolean } = {}): Promise<boolean> {
    try {
      return await this.guard(path, () => anchored(this.root, path, async (at) => {
        const there = await lstat(at);
        if (!there.isDirectory()) await unlink(at);
        else if (options.recursive === true) await rm(at, { recursive: true });
        else await rmdir(at);
        await syncFolder(dirname(at));
        return true;
      }));
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) return false;
      throw error;
    }
  }

  async localPath(path: string): Promise<string | null> {
    return this.guard(path, () => resolveInside(this.root, path));
  }

  async localPaths(paths: readonly string[]): Promise<readonly (string | null)[]> {
    return resolveMany(this.root, paths);
  }

  async close(): Promise<void> {}

  /** A child that leads out of the root, nowhere, or to a device is not shown; every other operation refuses it too. */
  private async entry(path: string, at: string, isLink: boolean): Promise<FileStat | null> {
    try {
      const there = await (isLink ? stat(await resolveInside(this.root, path)) : lstat(at));
      return there.isFile() || there.isDirectory() ? statOf(path, there) : null;
    } catch (error) {
      if (LEADS_NOWHERE.has(codeOf(error) ?? '') || hasCode(error, 'INVALID_INPUT')) return null;
      throw error;
    }
  }

  /** Runs `use` as `anchored` does, in a folder that is made where it is missing: most writes go where something lies already. */
  private async inFolder<T>(path: string, options: MakeOptions, use: (at: string) => Promise<T>): Promise<T> {
    const folder = parentPath(path);
    requireWithin(folder, options.within ?? '/');
    let isThere = false;
    const attempt = (): Promise<T> => this.guard(path, () => anchored(this.root, path, (at) => {
      isThere = true;
      return use(at);
    }));
    try {
      return await attempt();
    } catch (error) {
      if (isThere || !hasCode(error, 'NOT_FOUND')) throw error;
      await this.makeFolders(folder, options);
      return attempt();
    }
  }

  /** Most writes go where something lies already. What is in the way, or leads out, is told by who makes the folders. */
  private async isFolder(path: string): Promise<boolean> {
    try {
      return (await stat(await resolveInside(this.root, path))).isDirectory();
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
      throw localError(error, path);
    }
  }

  private requireWritable(): void {
    if (!this.capabilities.publishNoReplace) throw new AppError('UNAVAILABLE', 'This warehouse is read only here: its disk has no hard links, or the console may not write to it.');
  }

  private async guard<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw localError(error, path);
    }
  }
}

/** `length` bytes from `offset` on, short where the file ends. */
async function readWhole(fd: number, length: number, offset = 0): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let filled = 0; ;) {
    if (filled === length) return bytes;
    const { bytesRead } = await readDescriptor(fd, bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
}

function requireWithin(folder: string, within: string): void {
  if (within !== '/' && folder !== within && !folder.startsWith(`${within}/`)) throw invalidInput(`${folder} does not lie in ${within}.`);
}

const isListed = (child: Dirent): boolean => !isProbe(child.name) && (child.isFile() || child.isDirectory() || child.isSymbolicLink());

function statOf(path: string, there: Stats): FileStat {
  const isFolder = there.isDirectory();
  return { path, kind: isFolder ? 'folder' : 'file', size: isFolder ? 0 : there.size, modifiedMs: there.mtimeMs, fileId: `${there.dev}:${there.ino}` };
}
