import { isAppError } from '@/lib/model/errors';
import type { TableMetadata } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { countProperty, flagProperty } from '../changes/table-properties';
import { parentPath } from '../names';
import { nameOf } from '../tables/list-all';
import type { LoadedTable } from '../tables/load-table';
import { checksumName, parseMetadataFileName } from '../tables/metadata-files';
import { removeQuietly } from './hint';

const PREVIOUS_VERSIONS = 'write.metadata.previous-versions-max';
const PREVIOUS_VERSIONS_DEFAULT = 100;
const DELETE_AFTER_COMMIT = 'write.metadata.delete-after-commit.enabled';

/** `updated` with the base in its log of earlier metadata files, which is as long as the table's property says. */
export function withLog(updated: TableMetadata, base: LoadedTable): TableMetadata {
  const log = [...base.metadata.metadataLog, { timestampMs: base.metadata.lastUpdatedMs, metadataFile: base.metadataUri }];
  return { ...updated, metadataLog: log.slice(-countProperty(updated, PREVIOUS_VERSIONS, PREVIOUS_VERSIONS_DEFAULT)) };
}

/**
 * After a commit: removes the metadata files that have left the log, where the table asks for that. Only files of the
 * table's own metadata folder that are called like a version go; that one stays does no harm.
 */
export async function trimVersions(store: FileStore, base: LoadedTable, metadata: TableMetadata, metadataPath: string): Promise<void> {
  if (!flagProperty(metadata, DELETE_AFTER_COMMIT, false)) return;
  const kept = new Set([metadataPath, ...metadata.metadataLog.map(({ metadataFile }) => storePath(base, metadataFile))]);
  for (const { metadataFile } of [...base.metadata.metadataLog, { metadataFile: base.metadataUri }]) {
    const path = storePath(base, metadataFile);
    if (path === null || kept.has(path) || parentPath(path) !== `${base.folder}/metadata` || parseMetadataFileName(nameOf(path)) === null) continue;
    await removeQuietly(store, path);
    await removeQuietly(store, `${base.folder}/metadata/${checksumName(nameOf(path))}`);
  }
}

function storePath(base: LoadedTable, uri: string): string | null {
  try {
    return base.location.resolve(uri);
  } catch (error) {
    // a log may name what lies outside the warehouse; that is nobody's of ours
    if (isAppError(error)) return null;
    throw error;
  }
}
