import type { LoadedTable } from '@/lib/core/catalog';
import type { Snapshot } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import { keptOf } from '../kept';
import { liveFiles, snapshotTimes, type LiveFiles } from './live-files';

export interface Partition { specId: number; partition: string; values: (string | null)[]; rows: number; files: number; deleteFiles: number; bytes: number; lastMs: number | null }

/** Rows, files and bytes of each partition of a snapshot, kept. Rows are those of data files: what deletes take out is not subtracted. */
export function partitionsOf(ctx: Context, loaded: LoadedTable, snapshot: Snapshot | null): Promise<readonly Partition[]> {
  return keptOf(loaded.metadata, `partitions ${snapshot?.snapshotId ?? 'none'}`, async () => {
    const value = gather(await liveFiles(ctx, loaded, snapshot), snapshotTimes(loaded));
    return { value, bytes: 100 + value.length * 400 };
  });
}

function gather(files: LiveFiles, times: ReadonlyMap<bigint, number>): readonly Partition[] {
  const groups = files.places.map(({ specId, label, texts }): Partition => ({ specId, partition: label, values: [...texts], rows: 0, files: 0, deleteFiles: 0, bytes: 0, lastMs: null }));
  for (let at = 0; at < files.count; at += 1) {
    const group = groups[files.place[at] ?? 0];
    if (group === undefined) continue;
    const addedBy = files.addedBy[at] ?? null;
    const addedMs = addedBy === null ? undefined : times.get(addedBy);
    if (addedMs !== undefined && addedMs > (group.lastMs ?? 0)) group.lastMs = addedMs;
    group.bytes += files.bytes[at] ?? 0;
    if (files.content[at] === 'data') { group.rows += files.records[at] ?? 0; group.files += 1; } else group.deleteFiles += 1;
  }
  return groups;
}

export interface Skew { specId: number; partition: string; bytes: number; medianBytes: number; times: number }
/** fewer partitions are uneven by chance */
const PARTITIONS_MIN = 4;

/** The largest partition of the spec beside the median one; null where there are too few to tell, or the median is empty. */
export function skewOf(partitions: readonly Partition[], specId: number): Skew | null {
  const own = partitions.filter((each) => each.specId === specId).sort((a, b) => a.bytes - b.bytes);
  const [median, largest] = [own[Math.floor(own.length / 2)], own.at(-1)];
  if (own.length < PARTITIONS_MIN || median === undefined || largest === undefined || median.bytes === 0) return null;
  return { specId, partition: largest.partition, bytes: largest.bytes, medianBytes: median.bytes, times: largest.bytes / median.bytes };
}
