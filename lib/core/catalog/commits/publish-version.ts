import { AppError, conflict, hasCode, isAppError } from '@/lib/model/errors';
import { parseTableMetadata } from '@/lib/model/iceberg';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { nameOf } from '../tables/list-all';
import { decodeMetadata } from '../tables/load-table';
import { checksumName, newestMetadataFile, newVersionName, parseMetadataFileName, versionNames } from '../tables/metadata-files';
import { removeQuietly } from './hint';

export interface NewVersion {
  /** store path of the table's metadata folder */
  readonly metadata: string;
  /** version that the change was built on; 0 for a new table */
  readonly base: number;
  readonly bytes: Uint8Array;
  readonly gzip: boolean;
  /** last-updated-ms in `bytes`: by it a later version's log tells ours from another of the same name */
  readonly updatedMs: number;
  /** store path under which `bytes` lie already, and what the store said of it */
  readonly temp: string;
  readonly written: FileStat;
}

/**
 * Gives the next version its name: the one step by which every change becomes visible, or does not.
 * Resolves with the new file as it lies there. Throws CONFLICT when somebody else was first (nothing of ours is
 * left), COMMIT_STATE_UNKNOWN when nobody can tell (everything is left as it is), or the store's failure when surely
 * nothing has happened.
 */
export async function publishVersion(store: FileStore, next: NewVersion): Promise<FileStat> {
  const { temp, written } = next;
  const target = `${next.metadata}/${newVersionName(next.base + 1, next.gzip)}`;
  try {
    await requireNewest(store, next);
  } catch (error) {
    await removeQuietly(store, temp);
    throw error;
  }
  try {
    await store.publishNoReplace(temp, target);
  } catch (error) {
    await settle(store, next, target, error);
  }
  return { ...written, path: target };
}

/**
 * A writer that slept on an old base would find the next name free again once that version was trimmed away, and a
 * version may hide under its compressed name: so the folder itself must show our base as the newest. A checksum that
 * Hadoop left of a version that is gone would make Java refuse ours.
 */
async function requireNewest(store: FileStore, next: NewVersion): Promise<void> {
  const names = await store.names(next.metadata);
  const newest = newestMetadataFile(names.filter((name) => parseMetadataFileName(name)?.kind === 'hadoop'));
  if ((newest?.version ?? 0) !== next.base) throw overtaken();
  const stale = checksumName(newVersionName(next.base + 1, next.gzip));
  if (names.includes(stale)) await removeQuietly(store, `${next.metadata}/${stale}`);
}

/** The publish failed, or its answer did: what lies at the target decides, also when the name is said to be taken, since a store may have asked twice by itself. */
async function settle(store: FileStore, next: NewVersion, target: string, failure: unknown): Promise<void> {
  const { temp, written } = next;
  const there = await lookAt(store, target, failure);
  if (there === null) {
    // taken, and trimmed away by those who went on from it: ours never had the name as long as it has its first
    if (hasCode(failure, 'ALREADY_EXISTS') && (await lookAt(store, temp, failure)) !== null) {
      await removeQuietly(store, temp);
      throw overtaken();
    }
    // the folder went to the trash, or to nowhere, before anything had the name
    if (hasCode(failure, 'NOT_FOUND') && isAppError(failure) && failure.outcome === 'none' && (await lookAt(store, next.metadata, failure)) === null) throw overtaken();
    if (isAppError(failure) && failure.outcome === 'none' && (await lookAt(store, temp, failure)) !== null) {
      await removeQuietly(store, temp);
      throw failure;
    }
    throw unknown(failure);
  }
  const isOurs = there.fileId !== null && written.fileId !== null ? there.fileId === written.fileId : await hasBytes(store, target, next.bytes, failure);
  if (isOurs) return;
  await removeQuietly(store, temp);
  throw overtaken();
}

/**
 * A foreign writer may have published the same version under another name at the same moment, or, while we slept between
 * looking and publishing, gone on from it and trimmed it away: then ours, which lies at `target`, may be shadowed. A later version
 * that was built on ours names it in its log. COMMIT_STATE_UNKNOWN then, and whatever fails here: the version is there, so nobody
 * may be told that nothing happened.
 */
export async function requireNoRival(store: FileStore, next: NewVersion, target: string): Promise<void> {
  try {
    await lookForRivals(store, next, target);
  } catch (error) {
    throw hasCode(error, 'COMMIT_STATE_UNKNOWN') ? error : unknown(error);
  }
}

async function lookForRivals(store: FileStore, next: NewVersion, target: string): Promise<void> {
  const present = async (version: number) => {
    const paths = versionNames(version).map((name) => `${next.metadata}/${name}`).filter((path) => path !== target);
    const found = await Promise.all(paths.map((path) => store.exists(path)));
    return paths.filter((_, index) => found[index]);
  };
  for (const rival of await present(next.base + 1)) throw unknown(conflict(`${nameOf(rival)} was written at the same moment by another writer.`));
  // only now: one that hid behind the name that was looked at and was trimmed away since is named by what came after it
  for (const later of await present(next.base + 2)) {
    const { metadataLog } = parseTableMetadata(decodeMetadata(await store.read(later), later), later);
    if (!metadataLog.some(({ metadataFile, timestampMs }) => nameOf(metadataFile) === nameOf(target) && timestampMs === next.updatedMs)) throw unknown(conflict(`${nameOf(later)} was there before the version that it should follow.`));
  }
}

async function lookAt(store: FileStore, path: string, failure: unknown): Promise<FileStat | null> {
  try {
    return await store.stat(path);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw unknown(failure);
  }
}

async function hasBytes(store: FileStore, path: string, bytes: Uint8Array, failure: unknown): Promise<boolean> {
  try {
    return Buffer.compare(await store.read(path), bytes) === 0;
  } catch {
    throw unknown(failure);
  }
}

const overtaken = (): AppError => conflict('The table was changed meanwhile. Load it again and repeat.');
const unknown = (cause: unknown): AppError =>
  new AppError('COMMIT_STATE_UNKNOWN', 'Nobody can tell yet whether this change was written. Look at the newest snapshot of the table before you repeat it.', {}, { cause, outcome: 'unknown' });
