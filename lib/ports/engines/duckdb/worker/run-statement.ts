import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunRequest } from '../protocol';
import type { Stages } from '../stages';
import { admitStatement } from '../statement-tree';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { schemasOf } from '../scan/files-scan';
import { localFiles } from '../scan/known-files';
import { forSpool } from './for-spool';
import { createScan } from './create-scan';
import { dropPrivileges, limitAndLockSession, type Session } from './session';
import { writeSpool, type SpoolOutcome } from './spool-writer';

/** DuckDB's own parse of a text, for the second wall. */
export async function serialize(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql(?::VARCHAR)::VARCHAR', [sql]);
  return String(reader.getRows()[0]?.[0]);
}

/** What fails is told where it is awaited, which may be never when something else fails first. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Runs one statement behind the walls. Throws what DuckDB or the checks throw; `translateError` makes it ours. */
export async function runStatement({ connection, beside }: Session, request: RunRequest, readDeletionVector: DeletionVectorReader, onRows: (available: number) => void, stages: Stages): Promise<SpoolOutcome> {
  stages.end('handed over');
  dropPrivileges(request.runAs);
  const walls = awaitedLater(limitAndLockSession(connection, request.limits, request.temporary, localFiles(request.scans), [request.spool]));
  // the engine is at it before this thread is busy with footers
  await setImmediate();
  // Nothing here comes from a person's text, so the footers are read while the walls go up.
  const schemas = request.scans.map((scan) => (scan.kind === 'files' ? awaitedLater(schemasOf(beside, scan)) : null));
  await walls;
  stages.end('walls');
  const parsed = awaitedLater(serialize(beside, request.sql));
  for (const [index, scan] of request.scans.entries()) await createScan(connection, scan, readDeletionVector, schemas[index]);
  stages.end('views');
  const { ordered } = admitStatement(await parsed, {
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
