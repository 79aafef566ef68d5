import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { WrittenFile } from '../../port';
import type { CopyStatistics } from '../write/written-file';
import type { FilesJob } from './copy-rows';
import type { Session } from './session';
import { copySlice, copySlices, type Slice } from './staged-rows';

/** Rows that one COPY holds in memory until it has told them apart, and the part of the statement's memory that they may take. */
const TOGETHER_ROWS = 65_536;
const TOGETHER_SHARE = 1 / 16;

/** Rows of a file, of a row group (null: the engine's own), and of what one COPY tells apart. */
export interface Sizes { readonly file: number; readonly rowGroup: number | null; readonly together: number }

/** A file as the engine wrote it: where, what it says of it, and the partition that its rows share. */
export interface CutFile { readonly path: string; readonly statistics: CopyStatistics; readonly partition: WrittenFile['partition'] }

/** One COPY: slices that are a file each, or a part of one slice. */
interface Cut { readonly slices: readonly Slice[]; readonly firstFile: number }

/** How many rows one COPY may tell apart: it holds them all, and fails where they are more than there is memory. */
export async function rowsTogether(connection: DuckDBConnection, slices: readonly Slice[], memoryBytes: number): Promise<number> {
  const reader = await connection.runAndReadAll('SELECT sum(memory_usage_bytes + temporary_storage_bytes)::DOUBLE FROM duckdb_memory()');
  const bytes = Number(reader.getRows()[0]?.[0] ?? 0);
  const rows = slices.reduce((sum, one) => sum + one.rows, 0);
  return Math.max(1, Math.min(TOGETHER_ROWS, Math.floor((rows * memoryBytes * TOGETHER_SHARE) / Math.max(1, bytes))));
}

function cutsOf(slices: readonly Slice[], { file, together: most }: Sizes, isOrdered: boolean): readonly Cut[] {
  const cuts: Cut[] = [];
  let files = 0;
  let together: Slice[] = [];
  let rows = 0;
  const add = (some: readonly Slice[]): void => {
    if (some.length > 0) cuts.push({ slices: some, firstFile: files });
    files += some.length;
  };
  const flush = (): void => {
    add(together);
    [together, rows] = [[], 0];
  };
  for (const slice of slices) {
    // the engine keeps no order among the rows of a file where it makes several at once
    if (isOrdered || slice.rows > file || slice.rows > most) {
      flush();
      for (let at = 0; at < slice.rows; at += file) add([{ ...slice, from: slice.from + at, rows: Math.min(file, slice.rows - at) }]);
      continue;
    }
    if (rows + slice.rows > most) flush();
    together.push(slice);
    rows += slice.rows;
  }
  flush();
  return cuts;
}

/**
 * Makes files of the staged rows, on as many connections as the statement has threads: one COPY keeps one thread busy, as its files are small.
 * @param name of the file with that number, inside the job's folder
 */
export async function cutFiles({ connection, instance }: Session, job: FilesJob, slices: readonly Slice[], sizes: Sizes, threads: number, name: (number: number) => string): Promise<readonly CutFile[]> {
  const cuts = cutsOf(slices, sizes, job.orderBy.length > 0);
  const files: CutFile[] = [];
  const write = async (on: DuckDBConnection, { slices: some, firstFile }: Cut): Promise<void> => {
    const path = (index: number): string => join(job.folder, name(firstFile + index));
    const [only, second] = some;
    if (only !== undefined && second === undefined) {
      files[firstFile] = { path: path(0), statistics: await copySlice(on, job, path(0), only.from, only.rows, sizes.rowGroup), partition: only.partition };
      return;
    }
    const folder = `${path(0)}.apart`;
    const written = await copySlices(on, job, folder, some, sizes.rowGroup);
    for (const [index, statistics] of written.entries()) {
      await rename(statistics[0], path(index));
      files[firstFile + index] = { path: path(index), statistics, partition: some[index]?.partition ?? [] };
    }
    await rm(folder, { recursive: true });
  };
  let next = 0;
  let failed = false;
  const lane = async (on: DuckDBConnection): Promise<void> => {
    for (let cut = cuts[next]; cut !== undefined && !failed; cut = cuts[next]) {
      next += 1;
      await write(on, cut).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const others = await Promise.all(Array.from({ length: Math.min(threads, cuts.length) - 1 }, () => instance.connect()));
  try {
    // each is waited for, so that nothing is written any more when this fails
    const ended = await Promise.allSettled([connection, ...others].map(lane));
    const broken = ended.find((one) => one.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    return files;
  } finally {
    for (const other of others) other.closeSync();
  }
}
