import type { ManifestFile, Snapshot } from '@/lib/model/iceberg';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import { filesIn, listsOf, manifestsOf, statisticsOf, type FileKind, type NamedFile } from './named-files';
import type { NamedElsewhere } from './other-tables';

/** A file that nothing reaches any more once some snapshots are gone. */
export interface DeadFile {
  readonly path: string;
  readonly kind: FileKind;
  /** as metadata says; 0 where it says nothing */
  readonly bytes: number;
  readonly rows: number;
}

/**
 * Files that only `gone` reaches: not the snapshots that `after` still has, nor another table. Found by reading the
 * manifests of both, compared by where they lie, however they are spelled. What lies outside the table's folder is
 * never the table's to remove.
 */
export async function deadFiles(reader: ManifestReader, before: LoadedTable, gone: readonly Snapshot[], after: LoadedTable, isNamedElsewhere: NamedElsewhere, signal?: AbortSignal): Promise<readonly DeadFile[]> {
  if (gone.length === 0) return [];
  const ids = new Set(gone.map(({ snapshotId }) => snapshotId));
  const stay = after.metadata.snapshots.filter(({ snapshotId }) => !ids.has(snapshotId));
  const kept = await manifestsOf(reader, after, stay);
  // a snapshot that cannot be read any more frees nothing, and need not stay for it
  const lost = [...(await manifestsOf(reader, before, gone, 'skip'))].filter(([path]) => !kept.has(path));
  const dead = new Map<string, DeadFile>();
  const add = ({ recorded, kind, bytes, rows }: NamedFile): void => {
    const path = before.location.resolve(recorded);
    if (path.startsWith(`${before.folder}/`) && !isNamedElsewhere(path)) dead.set(path, { path, kind, bytes, rows });
  };
  for (const recorded of listsOf(gone)) add({ recorded, kind: 'manifest-list', bytes: 0, rows: 0 });
  for (const file of statisticsOf(before.metadata, ids)) add(file);
  for (const [, { path, length }] of lost) add({ recorded: path, kind: 'manifest', bytes: length, rows: 0 });
  // nor does a manifest: another expiry that took it away takes what it names as well
  await filesIn(reader, before, lost.map(([, manifest]) => manifest), 'live', add, signal, 'skip');
  const remain = (recorded: string): void => { dead.delete(after.location.resolve(recorded)); };
  for (const recorded of listsOf(stay)) remain(recorded);
  for (const { recorded } of statisticsOf(after.metadata, new Set(stay.map(({ snapshotId }) => snapshotId)))) remain(recorded);
  for (const path of kept.keys()) dead.delete(path);
  await filesIn(reader, after, manifestsThatMatter(kept, dead), 'live', ({ recorded }) => remain(recorded), signal);
  return [...dead.values()];
}

/** None need be read when no data or delete file is at stake. */
const manifestsThatMatter = (kept: ReadonlyMap<string, ManifestFile>, dead: ReadonlyMap<string, DeadFile>): Iterable<ManifestFile> =>
  [...dead.values()].some(({ kind }) => kind === 'data' || kind === 'deletes') ? kept.values() : [];
