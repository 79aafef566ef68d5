import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { NestedField } from '@/lib/model/iceberg/types';
import type { FileLayout, WrittenFile } from '../../port';
import { identifier, text } from '../quote';
import { fieldIds, leaves } from '../write/file-schema';
import type { PartitionColumn } from '../write/lay-out';
import { carried, partitionValue } from '../write/partition-value';
import { writtenFile, type CopyStatistics } from '../write/written-file';

const STAGED = '"rows to write"';
const SAMPLE_ROWS = 100_000;
/** A row is taken to be no longer than this before anything is measured. */
const LONG_ROW_BYTES = 1024;
const ROW_GROUP_ROWS_MIN = 2048;
/** The engine ends a file with a row group: files that are to be smaller are cut by rows. */
const STREAMED_BYTES_MIN = 16 * 1024 * 1024;

/** Rows that become files. */
export interface FilesJob extends Pick<FileLayout, 'targetFileBytes' | 'compression' | 'compressionLevel' | 'rowGroupBytes'> {
  /** gives the files' columns by their names and in their form; may give more, for the expressions below */
  readonly select: string;
  /** columns of the files */
  readonly fields: readonly NestedField[];
  /** those of them whose statistics are told */
  readonly described: readonly NestedField[];
  /** one file at least for each tuple */
  readonly partition: readonly PartitionColumn[];
  /** order of rows inside a file */
  readonly orderBy: readonly string[];
  readonly folder: string;
}

interface Slice { readonly partition: WrittenFile['partition']; readonly from: number; readonly rows: number }
/** Rows of a file and of a row group; null: the engine's own. */
interface Sizes { readonly file: number; readonly rowGroup: number | null }

const partitionColumn = (index: number): string => identifier(`partition ${index}`);
const names = (job: FilesJob): string => job.fields.map(({ name }) => identifier(name)).join(', ');

function copyOptions({ compression, compressionLevel, fields }: FilesJob, rowGroup: number | null): string {
  const codec = compression === 'lz4' ? 'lz4_raw' : compression;
  return ['FORMAT parquet', `COMPRESSION ${codec}`, ...(compressionLevel === null ? [] : [`COMPRESSION_LEVEL ${compressionLevel}`]), `FIELD_IDS ${fieldIds(fields)}`, 'RETURN_STATS true', ...(rowGroup === null ? [] : [`ROW_GROUP_SIZE ${rowGroup}`])].join(', ');
}

async function copy(connection: DuckDBConnection, job: FilesJob, rows: string, to: string, options: string): Promise<readonly CopyStatistics[]> {
  const reader = await connection.runAndReadAll(`COPY (SELECT ${names(job)} FROM ${rows}) TO ${text(to)} (${options})`);
  return reader.getRowsJson() as unknown as readonly CopyStatistics[];
}

/** Puts the rows aside in the order in which they go into files: by partition, then by the sort order. A row's place is its rowid. */
async function stage(connection: DuckDBConnection, job: FilesJob): Promise<void> {
  const order = [...job.partition.map((_, index) => `${partitionColumn(index)} ASC NULLS FIRST`), ...job.orderBy];
  const partitions = job.partition.map(({ sql }, index) => `${sql} AS ${partitionColumn(index)}`);
  await connection.run(`CREATE TABLE ${STAGED} AS SELECT ${[...partitions, 'source.*'].join(', ')} FROM (${job.select}\n) AS source${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''}`);
}

async function slices(connection: DuckDBConnection, job: FilesJob): Promise<readonly Slice[]> {
  const tuple = job.partition.map(({ type }, index) => carried(partitionColumn(index), type));
  const group = tuple.length === 0 ? 'HAVING count(*) > 0' : 'GROUP BY ALL ORDER BY min(rowid)';
  const reader = await connection.runAndReadAll(`SELECT ${[...tuple, 'min(rowid)', 'count(*)'].join(', ')} FROM ${STAGED} ${group}`);
  return reader.getRows().map((row) => ({
    partition: job.partition.map(({ type }, index) => partitionValue(row[index] ?? null, type)),
    from: Number(row[tuple.length]),
    rows: Number(row[tuple.length + 1]),
  }));
}

/** Writes the staged rows [from, from + rows) into one file, in their order. */
async function copySlice(connection: DuckDBConnection, job: FilesJob, file: string, from: number, rows: number, rowGroup: number | null): Promise<CopyStatistics> {
  const [statistics] = await copy(connection, job, `${STAGED} WHERE rowid >= ${from} AND rowid < ${from + rows}`, file, `${copyOptions(job, rowGroup)}, USE_TMP_FILE false`);
  if (statistics === undefined) throw new Error('the engine said nothing of a file that it wrote');
  return statistics;
}

/** How many rows make a file and a row group of the wanted sizes, by what a sample of them takes. */
async function sizesOf(connection: DuckDBConnection, job: FilesJob, temporary: string, largest: number): Promise<Sizes> {
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
async function stream(connection: DuckDBConnection, job: FilesJob, write: string): Promise<readonly WrittenFile[]> {
  const folder = join(job.folder, `streaming-${write}`);
  try {
    const statistics = await copy(connection, job, `(${job.select}\n)`, folder, `${copyOptions(job, null)}, FILE_SIZE_BYTES ${job.targetFileBytes}`);
    const columns = leaves(job.described);
    const files: WrittenFile[] = [];
    for (const one of statistics) {
      // of no rows the engine makes a file all the same
      if (Number(one[1]) === 0) continue;
      const file = join(job.folder, fileName(files.length, write));
      await rename(one[0], file);
      files.push({ ...writtenFile(one, columns, []), localPath: file });
    }
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function arrange(connection: DuckDBConnection, job: FilesJob, write: string, temporary: string): Promise<readonly WrittenFile[]> {
  await stage(connection, job);
  const all = await slices(connection, job);
  const sizes = await sizesOf(connection, job, temporary, Math.max(0, ...all.map(({ rows }) => rows)));
  const columns = leaves(job.described);
  const files: WrittenFile[] = [];
  for (const { partition, from, rows } of all) {
    for (let at = 0; at < rows; at += sizes.file) {
      const file = join(job.folder, fileName(files.length, write));
      files.push(writtenFile(await copySlice(connection, job, file, from + at, Math.min(sizes.file, rows - at), sizes.rowGroup), columns, partition));
    }
  }
  await connection.run(`DROP TABLE ${STAGED}`);
  return files;
}

/**
 * Writes rows as files of a table: one or more for each partition tuple, sorted, with field ids. The same rows in the
 * same order give files of the same content. Files of a write that fails are removed.
 * @param temporary folder for what lives only while it writes
 */
export async function writeDataFiles(connection: DuckDBConnection, job: FilesJob, temporary: string): Promise<readonly WrittenFile[]> {
  await mkdir(job.folder, { recursive: true });
  const write = randomUUID();
  try {
    const streams = job.partition.length === 0 && job.orderBy.length === 0 && job.rowGroupBytes === null && job.targetFileBytes >= STREAMED_BYTES_MIN;
    return streams ? await stream(connection, job, write) : await arrange(connection, job, write, temporary);
  } catch (error) {
    for (const name of await readdir(job.folder)) if (name.includes(write)) await rm(join(job.folder, name), { recursive: true, force: true });
    throw error;
  }
}
