import { hasCode } from '@/lib/model/errors';
import type { TableMetadata } from '@/lib/model/iceberg';
import { nameOf } from './list-all';
import type { LoadedTable, TableLoader } from './load-table';
import { parseMetadataFileName, versionNames } from './metadata-files';

/** An earlier version of a table's metadata: of the log where it names it, else by its usual name. Null when it is gone. */
export async function earlierMetadata(loader: TableLoader, loaded: LoadedTable, version: number): Promise<TableMetadata | null> {
  const logged = loaded.metadata.metadataLog.filter(({ metadataFile }) => parseMetadataFileName(nameOf(metadataFile))?.version === version).map(({ metadataFile }) => nameOf(metadataFile));
  for (const name of new Set([...logged, ...versionNames(version)])) {
    try {
      return await loader.readVersion(`${loaded.folder}/metadata/${name}`);
    } catch (error) {
      if (!hasCode(error, 'NOT_FOUND')) throw error;
    }
  }
  return null;
}
