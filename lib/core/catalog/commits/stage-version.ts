import { gzipSync } from 'node:zlib';
import { AppError, isAppError } from '@/lib/model/errors';
import { serializeTableMetadata, type TableMetadata } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import type { LoadedTable, TableLoader } from '../tables/load-table';
import { newVersionName } from '../tables/metadata-files';
import { attemptOf, type AttemptListener } from './attempt';
import type { Change } from './commit-table';
import { removeQuietly, writeHint } from './hint';
import { publishVersion, requireNoRival } from './publish-version';

const COMPRESSION = 'write.metadata.compression-codec';
const FILES_AT_ONCE = 8;

export interface StagedVersion {
  /** Gives the version its name, then moves the hint, which is a help and no truth. Answers the store path; throws as `publishVersion` does. */
  publish(): Promise<string>;
}

/**
 * Writes `metadata` as the version after `base` (null: the first) under a name that nobody reads, and beside it the files that the
 * change brings, all of them at once: what is published names only what is durable. When this fails nothing has happened, and
 * nothing of it is left.
 * Whether it is compressed is told by the base, not by what is written: all who build on one base then contend for one
 * name, and not one for v7.metadata.json while another takes v7.gz.metadata.json.
 */
export async function stageVersion(
  { store, loader, uuid }: { readonly store: FileStore; readonly loader: TableLoader; readonly uuid: () => string }, folder: string, base: Pick<LoadedTable, 'version' | 'metadata'> | null, metadata: TableMetadata,
  { change, listener }: { readonly change: Pick<Change, 'files' | 'updates'>; readonly listener?: AttemptListener | undefined },
): Promise<StagedVersion> {
  const gzip = base?.metadata.properties[COMPRESSION]?.toLowerCase() === 'gzip';
  const version = (base?.version ?? 0) + 1;
  const text = new TextEncoder().encode(serializeTableMetadata(metadata));
  const bytes = gzip ? gzipSync(text) : text;
  const temp = `${folder}/metadata/${uuid()}${gzip ? '.gz' : ''}.metadata.json`;
  const files = [...change.files, { path: temp, bytes }];
  const note = async (): Promise<void> => {
    try {
      await listener?.(attemptOf(version, `${folder}/metadata/${newVersionName(version, gzip)}`, bytes, metadata, change.updates));
    } catch (cause) {
      throw new AppError('UNAVAILABLE', 'What was about to be written could not be noted first, so nothing was written.', {}, { cause });
    }
  };
  // a table that was dropped meanwhile must not come back as an empty folder
  const written = mapBounded(files, FILES_AT_ONCE, (file) => store.create(file.path, file.bytes, { within: folder }));
  const [noted, made] = await Promise.allSettled([note(), written]);
  const failed = noted.status === 'rejected' ? noted : made.status === 'rejected' ? made : null;
  const stat = made.status === 'fulfilled' ? made.value.at(-1) : undefined;
  if (failed !== null || stat === undefined) {
    for (const { path } of files) await removeQuietly(store, path);
    throw failed?.reason;
  }
  const next = { metadata: `${folder}/metadata`, base: version - 1, bytes, gzip, updatedMs: metadata.lastUpdatedMs, temp, written: stat };
  return {
    async publish() {
      const published = await publishVersion(store, next);
      loader.remember(published, metadata);
      const [alone, hinted] = await Promise.allSettled([requireNoRival(store, next, published.path), writeHint(store, next.metadata, version)]);
      if (alone.status === 'rejected') throw alone.reason;
      // the version is there and readers probe for it: a hint that could not be written must not turn done into failed
      if (hinted.status === 'rejected' && !isAppError(hinted.reason)) throw hinted.reason;
      return published.path;
    },
  };
}
