import { hasCode } from '@/lib/model/errors';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import type { ManifestReader } from '../scans/read-manifests';
import { listAll, nameOf } from '../tables/list-all';
import type { LoadedTable } from '../tables/load-table';
import { HINT, isTempName, parseMetadataFileName } from '../tables/metadata-files';
import { isTableFolder } from '../tables/table-folders';
import { filesIn, listsOf, manifestsOf, statisticsOf } from './named-files';
import type { NamedElsewhere } from './other-tables';
import { requireCollectable } from './snapshots-to-expire';

export interface OrphanRequest {
  /** epoch milliseconds: younger files may belong to a write that is not committed yet, and are left alone */
  readonly olderThanMs: number;
  readonly signal?: AbortSignal;
}
export interface Orphans {
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly modifiedMs: number }[];
  readonly bytes: number;
  /** files that were looked at, and how many nobody names but are too young */
  readonly looked: number;
  readonly tooYoung: number;
}

/**
 * Files in the table's folder that nothing names: no snapshot that its metadata still has, no other table, by any
 * spelling. Versions of the metadata and the hint are never orphans; nor is what begins with a dot or underscore, which
 * belongs to somebody else, unless it is a half-written file or a checksum of one that is gone. A folder that is a table
 * of its own is left alone. UNSUPPORTED with gc.enabled = false.
 */
export async function findOrphans(store: FileStore, reader: ManifestReader, loaded: LoadedTable, isNamedElsewhere: NamedElsewhere, request: OrphanRequest): Promise<Orphans> {
  requireCollectable(loaded.metadata);
  const named = await namedPaths(reader, loaded, request.signal);
  const files: { path: string; bytes: number; modifiedMs: number }[] = [];
  const tally = { looked: 0, tooYoung: 0 };
  const visit = async (folder: string): Promise<void> => {
    request.signal?.throwIfAborted();
    const entries = await listOrNone(store, folder);
    if (folder !== loaded.folder && entries.some(({ kind, path }) => kind === 'folder' && nameOf(path) === 'metadata') && (await isTableFolder(store, folder))) return;
    const isNamed = (path: string): boolean => named.has(path) || isNamedElsewhere(path);
    const orphaned = new Set<string>();
    const there = new Set(entries.map(({ path }) => nameOf(path)));
    for (const entry of entries.filter(({ kind }) => kind === 'file').sort(checksumsLast)) {
      tally.looked += 1;
      if (!isOrphan(entry, isNamed, there, orphaned, folder === `${loaded.folder}/metadata`)) continue;
      if (entry.modifiedMs >= request.olderThanMs) { tally.tooYoung += 1; continue; }
      orphaned.add(nameOf(entry.path));
      files.push({ path: entry.path, bytes: entry.size, modifiedMs: entry.modifiedMs });
    }
    for (const { kind, path } of entries) if (kind === 'folder' && !isHidden(nameOf(path))) await visit(path);
  };
  await visit(loaded.folder);
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), ...tally };
}

/** Store paths of everything that the table's metadata names, also what a snapshot says that it deleted. */
export async function namedPaths(reader: ManifestReader, loaded: LoadedTable, signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const { metadata, location } = loaded;
  const named = new Set<string>();
  const add = (recorded: string): void => { named.add(location.resolve(recorded)); };
  for (const recorded of listsOf(metadata.snapshots)) add(recorded);
  for (const { recorded } of statisticsOf(metadata, null)) add(recorded);
  const manifests = await manifestsOf(reader, loaded, metadata.snapshots);
  for (const path of manifests.keys()) named.add(path);
  await filesIn(reader, loaded, manifests.values(), 'all', ({ recorded }) => add(recorded), signal);
  return named;
}

const isHidden = (name: string): boolean => name.startsWith('.') || name.startsWith('_');
/** Hadoop's local file system keeps `.name.crc` beside a file. */
const checksumOf = (name: string): string | null => /^\.(.+)\.crc$/.exec(name)?.[1] ?? null;
const checksumsLast = (a: FileStat, b: FileStat): number => Number(checksumOf(nameOf(a.path)) !== null) - Number(checksumOf(nameOf(b.path)) !== null);

function isOrphan({ path }: FileStat, isNamed: (path: string) => boolean, there: ReadonlySet<string>, orphaned: ReadonlySet<string>, isMetadata: boolean): boolean {
  const name = nameOf(path);
  if (isNamed(path)) return false;
  const checked = checksumOf(name);
  if (checked !== null) return !there.has(checked) || orphaned.has(checked);
  if (isTempName(name)) return true;
  if (isHidden(name)) return false;
  return !isMetadata || (name !== HINT && parseMetadataFileName(name) === null);
}

async function listOrNone(store: FileStore, folder: string): Promise<readonly FileStat[]> {
  try {
    return await listAll(store, folder);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return [];
    throw error;
  }
}
