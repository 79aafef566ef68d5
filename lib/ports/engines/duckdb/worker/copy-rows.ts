import type { DuckDBConnection } from '@duckdb/node-api';
import type { NestedField } from '@/lib/model/iceberg/types';
import type { FileLayout } from '../../port';
import { identifier, text } from '../quote';
import { fieldIds } from '../write/file-schema';
import type { PartitionColumn } from '../write/lay-out';
import type { CopyStatistics } from '../write/written-file';

/** Rows that become files. */
export interface FilesJob extends Pick<FileLayout, 'targetFileBytes' | 'compression' | 'compressionLevel' | 'rowGroupBytes' | 'metrics'> {
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

/** The columns of the files, by name. */
export const columnsOf = (job: Pick<FilesJob, 'fields'>): string => job.fields.map(({ name }) => identifier(name)).join(', ');

/**
 * COPY of a SELECT into Parquet files, and what the engine says of each.
 * @param rowGroup rows of a row group; null: the engine's own
 * @param more options for where and how files are named
 */
export async function copyRows(connection: DuckDBConnection, { compression, compressionLevel, fields }: FilesJob, select: string, to: string, rowGroup: number | null, more: string): Promise<readonly CopyStatistics[]> {
  const codec = compression === 'lz4' ? 'lz4_raw' : compression;
  const options = ['FORMAT parquet', `COMPRESSION ${codec}`, ...(compressionLevel === null ? [] : [`COMPRESSION_LEVEL ${compressionLevel}`]), `FIELD_IDS ${fieldIds(fields)}`, 'RETURN_STATS true', ...(rowGroup === null ? [] : [`ROW_GROUP_SIZE ${rowGroup}`]), more];
  const reader = await connection.runAndReadAll(`COPY (${select}) TO ${text(to)} (${options.join(', ')})`);
  return reader.getRowsJson() as unknown as readonly CopyStatistics[];
}
