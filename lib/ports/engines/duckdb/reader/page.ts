import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column, Row } from '@/lib/model/values/types';
import type { SpoolPage } from '../../port';
import { spoolColumn } from '../protocol';
import { identifier, text } from '../quote';
import { readIndex } from '../read-index';
import { cellOf } from './cell';

/** Rows [from, to) of one part, in its order. */
async function readPart(connection: DuckDBConnection, file: string, columns: readonly Column[], from: number, to: number): Promise<readonly Row[]> {
  const list = columns.map((_, index) => identifier(spoolColumn(index))).join(', ');
  const reader = await connection.runAndReadAll(`SELECT ${list} FROM read_parquet(${text(file)}, hive_partitioning = false) WHERE file_row_number >= ${from} AND file_row_number < ${to}`);
  return reader.getRows().map((row) => columns.map(({ type }, index) => cellOf(row[index] ?? null, type)));
}

/** Rows [offset, offset + limit) of a spool, as far as they can be read. */
export async function readPage(connection: DuckDBConnection, spool: string, columns: readonly Column[], offset: number, limit: number): Promise<SpoolPage> {
  const { parts, available } = await readIndex(spool);
  const end = Math.min(offset + limit, available);
  const rows: Row[] = [];
  let start = 0;
  for (const part of parts) {
    const from = Math.max(offset - start, 0);
    const to = Math.min(end - start, part.rows);
    if (from < to) rows.push(...(await readPart(connection, join(spool, part.file), columns, from, to)));
    start += part.rows;
    if (start >= end) break;
  }
  return { rows, available };
}
