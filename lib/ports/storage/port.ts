/**
 * Files of the lakehouse. Paths are absolute within the store, `/`-separated, normalised, without scheme or
 * authority (`/shop/orders/metadata/v1.metadata.json`); the store is rooted at one folder and nothing outside it can
 * be named, through symbolic links either. Failures are AppErrors: NOT_FOUND, ALREADY_EXISTS, STORAGE_FULL,
 * UNAVAILABLE, INVALID_INPUT (a path that leaves the root).
 */
export interface FileStat {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** bytes; 0 for a folder */
  readonly size: number;
  readonly modifiedMs: number;
  /** identity that survives a rename (inode, HDFS fileId), for telling whether our own publish won */
  readonly fileId: string | null;
}

export interface ListPage {
  readonly entries: readonly FileStat[];
  /** pass as `after` to go on; null at the end */
  readonly next: string | null;
}

export interface StoreCapabilities {
  /** publishNoReplace is one atomic step that fails when the target exists; without it nothing may be written */
  readonly publishNoReplace: boolean;
  /** data survives a power cut once create/publish has resolved */
  readonly durable: boolean;
  /** localPath() answers, so that an engine on this machine reads the file directly */
  readonly local: boolean;
}

export interface FileStore {
  /** what people and metadata call the root, for example `file:///srv/warehouse` or `hdfs://nn:8020/warehouse` */
  readonly rootUri: string;
  readonly capabilities: StoreCapabilities;
  stat(path: string, signal?: AbortSignal): Promise<FileStat>;
  exists(path: string, signal?: AbortSignal): Promise<boolean>;
  /** Children of a folder ordered by name, at most `limit` (default 1,000) a page. */
  list(path: string, options?: { after?: string | null; limit?: number; signal?: AbortSignal }): Promise<ListPage>;
  /** The whole file; refused with TOO_LARGE beyond `maxBytes` (default 256 MiB). */
  read(path: string, options?: { maxBytes?: number; signal?: AbortSignal }): Promise<Uint8Array>;
  /** Bytes [offset, offset+length), short at the end of the file. */
  readRange(path: string, offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
  readStream(path: string, options?: { offset?: number; length?: number; signal?: AbortSignal }): AsyncIterable<Uint8Array>;
  /** Writes a new file whole and durable; ALREADY_EXISTS when it is there; nothing is left of one that failed. */
  create(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, options?: { signal?: AbortSignal; readOnly?: boolean }): Promise<FileStat>;
  /** Makes a file that an engine wrote by its localPath durable and read-only; it is then as if `create` had made it. */
  seal(path: string): Promise<FileStat>;
  /** Writes a file whole, replacing what is there in one step. Only for hints, never for metadata or data. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a complete file its final name in one atomic step; ALREADY_EXISTS when the name is taken. Source and target lie in one folder tree. */
  publishNoReplace(from: string, to: string): Promise<void>;
  /** Moves a file or folder to a free name: ALREADY_EXISTS when it is taken. */
  move(from: string, to: string): Promise<void>;
  makeFolders(path: string): Promise<void>;
  /** Removes a file, or a folder with all in it when `recursive`; false when nothing was there. */
  remove(path: string, options?: { recursive?: boolean }): Promise<boolean>;
  /** The file's path on this machine's disk (checked to lie inside the root, links resolved), or null where the store is remote. */
  localPath(path: string): Promise<string | null>;
  /** The same for many files, much cheaper than one by one; null in place of a file that is not there. */
  localPaths(paths: readonly string[]): Promise<readonly (string | null)[] | null>;
  close(): Promise<void>;
}
