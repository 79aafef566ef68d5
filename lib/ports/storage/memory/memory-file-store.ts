import { AppError, invalidInput, notFound } from '@/lib/model/errors';
import type { FileStat, FileStore, ListPage, MakeOptions, StoreCapabilities } from '../port';
import { childPath, parentPath, storePathNames } from '../store-path';
import { TemporaryStaging } from './temporary-staging';

export type MemoryOperation = 'stat' | 'list' | 'read' | 'create' | 'replace' | 'publish' | 'move' | 'make-folders' | 'remove';
/**
 * Called around every operation, so that a race test can hold one up or let it fail: `before` means that nothing has
 * happened, `after` that the effect is there although the caller will be told of a failure.
 */
export type MemoryFault = (operation: MemoryOperation, phase: 'before' | 'after', path: string) => void | Promise<void>;

interface Node { readonly fileId: string; readonly bytes: Uint8Array | null; readonly modifiedMs: number }

/** A store in memory, for race tests: every step is atomic, and faults come in where they are asked for. */
export class MemoryFileStore implements FileStore {
  readonly rootUri: string;
  readonly capabilities: StoreCapabilities;
  fault: MemoryFault = () => {};
  private readonly nodes = new Map<string, Node>([['/', { fileId: '0', bytes: null, modifiedMs: 0 }]]);
  private lastId = 0;

  constructor(options: { rootUri?: string; publishNoReplace?: boolean; now?: () => number } = {}) {
    this.rootUri = options.rootUri ?? 'file:///memory';
    this.capabilities = { publishNoReplace: options.publishNoReplace ?? true, durable: false, local: false };
    this.now = options.now ?? Date.now;
  }
  private readonly now: () => number;
  private readonly stagings = new TemporaryStaging();
  private room: MemoryFileStore | null = null;

  stat(path: string): Promise<FileStat> {
    return this.step('stat', path, () => this.statOf(path));
  }

  async exists(path: string): Promise<boolean> {
    return this.step('stat', path, () => this.nodes.has(path));
  }

  list(path: string, options: { after?: string | null; limit?: number; signal?: AbortSignal } = {}): Promise<ListPage> {
    return this.step('list', path, () => {
      if (this.node(path).bytes !== null) throw notFound('folder', path);
      const names = this.children(path).filter((name) => name > (options.after ?? '')).sort((a, b) => (a < b ? -1 : 1));
      const page = names.slice(0, options.limit ?? 1_000);
      return { entries: page.map((name) => this.statOf(childPath(path, name))), next: names.length > page.length ? (page.at(-1) ?? null) : null };
    });
  }

  names(path: string): Promise<readonly string[]> {
    return this.step('list', path, () => {
      if (this.node(path).bytes !== null) throw notFound('folder', path);
      return this.children(path);
    });
  }

  read(path: string, options: { maxBytes?: number; signal?: AbortSignal } = {}): Promise<Uint8Array> {
    return this.step('read', path, () => {
      const bytes = this.bytes(path);
      if (bytes.length > (options.maxBytes ?? Infinity)) throw new AppError('TOO_LARGE', `${path} has ${bytes.length} bytes.`);
      return bytes.slice();
    });
  }

  readRange(path: string, offset: number, length: number): Promise<Uint8Array> {
    return this.step('read', path, () => this.bytes(path).slice(offset, offset + length));
  }

  async *readStream(path: string, options: { offset?: number; length?: number; signal?: AbortSignal } = {}): AsyncIterable<Uint8Array> {
    const offset = options.offset ?? 0;
    yield await this.step('read', path, () => this.bytes(path).slice(offset, options.length === undefined ? undefined : offset + options.length));
  }

  async create(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, options: MakeOptions = {}): Promise<FileStat> {
    const whole = await collect(bytes);
    await this.makeFolders(parentPath(path), options);
    return this.step('create', path, () => {
      this.requireFree(path);
      this.nodes.set(path, this.fresh(whole));
      return this.statOf(path);
    });
  }

  replace(path: string, bytes: Uint8Array): Promise<void> {
    return this.step('replace', path, () => {
      this.requireFolder(parentPath(path));
      this.nodes.set(path, this.fresh(bytes.slice()));
    });
  }

  publishNoReplace(from: string, to: string): Promise<void> {
    return this.step('publish', to, () => {
      if (this.node(from).bytes === null) throw invalidInput(`${from} is not a file.`);
      this.rename(from, to);
    });
  }

  move(from: string, to: string): Promise<void> {
    return this.step('move', to, () => {
      if (to.startsWith(`${from}/`)) throw invalidInput(`${from} cannot be moved into itself.`);
      this.rename(from, to);
    });
  }

