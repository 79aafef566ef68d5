import { gzipSync } from 'node:zlib';
import { AppError, isAppError } from '@/lib/model/errors';
import { serializeTableMetadata, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import type { LoadedTable, TableLoader } from '../tables/load-table';
import { newVersionName } from '../tables/metadata-files';
import { attemptOf, type AttemptListener } from './attempt';
import { writeHint } from './hint';
import { publishVersion } from './publish-version';

const COMPRESSION = 'write.metadata.compression-codec';

/**
 * Publishes `metadata` as the version after `base` (null: the first), then moves the hint, which is a help and no truth.
 * Answers the store path. Whether it is compressed is told by the base, not by what is written: all who build on one
 * base then contend for one name, and not one for v7.metadata.json while another takes v7.gz.metadata.json.
 */
export async function writeVersion(
  { store, loader, uuid }: { readonly store: FileStore; readonly loader: TableLoader; readonly uuid: () => string }, folder: string, base: Pick<LoadedTable, 'version' | 'metadata'> | null, metadata: TableMetadata,
  told: { readonly updates: readonly TableUpdate[]; readonly listener?: AttemptListener },
): Promise<string> {
  const gzip = base?.metadata.properties[COMPRESSION]?.toLowerCase() === 'gzip';
  const version = (base?.version ?? 0) + 1;
  const text = new TextEncoder().encode(serializeTableMetadata(metadata));
  const bytes = gzip ? gzipSync(text) : text;
  try {
    await told.listener?.(attemptOf(version, `${folder}/metadata/${newVersionName(version, gzip)}`, bytes, metadata, told.updates));
  } catch (cause) {
    throw new AppError('UNAVAILABLE', 'What was about to be written could not be noted first, so nothing was written.', {}, { cause });
  }
  const published = await publishVersion(store, { metadata: `${folder}/metadata`, base: version - 1, bytes, gzip, updatedMs: metadata.lastUpdatedMs, uuid: uuid() });
  loader.remember(published, metadata);
  try {
    await writeHint(store, `${folder}/metadata`, version);
  } catch (error) {
    // the version is there and readers probe for it: a hint that could not be written must not turn done into failed
    if (!isAppError(error)) throw error;
  }
  return published.path;
}
