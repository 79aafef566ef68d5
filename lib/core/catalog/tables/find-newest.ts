import { brokenTable, hasCode } from '@/lib/model/errors';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { listAll, nameOf } from './list-all';
import { HINT, newestMetadataFile, parseHint, parseMetadataFileName, versionNames, type MetadataFileName } from './metadata-files';

export interface FoundMetadata extends MetadataFileName {
  readonly stat: FileStat;
}

const HINT_BYTES_MAX = 4_096;

/**
 * The newest metadata file of a table by the protocol of Hadoop catalogs: the hint is only where to begin, since a
 * writer may die before it writes it. From the hinted version the next one is looked for until there is none. A hint
 * that is missing, unreadable or behind what was trimmed away leads to a listing. Null when there is no metadata file
 * at all; BROKEN_TABLE when the hint names a version that is gone and nothing newer is there.
 */
export async function findNewest(store: FileStore, folder: string): Promise<FoundMetadata | null> {
  const metadata = `${folder}/metadata`;
  const hint = await readHint(store, metadata);
  if (typeof hint === 'number') {
    let newest = await findVersion(store, metadata, hint);
    for (let next = newest; next !== null;) {
      newest = next;
      next = await findVersion(store, metadata, next.version + 1);
    }
    if (newest !== null) return newest;
  }
  if (typeof hint === 'string') {
    const named = await statOrNull(store, `${metadata}/${hint}`);
    const parsed = parseMetadataFileName(hint);
    if (named !== null && parsed !== null) return { ...parsed, stat: named };
  }
  const entries = await listOrEmpty(store, metadata);
  const files = entries.filter((entry) => entry.kind === 'file');
  const newest = newestMetadataFile(files.map((file) => nameOf(file.path)));
  if (newest === null) {
    if (hint === null) return null;
    const missing = `${metadata}/${typeof hint === 'number' ? `v${hint}.metadata.json` : hint}`;
    throw brokenTable(`The table's metadata file ${missing} is missing.`, missing);
  }
  if (typeof hint === 'number' && newest.kind === 'hadoop' && newest.version < hint) {
    const missing = `${metadata}/v${hint}.metadata.json`;
    throw brokenTable(`The table's newest metadata file ${missing} is missing.`, missing);
  }
  const stat = files.find((file) => nameOf(file.path) === newest.name);
  if (stat === undefined) throw brokenTable(`The table's metadata file ${newest.name} is missing.`, `${metadata}/${newest.name}`);
  return { ...newest, stat };
}

/** The hint's content, null when there is none or none of use. */
export async function readHint(store: FileStore, metadata: string): Promise<number | string | null> {
  try {
    return parseHint(new TextDecoder().decode(await store.read(`${metadata}/${HINT}`, { maxBytes: HINT_BYTES_MAX })));
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND', 'TOO_LARGE', 'INVALID_INPUT')) return null;
    throw error;
  }
}

async function findVersion(store: FileStore, metadata: string, version: number): Promise<FoundMetadata | null> {
  const names = versionNames(version);
  const stats = await Promise.all(names.map((name) => statOrNull(store, `${metadata}/${name}`)));
  for (const [index, name] of names.entries()) {
    const [stat, parsed] = [stats[index], parseMetadataFileName(name)];
    if (stat && parsed !== null) return { ...parsed, stat };
  }
  return null;
}

async function statOrNull(store: FileStore, path: string): Promise<FileStat | null> {
  try {
    return await store.stat(path);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

async function listOrEmpty(store: FileStore, folder: string): Promise<readonly FileStat[]> {
  try {
    return await listAll(store, folder);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND', 'INVALID_INPUT')) return [];
    throw error;
  }
}
