import { notFound } from '@/lib/model/errors';
import { currentSchema, schemaById, snapshotById, type ContentFile, type ManifestFile, type PrimitiveValue, type Schema, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { mapBounded } from '../bounded';
import { partitionName } from '../changes/summary';
import { PLAIN } from '../changes/wanted';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';

/** Counts of some files. Rows are those in data files; what deletes take away from them is counted by itself. */
export interface FileTotals {
  readonly dataFiles: number;
  readonly deleteFiles: number;
  readonly rows: number;
  readonly bytes: number;
  /** positions that position delete files and vectors name */
  readonly positionDeletes: number;
  readonly equalityDeletes: number;
}
/** What differs in one partition; files that both have are left out. */
export interface PartitionDifference {
  readonly specId: number;
  readonly partition: readonly (PrimitiveValue | null)[];
  /** `day=2024-03-09/city=Basel`; empty when unpartitioned */
  readonly name: string;
  readonly added: FileTotals;
  readonly removed: FileTotals;
}
export interface SnapshotComparison {
  /** null: before the first snapshot */
  readonly from: Snapshot | null;
  readonly to: Snapshot;
  readonly schemas: { readonly from: Schema; readonly to: Schema };
  /** of all of a snapshot, by its manifest list; null where an old writer left counts out */
  readonly before: Pick<FileTotals, 'dataFiles' | 'deleteFiles' | 'rows'> | null;
  readonly after: Pick<FileTotals, 'dataFiles' | 'deleteFiles' | 'rows'> | null;
  readonly added: FileTotals;
  readonly removed: FileTotals;
  readonly partitions: readonly PartitionDifference[];
  /** files that only one of them has: where the rows that differ are */
  readonly files: { readonly added: readonly ContentFile[]; readonly removed: readonly ContentFile[] };
}

/**
 * How two snapshots differ, whatever lies between them: files and so rows and bytes, by partition. Only manifests that one
 * alone has are read. NOT_FOUND.
 */
export async function compareSnapshots(reader: ManifestReader, loaded: LoadedTable, fromId: bigint | null, toId: bigint): Promise<SnapshotComparison> {
  const { metadata } = loaded;
  const find = (id: bigint): Snapshot => { const found = snapshotById(metadata, id); if (found === null) throw notFound('snapshot', String(id)); return found; };
  const [from, to] = [fromId === null ? null : find(fromId), find(toId)];
  const [before, after] = [await reader.manifests(loaded, from), await reader.manifests(loaded, to)];
  const [old, fresh] = [await onlyIn(reader, loaded, before, after), await onlyIn(reader, loaded, after, before)];
  const added = [...fresh].filter(([key]) => !old.has(key)).map(([, file]) => file);
  const removed = [...old].filter(([key]) => !fresh.has(key)).map(([, file]) => file);
  const schemaOf = (snapshot: Snapshot | null): Schema => (snapshot === null || snapshot.schemaId === null ? currentSchema(metadata) : schemaById(metadata, snapshot.schemaId));
  return {
    from, to, schemas: { from: schemaOf(from ?? to), to: schemaOf(to) }, before: from === null ? { dataFiles: 0, deleteFiles: 0, rows: 0 } : listTotals(before), after: listTotals(after),
    added: fileTotals(added), removed: fileTotals(removed), partitions: byPartition(metadata, added, removed), files: { added, removed },
  };
}

/** Live files of manifests that `other` does not have, by what they are known by. */
async function onlyIn(reader: ManifestReader, loaded: LoadedTable, manifests: readonly ManifestFile[], other: readonly ManifestFile[]): Promise<ReadonlyMap<string, ContentFile>> {
  const shared = new Set(other.map(({ path }) => loaded.location.resolve(path)));
  const own = manifests.filter(({ path }) => !shared.has(loaded.location.resolve(path)));
  const files = new Map<string, ContentFile>();
  for (const entries of await mapBounded(own, 8, (manifest) => reader.entriesOf(loaded, manifest, PLAIN))) {
    for (const { status, file } of entries) if (status !== 'deleted') files.set(`${loaded.location.resolve(file.path)}\n${file.contentOffset ?? ''}`, file);
  }
  return files;
}

function listTotals(manifests: readonly ManifestFile[]): SnapshotComparison['before'] {
  const totals = { dataFiles: 0, deleteFiles: 0, rows: 0 };
  for (const { content, addedFilesCount, existingFilesCount, addedRowsCount, existingRowsCount } of manifests) {
    if (addedFilesCount === null || existingFilesCount === null || addedRowsCount === null || existingRowsCount === null) return null;
    if (content === 'deletes') totals.deleteFiles += addedFilesCount + existingFilesCount;
    else { totals.dataFiles += addedFilesCount + existingFilesCount; totals.rows += addedRowsCount + existingRowsCount; }
  }
  return totals;
}

/** Counts of files; a vector's bytes are its own, not those of the Puffin file that it shares. */
export function fileTotals(files: readonly ContentFile[]): FileTotals {
  const totals = { dataFiles: 0, deleteFiles: 0, rows: 0, bytes: 0, positionDeletes: 0, equalityDeletes: 0 };
  for (const { content, recordCount, fileSizeInBytes, contentSizeInBytes } of files) {
    totals.bytes += contentSizeInBytes ?? fileSizeInBytes;
    if (content === 'data') { totals.dataFiles += 1; totals.rows += recordCount; continue; }
    totals.deleteFiles += 1;
    if (content === 'position-deletes') totals.positionDeletes += recordCount;
    else totals.equalityDeletes += recordCount;
  }
  return totals;
}

function byPartition(metadata: TableMetadata, added: readonly ContentFile[], removed: readonly ContentFile[]): readonly PartitionDifference[] {
  const parts = new Map<string, { readonly first: ContentFile; readonly name: string; readonly added: ContentFile[]; readonly removed: ContentFile[] }>();
  const place = (file: ContentFile, side: 'added' | 'removed'): void => {
    const name = partitionName(metadata, file);
    const key = `${file.specId}|${name}`;
    const part = parts.get(key) ?? { first: file, name, added: [], removed: [] };
    part[side].push(file);
    parts.set(key, part);
  };
  for (const file of added) place(file, 'added');
  for (const file of removed) place(file, 'removed');
  return [...parts.values()].map(({ first, name, ...files }) => ({ specId: first.specId, partition: first.partition, name, added: fileTotals(files.added), removed: fileTotals(files.removed) })).sort((a, b) => a.specId - b.specId || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
