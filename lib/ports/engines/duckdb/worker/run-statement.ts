import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunRequest } from '../protocol';
import type { Stages } from '../stages';
import { admitStatement } from '../statement-tree';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { localFiles } from '../scan/known-files';
import { forSpool } from './for-spool';
import { createScan } from './create-scan';
import { dropPrivileges, limitSession, lockSession, type Session } from './session';
import { writeSpool, type SpoolOutcome } from './spool-writer';

/** DuckDB's own parse of a text, for the second wall. */
export async function serialize(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql(?::VARCHAR)::VARCHAR', [sql]);
  return String(reader.getRows()[0]?.[0]);
}

/** Runs one statement behind the walls. Throws what DuckDB or the checks throw; `translateError` makes it ours. */
export async function runStatement({ connection }: Session, request: RunRequest, readDeletionVector: DeletionVectorReader, onRows: (available: number) => void, stages: Stages): Promise<SpoolOutcome> {
  stages.end('handed over');
  dropPrivileges(request.runAs);
  await limitSession(connection, request.limits, request.temporary);
  await lockSession(connection, localFiles(request.scans), [request.spool]);
  stages.end('walls');
  for (const scan of request.scans) await createScan(connection, scan, readDeletionVector);
  stages.end('views');
  const { ordered } = admitStatement(await serialize(connection, request.sql), {
    tables: request.scans.map((scan) => scan.alias),
    functions: request.functions,
  });
  stages.end('admission');
  const select = forSpool(request.sql, request.columns);
  const { spool, rowLimit, limits } = request;
  const outcome = await writeSpool(connection, { spool, select, rowLimit, ordered, maxBytes: limits.spoolBytes }, onRows, stages);
  stages.end('index');
  return outcome;
}
