import { isAppError } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { readHint } from '../tables/find-newest';
import { checksumName, HINT, versionNames } from '../tables/metadata-files';

/**
 * Writes the version into the hint, never backwards. Two writers may do so at once: whoever writes last looks for
 * newer versions afterwards, so that the hint ends at the newest.
 */
export async function writeHint(store: FileStore, metadata: string, version: number): Promise<void> {
  const known = await readHint(store, metadata);
  if (typeof known === 'number' && known >= version) return;
  const checksum = `${metadata}/${checksumName(HINT)}`;
  for (let newest = version; ;) {
    // Hadoop's local file system checks the hint against its checksum file: a stale one would make it unreadable.
    if (await store.exists(checksum)) await store.remove(checksum);
    await store.replace(`${metadata}/${HINT}`, new TextEncoder().encode(String(newest)));
    const before = newest;
    while (await hasVersion(store, metadata, newest + 1)) newest += 1;
    if (newest === before) return;
  }
}

export async function hasVersion(store: FileStore, metadata: string, version: number): Promise<boolean> {
  return (await Promise.all(versionNames(version).map((name) => store.exists(`${metadata}/${name}`)))).includes(true);
}

/** Removes a file that is of no use any more; that it stays does no harm, so a failure is not the caller's. */
export async function removeQuietly(store: FileStore, path: string): Promise<boolean> {
  try {
    return await store.remove(path);
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
