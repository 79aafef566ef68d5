import { crc32 } from 'node:zlib';
import { brokenTable, conflict, invalidInput, unsupported } from '@/lib/model/errors';
import type { ContentFile, ManifestEntry } from '@/lib/model/iceberg';
import { DeleteIndex, readDeletionVector, writeDeletionVector, writePuffin } from '@/lib/model/iceberg/manifests';
import type { FileStore } from '@/lib/ports/storage/port';
import type { StoredFile } from '../scans/plan-scan';
import type { LoadedTable } from '../tables/load-table';
import { DELETE_POSITION } from '@/lib/model/iceberg/reserved-fields';
import type { NewFile } from '../commits/commit-table';
import type { RowDeletes } from './snapshot-content';

/** Vectors for a snapshot, and the delete files that they make needless. */
export interface Vectors {
  readonly added: readonly ContentFile[];
  readonly replaced: readonly ContentFile[];
  /** the Puffin file; null: there is nothing to delete */
  readonly file: NewFile | null;
}

/** Live entries of the base: data files that hold rows to delete, by store path, and all its delete files. */
export interface LiveFiles {
  readonly data: ReadonlyMap<string, ManifestEntry>;
  readonly deletes: readonly ManifestEntry[];
}

/**
 * One deletion vector for each data file, all in one Puffin file. A data file has one vector at most (spec, Deletion
 * Vectors): it takes over the positions of the vector before it and of position delete files, and what was for that data
 * file alone is then replaced.
 * @throws CONFLICT when a data file is gone; UNSUPPORTED where there are position delete files and nobody reads them
 */
export async function writeVectors(store: FileStore, base: LoadedTable, live: LiveFiles, { positions, readPositionDeletes }: RowDeletes, token: string): Promise<Vectors> {
  const { metadata, location } = base;
  const index = new DeleteIndex(live.deletes, new Map(metadata.partitionSpecs.map((spec) => [spec.specId, spec])));
  const targets = [...positions].map(([path, rows]) => {
    const entry = live.data.get(location.resolve(path));
    if (entry === undefined) throw conflict(`The file ${path} is not part of the table any more: its rows were written anew meanwhile. Read again and repeat.`);
    return { file: entry.file, rows, older: index.deletesFor(entry.file, entry.sequenceNumber).filter(({ content }) => content === 'position-deletes') };
  });
  const byOthers = await positionsOf(base, targets, readPositionDeletes);
  const made: { readonly file: ContentFile; readonly cardinality: number; readonly bytes: Uint8Array }[] = [];
  const replaced = new Set<ContentFile>();
  for (const { file, rows, older } of targets) {
    const all = new Set<number>(byOthers.get(file.path) ?? []);
    for (const before of older) {
      if (before.format === 'puffin') for (const position of readDeletionVector(await readBlob(store, base, before), before.path, (bytes) => crc32(bytes))) all.add(position);
      if (before.format === 'puffin' || before.referencedDataFile !== null) replaced.add(before);
    }
    for (const position of rows) {
      if (!Number.isSafeInteger(position) || position < 0 || position >= file.recordCount) throw invalidInput(`Row ${position} of ${file.path} cannot be deleted: it has ${file.recordCount} rows.`);
      all.add(position);
    }
    if (all.size > 0) made.push({ file, cardinality: all.size, bytes: writeDeletionVector(Array.from(Float64Array.from(all).sort()), (bytes) => crc32(bytes)) });
  }
  if (made.length === 0) return { added: [], replaced: [], file: null };
  const puffin = writePuffin(made.map(({ file, cardinality, bytes }) => ({ type: 'deletion-vector-v1', fields: [DELETE_POSITION.id], bytes, properties: { 'referenced-data-file': file.path, cardinality: String(cardinality) } })), 'Lakehouse Console');
  const name = `/data/${token}-deletes.puffin`;
  const added = made.map(({ file, cardinality }, at): ContentFile => ({
    content: 'position-deletes', path: metadata.location + name, format: 'puffin', specId: file.specId, partition: file.partition, recordCount: cardinality, fileSizeInBytes: puffin.bytes.length,
    columnSizes: null, valueCounts: null, nullValueCounts: null, nanValueCounts: null, lowerBounds: null, upperBounds: null, splitOffsets: null, equalityIds: null, sortOrderId: null, firstRowId: null,
    referencedDataFile: file.path, contentOffset: puffin.places[at]?.offset ?? 0, contentSizeInBytes: puffin.places[at]?.length ?? 0, keyMetadata: null,
  }));
  return { added, replaced: [...replaced], file: { path: base.folder + name, bytes: puffin.bytes } };
}

/** What position delete files name in the data files that get a vector. */
async function positionsOf({ location }: LoadedTable, targets: readonly { readonly file: ContentFile; readonly older: readonly ContentFile[] }[], read: RowDeletes['readPositionDeletes']): Promise<ReadonlyMap<string, readonly number[]>> {
  const deletes = new Map<ContentFile, StoredFile>();
  const dataFiles = new Set<string>();
  for (const { file, older } of targets) {
    for (const before of older) {
      if (before.format === 'puffin') continue;
      deletes.set(before, { file: before, path: location.resolve(before.path) });
      dataFiles.add(file.path);
    }
  }
  if (deletes.size === 0) return new Map();
  if (read === undefined) throw unsupported('This table still has position delete files from before format version 3, which this change does not take over; rewrite its files first.');
  return read([...deletes.values()], dataFiles);
}

async function readBlob(store: FileStore, { location }: LoadedTable, { path, contentOffset, contentSizeInBytes }: ContentFile): Promise<Uint8Array> {
  if (contentOffset === null || contentSizeInBytes === null) throw brokenTable(`The deletion vector in ${path} has no place in its file.`, path);
  const blob = await store.readRange(location.resolve(path), contentOffset, contentSizeInBytes);
  if (blob.length < contentSizeInBytes) throw brokenTable(`The deletion vector file ${path} is shorter than the table says.`, path);
  return blob;
}
