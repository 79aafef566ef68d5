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

/** The user of this machine whom a folder is given to. */
export interface LocalOwner { readonly uid: number; readonly gid: number }

/** `within`: a folder that must be there already; only what lies below it is made. NOT_FOUND when it is gone, so that nobody brings back what was dropped meanwhile. */
export interface MakeOptions { readonly within?: string }

export interface FileStore {
  /** what people and metadata call the root, for example `file:///srv/warehouse` or `hdfs://nn:8020/warehouse` */
  readonly rootUri: string;
  readonly capabilities: StoreCapabilities;
  stat(path: string, signal?: AbortSignal): Promise<FileStat>;
  exists(path: string, signal?: AbortSignal): Promise<boolean>;
  /** Children of a folder ordered by name, at most `limit` (default 1,000) a page. */
  list(path: string, options?: { after?: string | null; limit?: number; signal?: AbortSignal }): Promise<ListPage>;
  /** Names of all children of a folder, in no order, links and hidden ones included: much cheaper than `list`. */
  names(path: string): Promise<readonly string[]>;
  /** The whole file; refused with TOO_LARGE beyond `maxBytes` (default 256 MiB). */
  read(path: string, options?: { maxBytes?: number; signal?: AbortSignal }): Promise<Uint8Array>;
  /** Bytes [offset, offset+length), short at the end of the file. */
  readRange(path: string, offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
  readStream(path: string, options?: { offset?: number; length?: number; signal?: AbortSignal }): AsyncIterable<Uint8Array>;
  /** Writes a new file whole and durable; ALREADY_EXISTS when it is there; nothing is left of one that failed. */
  create(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, options?: MakeOptions & { signal?: AbortSignal; readOnly?: boolean }): Promise<FileStat>;
  /** Makes a file that an engine wrote by its localPath durable and read-only; it is then as if `create` had made it. */
  seal(path: string): Promise<FileStat>;
  /** Writes a file whole, replacing what is there in one step; after a power cut either of the two is there, whole. Only for hints, never for metadata or data. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a complete file its final name in one atomic step; ALREADY_EXISTS when the name is taken. Source and target lie in one folder tree. */
  publishNoReplace(from: string, to: string): Promise<void>;
  /** Moves a file or folder to a free name: ALREADY_EXISTS when it is taken. */
  move(from: string, to: string): Promise<void>;
  makeFolders(path: string, options?: MakeOptions): Promise<void>;
  /** Removes a file, or a folder with all in it when `recursive`; false when nothing was there. */
  remove(path: string, options?: { recursive?: boolean }): Promise<boolean>;
  /** The file's path on this machine's disk (checked to lie inside the root, links resolved), or null where the store is remote. */
  localPath(path: string): Promise<string | null>;
  /** The same for many files, much cheaper than one by one; null in place of a file that is not there. */
  localPaths(paths: readonly string[]): Promise<readonly (string | null)[] | null>;
  /**
   * The room beside the root, on the same file system and never inside it, where the trash lies: a store of its own, made
   * on first use. UNAVAILABLE with the reason where there can be none; everything else works without it.
   */
  beside(): Promise<FileStore>;
  /** Moves a file or folder of this store, in one step, to a free path of the room beside it, whose folder is there. ALREADY_EXISTS, NOT_FOUND. */
  moveOut(from: string, to: string): Promise<void>;
  /** The way back, to a free path of this store whose folder is there. Who was killed while a file moved finishes it by asking again. */
  moveIn(from: string, to: string): Promise<void>;
  /**
   * A folder on this machine's disk for files that are not a table's yet, made when it is not there; `owner` is who may
   * write it. `id` is a plain name. It lies on the store's file system where that can be.
   */
  staging(id: string, owner?: LocalOwner | null): Promise<string>;
  /** Ids of the folders that `staging` made and nobody removed, with the time of their last change. */
  listStaging(): Promise<readonly { readonly id: string; readonly modifiedMs: number }[]>;
  /** Removes such a folder with all in it; false when it was not there. */
  removeStaging(id: string): Promise<boolean>;
  /**
   * Takes a file out of a staging folder (by its local path) and gives it its name in the store: durable, ours, read
   * only, as if `create` had made it. INVALID_INPUT for what is no plain file of a staging folder.
   */
  adopt(local: string, path: string, options?: MakeOptions): Promise<FileStat>;
  close(): Promise<void>;
}
