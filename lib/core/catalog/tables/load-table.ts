import { gunzipSync } from 'node:zlib';
import { brokenTable, hasCode, notFound, unsupported } from '@/lib/model/errors';
import { parseTableMetadata } from '@/lib/model/iceberg';
import type { TableMetadata } from '@/lib/model/iceberg/types';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { tableFolder, tableText, type TableName } from '../names';
import { WeightedLru } from '../weighted-lru';
import { findNewest, type FoundMetadata } from './find-newest';
import { pathInStore, TableLocation } from './locations';
import { isTableFolder } from './table-folders';

export interface LoadedTable {
  readonly table: TableName;
  readonly metadata: TableMetadata;
  /** number in the metadata file's name */
  readonly version: number;
  /** store path of the metadata file */
  readonly metadataPath: string;
  /** the same as engines call it */
  readonly metadataUri: string;
  /** store path of the table's folder */
  readonly folder: string;
  /** the folder as engines call it: where it lies, not what metadata says */
  readonly uri: string;
  /** metadata names another place: the folder was copied from there, and is read only here */
  readonly adopted: { readonly from: string } | null;
  /** why nothing may be written; null when it may */
  readonly readOnly: string | null;
  readonly location: TableLocation;
}

const METADATA_BYTES_MAX = 512 * 1024 * 1024;
const LOOKS = 2;
const CACHE_BYTES_MAX = 64 * 1024 * 1024;

/** Parsed metadata takes some four times the bytes of its text. */
const WEIGHT = 4;
const keyOf = ({ path, size, modifiedMs, fileId }: FileStat): string => `${path}|${size}|${modifiedMs}|${fileId}`;

/** Loads tables, and keeps parsed metadata files, which never change, by path, size and time. */
export class TableLoader {
  private readonly parsed = new WeightedLru<TableMetadata>(CACHE_BYTES_MAX);
  /** asked for by several at once, a file is read and parsed once: the requests of a page come together */
  private readonly underWay = new Map<string, Promise<TableMetadata>>();
  constructor(private readonly store: FileStore) {}

  /** The newest state on disk. NOT_FOUND; BROKEN_TABLE with the file that is missing or corrupt; UNSUPPORTED. */
  async load(table: TableName): Promise<LoadedTable> {
    const loaded = await this.loadOrNull(table);
    if (loaded === null) throw notFound('table', tableText(table));
    return loaded;
  }

  async loadOrNull(table: TableName): Promise<LoadedTable | null> {
    const folder = tableFolder(table);
    if (folder === null) return null;
    const newest = await this.newest(folder);
    if (newest === null) return null;
    const { found, metadata } = newest;
    const recorded = pathInStore(this.store.rootUri, metadata.location);
    const isElsewhere = recorded !== null && recorded !== folder && (await isTableFolder(this.store, recorded));
    const location = new TableLocation(folder, this.store.rootUri, metadata.location, isElsewhere);
    return {
      table, metadata, version: found.version, folder, location,
      metadataPath: found.stat.path, metadataUri: this.store.rootUri + found.stat.path, uri: this.store.rootUri + folder,
      adopted: location.adoptedFrom === null ? null : { from: location.adoptedFrom },
      readOnly: readOnlyReason(this.store, found, location),
    };
  }

  /** Null when there is no table. What was found may be trimmed away, or the table dropped, before it is read: then it is looked for anew. */
  private async newest(folder: string): Promise<{ readonly found: FoundMetadata; readonly metadata: TableMetadata } | null> {
    for (let look = 1; ; look += 1) {
      try {
        const found = await findNewest(this.store, folder);
        if (found !== null) return { found, metadata: await this.read(found) };
        if (!(await isTableFolder(this.store, folder))) return null;
        throw brokenTable('The table has no metadata file: v1.metadata.json and all that followed it are missing.', `${folder}/metadata/version-hint.text`);
      } catch (error) {
        if (!hasCode(error, 'BROKEN_TABLE')) throw error;
        if (!(await isTableFolder(this.store, folder))) return null;
        if (look === LOOKS) throw error;
      }
    }
  }

  /** One version by the store path of its file. NOT_FOUND when it was trimmed away. */
  async readVersion(path: string): Promise<TableMetadata> {
    return this.read({ stat: await this.store.stat(path) });
  }

  private async read(found: Pick<FoundMetadata, 'stat'>): Promise<TableMetadata> {
    const { path } = found.stat;
    const key = keyOf(found.stat);
    const known = this.parsed.get(key) ?? this.underWay.get(key);
    if (known !== undefined) return known;
    const reading = this.readBytes(path).then((bytes) => {
      const metadata = parseTableMetadata(decodeMetadata(bytes, path), path);
      this.parsed.set(key, metadata, bytes.length * WEIGHT);
      return metadata;
    }).finally(() => this.underWay.delete(key));
    this.underWay.set(key, reading);
    return reading;
  }

  /** What this console has just written need not be read again for the next commit. */
  remember(stat: FileStat, metadata: TableMetadata): void {
    this.parsed.set(keyOf(stat), metadata, stat.size * WEIGHT);
  }

  private async readBytes(path: string): Promise<Uint8Array> {
    try {
      return await this.store.read(path, { maxBytes: METADATA_BYTES_MAX });
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) throw brokenTable(`The table's metadata file ${path} is missing.`, path, error);
      throw error;
    }
  }
}

/** Text of a metadata file. Whether it is compressed is told by its first bytes: names of old writers do not always say. */
export function decodeMetadata(bytes: Uint8Array, path: string): string {
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: METADATA_BYTES_MAX }) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (error) {
    throw brokenTable(`The table's metadata file ${path} cannot be decoded.`, path, error);
  }
}

function readOnlyReason(store: FileStore, found: FoundMetadata, location: TableLocation): string | null {
  if (location.adoptedFrom !== null) return `This table was copied from ${location.adoptedFrom}: its metadata still names that place, so it can only be read here.`;
  if (found.kind === 'foreign') return 'Another catalog keeps this table: only that catalog may add the next metadata file, so it can only be read here.';
  if (!store.capabilities.publishNoReplace) return 'This warehouse cannot give a file its name in one step that fails when the name is taken, so nothing is written to it.';
  return null;
}

/** Throws UNSUPPORTED with the reason when the table can only be read. */
export function requireWritable(loaded: LoadedTable): void {
  if (loaded.readOnly !== null) throw unsupported(loaded.readOnly);
}
