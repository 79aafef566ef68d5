import type { LiveFiles } from './live-files';

/** Delete files of one data file: how many, and how many rows they name where each is for this file alone. */
function deletesOf(files: LiveFiles, at: number): { deleteFiles: number; deletedRecords: number | null } {
  const place = files.places[files.place[at] ?? 0];
  const path = files.paths[at] ?? '';
  const deletes = place === undefined ? [] : files.index.deletesFor({ path, specId: place.specId, partition: place.values }, BigInt(files.sequence[at] ?? 0));
  const isOwn = deletes.every((file) => file.referencedDataFile === path);
  return { deleteFiles: deletes.length, deletedRecords: isOwn ? deletes.reduce((sum, { recordCount }) => sum + recordCount, 0) : null };
}

/** A live file as lists show it. */
export function presentFile(files: LiveFiles, at: number, times: ReadonlyMap<bigint, number>) {
  const path = files.paths[at] ?? '';
  const place = files.places[files.place[at] ?? 0];
  const addedBy = files.addedBy[at] ?? null;
  const addedMs = addedBy === null ? undefined : times.get(addedBy);
  const entry = files.deletes.get(at);
  return {
    path, name: path.slice(path.lastIndexOf('/') + 1), content: files.content[at] ?? 'data', format: files.format[at] ?? 'parquet', specId: place?.specId ?? 0, partition: place?.label ?? '',
    records: files.records[at] ?? 0, bytes: files.bytes[at] ?? 0, sequenceNumber: String(files.sequence[at] ?? 0), addedSnapshotId: addedBy?.toString() ?? null, addedAt: addedMs === undefined ? null : new Date(addedMs).toISOString(),
    ...(entry === undefined ? deletesOf(files, at) : { deleteFiles: 0, deletedRecords: 0 }), referencedFile: entry?.file.referencedDataFile ?? null, contentOffset: entry?.file.contentOffset ?? null,
  };
}
