import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { EngineLimits, WrittenFile } from '../../port';
import { leaves } from '../write/file-schema';
import { writtenFile } from '../write/written-file';
import { columnsOf, copyRows, type FilesJob } from './copy-rows';
import { cutFiles, rowsTogether, type CutFile, type Sizes } from './cut-files';
import { nanStatistics } from './nan-statistics';
import type { Session } from './session';
import { copySlice, dropStagedRows, slicesOf, stageRows } from './staged-rows';

type Limits = Pick<EngineLimits, 'threads' | 'memoryBytes'>;
const SAMPLE_ROWS = 100_000;
/** A row is taken to be no longer than this before anything is measured. */
const LONG_ROW_BYTES = 1024;
const ROW_GROUP_ROWS_MIN = 2048;
/** The engine ends a file with a row group: files that are to be smaller are cut by rows. */
const STREAMED_BYTES_MIN = 16 * 1024 * 1024;

/** How many rows make a file and a row group of the wanted sizes, by what a sample of them takes. */
async function sizesOf(connection: DuckDBConnection, job: FilesJob, temporary: string, largest: number): Promise<Omit<Sizes, 'together'>> {
  const fits = largest * LONG_ROW_BYTES <= job.targetFileBytes;
  if ((fits && job.rowGroupBytes === null) || largest <= 1) return { file: Math.max(1, largest), rowGroup: null };
  const sample = join(temporary, 'sample.parquet');
  const rows = Math.min(largest, SAMPLE_ROWS);
  await copySlice(connection, job, sample, 0, rows, null);
  const { size } = await stat(sample);
  await rm(sample);
  const holds = (bytes: number): number => Math.max(1, Math.floor((bytes * rows) / size));
  return { file: holds(job.targetFileBytes), rowGroup: job.rowGroupBytes === null ? null : Math.max(ROW_GROUP_ROWS_MIN, holds(job.rowGroupBytes)) };
}

const fileName = (count: number, write: string): string => `${String(count).padStart(5, '0')}-${write}.parquet`;

/** Rows that have no order and no partitions go straight into files, one after the other. */
async function stream(connection: DuckDBConnection, job: FilesJob, write: string): Promise<readonly CutFile[]> {
  const folder = join(job.folder, `streaming-${write}`);
  try {
    const written = await copyRows(connection, job, `SELECT ${columnsOf(job)} FROM (${job.select}\n)`, folder, null, `FILE_SIZE_BYTES ${job.targetFileBytes}`);
    const files: CutFile[] = [];
    for (const statistics of written) {
      // of no rows the engine makes a file all the same
      if (Number(statistics[1]) === 0) continue;
      const path = join(job.folder, fileName(files.length, write));
      await rename(statistics[0], path);
      files.push({ path, statistics, partition: [] });
    }
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function arrange(session: Session, job: FilesJob, write: string, temporary: string, { threads, memoryBytes }: Limits): Promise<readonly CutFile[]> {
  const { connection } = session;
  await stageRows(connection, job);
  const slices = await slicesOf(connection, job);
  const sizes = await sizesOf(connection, job, temporary, slices.reduce((most, { rows }) => Math.max(most, rows), 0));
  const together = await rowsTogether(connection, slices, memoryBytes);
  const files = await cutFiles(session, job, slices, { ...sizes, together }, threads, (number) => fileName(number, write));
  await dropStagedRows(connection);
  return files;
}

/**
 * Writes rows as files of a table: one or more for each partition tuple, sorted, with field ids. The same rows in the
 * same order give files of the same content. Files of a write that fails are removed.
 * @param temporary folder for what lives only while it writes
 */
export async function writeDataFiles(session: Session, job: FilesJob, temporary: string, limits: Limits): Promise<readonly WrittenFile[]> {
  await mkdir(job.folder, { recursive: true });
  const write = randomUUID();
  try {
    const streams = job.partition.length === 0 && job.orderBy.length === 0 && job.rowGroupBytes === null && job.targetFileBytes >= STREAMED_BYTES_MIN;
    const files = streams ? await stream(session.connection, job, write) : await arrange(session, job, write, temporary, limits);
    const columns = leaves(job.described);
    const nans = await nanStatistics(session.connection, files, columns);
    return files.map((file) => writtenFile(file, columns, job.metrics, nans.get(file.path)));
  } catch (error) {
    for (const name of await readdir(job.folder)) if (name.includes(write)) await rm(join(job.folder, name), { recursive: true, force: true });
    throw error;
  }
}