  makeFolders(path: string, { within = '/' }: MakeOptions = {}): Promise<void> {
    return this.step('make-folders', path, () => {
      const names = storePathNames(path);
      if (path !== within && within !== '/' && !path.startsWith(`${within}/`)) throw invalidInput(`${path} does not lie in ${within}.`);
      this.requireFolder(within);
      for (let depth = storePathNames(within).length + 1; depth <= names.length; depth += 1) {
        const folder = `/${names.slice(0, depth).join('/')}`;
        const there = this.nodes.get(folder);
        if (there === undefined) this.nodes.set(folder, this.fresh(null));
        else if (there.bytes !== null) throw new AppError('ALREADY_EXISTS', `${folder} is already there and is not a folder.`);
      }
    });
  }

  remove(path: string, options: { recursive?: boolean } = {}): Promise<boolean> {
    return this.step('remove', path, () => {
      if (path === '/') throw invalidInput('The root of the warehouse itself cannot be changed.');
      if (!this.nodes.has(path)) return false;
      const below = [...this.nodes.keys()].filter((key) => key.startsWith(`${path}/`));
      if (below.length > 0 && options.recursive !== true) throw new AppError('ALREADY_EXISTS', `${path} is not empty.`);
      for (const key of [path, ...below]) this.nodes.delete(key);
      return true;
    });
  }

  seal(path: string): Promise<FileStat> {
    return this.stat(path);
  }

  async localPath(path: string): Promise<string | null> {
    await this.stat(path);
    return null;
  }

  async localPaths(): Promise<null> {
    return null;
  }

  async beside(): Promise<MemoryFileStore> {
    return (this.room ??= new MemoryFileStore({ rootUri: `${this.rootUri}.lakehouse`, now: this.now }));
  }

  async moveOut(from: string, to: string): Promise<void> {
    const room = await this.beside();
    return this.step('move', to, () => this.moveTo(room, from, to));
  }

  async moveIn(from: string, to: string): Promise<void> {
    const room = await this.beside();
    return this.step('move', to, () => room.moveTo(this, from, to));
  }

  staging(id: string): Promise<string> { return this.stagings.staging(id); }
  listStaging(): Promise<readonly { id: string; modifiedMs: number }[]> { return this.stagings.listStaging(); }
  removeStaging(id: string): Promise<boolean> { return this.stagings.removeStaging(id); }

  async adopt(local: string, path: string, options: MakeOptions = {}): Promise<FileStat> {
    const made = await this.create(path, await this.stagings.take(local), options);
    await this.stagings.drop(local);
    return made;
  }

  async close(): Promise<void> {
    await this.stagings.close();
  }

  private async step<T>(operation: MemoryOperation, path: string, work: () => T): Promise<T> {
    storePathNames(path);
    await this.fault(operation, 'before', path);
    const result = work();
    await this.fault(operation, 'after', path);
    return result;
  }

  private node(path: string): Node {
    const node = this.nodes.get(path);
    if (node === undefined) throw notFound('file', path);
    return node;
  }

  private bytes(path: string): Uint8Array {
    const { bytes } = this.node(path);
    if (bytes === null) throw invalidInput(`${path} is not a file.`);
    return bytes;
  }

  private fresh(bytes: Uint8Array | null): Node {
    this.lastId += 1;
    return { fileId: String(this.lastId), bytes, modifiedMs: this.now() };
  }

  private statOf(path: string): FileStat {
    const { bytes, fileId, modifiedMs } = this.node(path);
    return { path, kind: bytes === null ? 'folder' : 'file', size: bytes?.length ?? 0, modifiedMs, fileId };
  }

  private children(folder: string): string[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return [...this.nodes.keys()].filter((key) => key !== '/' && key.startsWith(prefix) && !key.slice(prefix.length).includes('/')).map((key) => key.slice(prefix.length));
  }

  private requireFree(path: string): void {
    if (this.nodes.has(path)) throw new AppError('ALREADY_EXISTS', `${path} is already there.`);
  }

  private requireFolder(path: string): void {
    if (this.node(path).bytes !== null) throw notFound('folder', path);
  }

  private rename(from: string, to: string): void {
    this.moveTo(this, from, to);
  }

  private moveTo(other: MemoryFileStore, from: string, to: string): void {
    if (from === '/' || to === '/') throw invalidInput('The root of the warehouse itself cannot be changed.');
    this.node(from);
    other.requireFree(to);
    other.requireFolder(parentPath(to));
    for (const key of [...this.nodes.keys()].filter((each) => each === from || each.startsWith(`${from}/`))) {
      other.nodes.set(to + key.slice(from.length), this.node(key));
      this.nodes.delete(key);
    }
  }
}

async function collect(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes.slice();
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

