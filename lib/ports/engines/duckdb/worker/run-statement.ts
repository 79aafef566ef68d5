import type { DuckDBConnection } from '@duckdb/node-api';
import { carrierType } from '@/lib/model/values/carriers';
import type { Column } from '@/lib/model/values/types';
import { spoolColumn, type RunRequest } from '../protocol';
import { identifier } from '../quote';
import { admitStatement } from '../statement-tree';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { createFilesView } from '../scan/files-scan';
import { localFiles } from '../scan/known-files';
import { createRowsTable } from './rows-table';
import { dropPrivileges, limitSession, lockSession, type Session } from './session';
import { writeSpool, type SpoolOutcome } from './spool-writer';

async function serialize(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql(?::VARCHAR)::VARCHAR', [sql]);
  return String(reader.getRows()[0]?.[0]);
}

const nested = (column: Column): boolean => ['array', 'map', 'row'].includes(column.type.kind);

/** Names the columns for the spool, which must hold each in its carrier: Parquet has no 128-bit integers and would round them. */
function forSpool(sql: string, columns: readonly Column[]): string {
  const names = columns.map((_, index) => identifier(spoolColumn(index)));
  const list = columns.map((column, index) => (nested(column) ? names[index] : `CAST(${names[index]} AS ${carrierType(column.type)}) AS ${names[index]}`));
  return `SELECT ${list.join(', ')} FROM (${sql}\n) AS result(${names.join(', ')})`;
}

/** Runs one statement behind the walls. Throws what DuckDB or the checks throw; `translateError` makes it ours. */
export async function runStatement({ connection, observer }: Session, request: RunRequest, readDeletionVector: DeletionVectorReader, onRows: (available: number) => void): Promise<SpoolOutcome> {
  dropPrivileges(request.runAs);
  await limitSession(connection, request.limits, request.temporary);
  await lockSession(connection, localFiles(request.scans), [request.spool]);
  for (const scan of request.scans) {
    if (scan.kind === 'rows') await createRowsTable(connection, scan);
    else await createFilesView(connection, scan, readDeletionVector);
  }
  const { ordered } = admitStatement(await serialize(connection, request.sql), {
    tables: request.scans.map((scan) => scan.alias),
    functions: request.functions,
  });
  const select = forSpool(request.sql, request.columns);
  const { spool, rowLimit, limits } = request;
  return writeSpool(connection, observer, { spool, select, rowLimit, ordered, maxBytes: limits.spoolBytes }, onRows);
}
