import { hasCode } from '@/lib/model/errors';
import type { JsonValue, ManifestFile, Snapshot, TableMetadata } from '@/lib/model/iceberg';
import { mapBounded } from '../bounded';
import { PLAIN } from '../changes/wanted';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';

const AT_ONCE = 8;
export type FileKind = 'data' | 'deletes' | 'manifest' | 'manifest-list' | 'statistics';
/** A file that metadata names, as it is spelled there; bytes as metadata says. */
export interface NamedFile { readonly recorded: string; readonly kind: FileKind; readonly bytes: number; readonly rows: number }

/** Manifests that some snapshots reach, each once, by store path. `broken: 'skip'` passes over snapshots whose list is gone. */
export async function manifestsOf(reader: ManifestReader, loaded: LoadedTable, snapshots: readonly Snapshot[], broken: 'throw' | 'skip' = 'throw'): Promise<ReadonlyMap<string, ManifestFile>> {
  const found = new Map<string, ManifestFile>();
  await mapBounded(snapshots, AT_ONCE, async (snapshot) => {
    try {
      for (const manifest of await reader.manifests(loaded, snapshot)) found.set(loaded.location.resolve(manifest.path), manifest);
    } catch (error) {
      if (broken === 'throw' || !hasCode(error, 'BROKEN_TABLE')) throw error;
    }
  });
  return found;
}

/** Data and delete files of manifests. `live`: without those that a manifest says were deleted. `broken: 'skip'` passes over manifests that are gone. */
export async function filesIn(reader: ManifestReader, loaded: LoadedTable, manifests: Iterable<ManifestFile>, only: 'live' | 'all', on: (file: NamedFile) => void, signal?: AbortSignal, broken: 'throw' | 'skip' = 'throw'): Promise<void> {
  await mapBounded([...manifests], AT_ONCE, async (manifest) => {
    signal?.throwIfAborted();
    const entries = await reader.entriesOf(loaded, manifest, PLAIN).catch((error: unknown) => {
      if (broken === 'throw' || !hasCode(error, 'BROKEN_TABLE')) throw error;
      return [];
    });
    for (const { status, file } of entries) {
      if (only === 'live' && status === 'deleted') continue;
      on({ recorded: file.path, kind: file.content === 'data' ? 'data' : 'deletes', bytes: file.fileSizeInBytes, rows: file.recordCount });
    }
  });
}

/** Statistics files of some snapshots, or of all. */
export function statisticsOf({ statistics, partitionStatistics }: TableMetadata, of: ReadonlySet<bigint> | null): readonly NamedFile[] {
  return [...statistics, ...partitionStatistics].flatMap((entry): NamedFile[] => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { 'snapshot-id': id, 'statistics-path': path, 'file-size-in-bytes': size } = entry as { readonly [key: string]: JsonValue };
    const isOf = of === null || ((typeof id === 'number' || typeof id === 'bigint') && of.has(BigInt(id)));
    return isOf && typeof path === 'string' ? [{ recorded: path, kind: 'statistics', bytes: typeof size === 'number' ? size : 0, rows: 0 }] : [];
  });
}

export const listsOf = (snapshots: readonly Snapshot[]): readonly string[] => snapshots.flatMap(({ manifestList }) => (manifestList === null ? [] : [manifestList]));
