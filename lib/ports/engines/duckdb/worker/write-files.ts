import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { WriteRequest, WrittenFile } from '../../port';
import { identifier, text } from '../quote';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { createFilesView } from '../scan/files-scan';
import { scanType } from '../scan/scan-type';
import { fieldIds, leaves, storedFields, toFile } from '../write/file-schema';
import { partitionValue } from '../write/partition-value';
import { writtenFile, type CopyStatistics } from '../write/written-file';
import { createRowsTable } from './rows-table';
import { limitSession, type Session } from './session';

const STAGED = '"rows to write"';
const SAMPLE_ROWS = 100_000;
/** A row is taken to be no longer than this before anything is measured. */
const LONG_ROW_BYTES = 1024;

interface Slice { readonly partition: WrittenFile['partition']; readonly from: number; readonly rows: number }

const partitionColumn = (index: number): string => identifier(`partition ${index}`);

/** Rows in the order in which they go into files: by partition, then by the sort order. A row's place is its rowid. */
async function stage(connection: DuckDBConnection, request: WriteRequest): Promise<void> {
  const columns = request.fields.map(({ name }) => identifier(name)).join(', ');
  const partitions = request.partition.map(({ sql, field }, index) => `CAST(${sql} AS ${scanType(field.type)}) AS ${partitionColumn(index)}`);
  const order = [...request.partition.map((_, index) => `${partitionColumn(index)} ASC NULLS FIRST`), ...request.orderBy];
  await connection.run(`
    CREATE TABLE ${STAGED} AS SELECT ${[...partitions, 'source.*'].join(', ')}
    FROM (${request.sql}\n) AS source(${columns})${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''}`);
}

async function slices(connection: DuckDBConnection, request: WriteRequest): Promise<readonly Slice[]> {
  const tuple = request.partition.map((_, index) => partitionColumn(index));
  const group = tuple.length === 0 ? 'HAVING count(*) > 0' : 'GROUP BY ALL ORDER BY min(rowid)';
  const reader = await connection.runAndReadAll(`SELECT ${[...tuple, 'min(rowid)', 'count(*)'].join(', ')} FROM ${STAGED} ${group}`);
  return reader.getRows().map((row) => ({
    partition: request.partition.map(({ field }, index) => partitionValue(row[index] ?? null, field.type)),
    from: Number(row[tuple.length]),
    rows: Number(row[tuple.length + 1]),
  }));
}

/** Writes the staged rows [from, from + rows) into one file, in their order. */
async function copySlice(connection: DuckDBConnection, request: WriteRequest, file: string, from: number, rows: number): Promise<CopyStatistics> {
  const fields = storedFields(request.fields);
  const list = fields.map((field) => `${toFile(identifier(field.name), field.type)} AS ${identifier(field.name)}`).join(', ');
  const reader = await connection.runAndReadAll(`
    COPY (SELECT ${list} FROM ${STAGED} WHERE rowid >= ${from} AND rowid < ${from + rows}) TO ${text(file)}
    (FORMAT parquet, COMPRESSION ${request.compression}, FIELD_IDS ${fieldIds(fields)}, RETURN_STATS true, USE_TMP_FILE false)`);
  return reader.getRowsJson()[0] as unknown as CopyStatistics;
}

/** Rows that a file of the wanted size holds, by what a sample of them takes; all of them where they fit anyhow. */
async function rowsPerFile(connection: DuckDBConnection, request: WriteRequest, temporary: string, largest: number): Promise<number> {
  if (largest * LONG_ROW_BYTES <= request.targetFileBytes || largest <= 1) return Math.max(1, largest);
  const sample = join(temporary, 'sample.parquet');
  const rows = Math.min(largest, SAMPLE_ROWS);
  await copySlice(connection, request, sample, 0, rows);
  const { size } = await stat(sample);
  await rm(sample);
  return Math.max(1, Math.floor((request.targetFileBytes * rows) / size));
}

/**
 * Runs trusted SQL and writes its rows as data files of a table: one file or more for each partition tuple, sorted,
 * with field ids. The same SQL over the same rows gives files of the same content. Files of a write that fails are removed.
 */
export async function writeFiles({ connection }: Session, request: WriteRequest, temporary: string, readDeletionVector: DeletionVectorReader): Promise<readonly WrittenFile[]> {
  await limitSession(connection, request.limits, temporary);
  for (const scan of request.scans) {
    if (scan.kind === 'rows') await createRowsTable(connection, scan);
    else await createFilesView(connection, scan, readDeletionVector);
  }
  await stage(connection, request);
  await mkdir(request.folder, { recursive: true });
  const all = await slices(connection, request);
  const perFile = await rowsPerFile(connection, request, temporary, Math.max(0, ...all.map(({ rows }) => rows)));
  const columns = leaves(storedFields(request.fields));
  const write = randomUUID();
  const written: string[] = [];
  const files: WrittenFile[] = [];
  try {
    for (const { partition, from, rows } of all) {
      for (let at = 0; at < rows; at += perFile) {
        const file = join(request.folder, `${String(written.length).padStart(5, '0')}-${write}.parquet`);
        written.push(file);
        files.push(writtenFile(await copySlice(connection, request, file, from + at, Math.min(perFile, rows - at)), columns, partition));
      }
    }
  } catch (error) {
    await Promise.all(written.map((file) => rm(file, { force: true })));
    throw error;
  }
  return files;
}
