import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunRequest } from '../protocol';
import type { Stages } from '../stages';
import { admitStatement } from '../statement-tree';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { text } from '../quote';
import { filesView, schemasOf } from '../scan/files-scan';
import { localFiles } from '../scan/known-files';
import { freshSchemas, type KnownSchema } from '../scan/known-schemas';
import { fromWire } from '../scan/wire-scan';
import { forSpool } from './for-spool';
import { createScan } from './create-scan';
import { allowFiles, lockSql, type Session } from './session';
import { writeSpool, type SpoolOutcome } from './spool-writer';

/** SQL for DuckDB's own parse of a text, for the second wall. */
const serializeSql = (sql: string): string => `SELECT json_serialize_sql(${text(sql)})::VARCHAR`;

/** The one value that `sql` gives, of its last statement where there are several. */
async function valueOf(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll(sql);
  return String(reader.getRows()[0]?.[0]);
}

export const serialize = (connection: DuckDBConnection, sql: string): Promise<string> => valueOf(connection, serializeSql(sql));

/** What fails is told where it is awaited, which may be never when something else fails first. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** What is told while a statement is on its way. */
export interface Told {
  rows(available: number): void;
  /** before the person's text is looked at */
  learned(schemas: readonly KnownSchema[]): void;
}

/** Runs one statement behind the walls, in a session within its limits. Throws what DuckDB or the checks throw; `translateError` makes it ours. */
export async function runStatement({ connection, beside }: Session, request: RunRequest, readDeletionVector: DeletionVectorReader, tell: Told, stages: Stages): Promise<SpoolOutcome> {
  stages.end('handed over');
  const scans = request.scans.map(fromWire);
  // Nothing here comes from a person's text, so footers are read while the engine looks up the files that it may open.
  const allowed = awaitedLater(allowFiles(connection, localFiles(scans)));
  const read = await Promise.all(scans.map(async (scan) => (scan.kind === 'files' ? schemasOf(beside, scan) : null)));
  stages.end('footers');
  const views: string[] = [];
  for (const [index, scan] of scans.entries()) if (scan.kind === 'files') views.push(await filesView(connection, scan, readDeletionVector, { schemas: read[index] ?? null }));
  tell.learned(freshSchemas());
  await allowed;
  // one call, since each way to the engine and back waits for the thread that asked
  const parsed = await valueOf(connection, [...views, lockSql([request.spool]), serializeSql(request.sql)].join('; '));
  stages.end('walls');
  for (const scan of scans) if (scan.kind !== 'files') await createScan(connection, scan, readDeletionVector);
  const { ordered } = admitStatement(parsed, {
    tables: scans.map((scan) => scan.alias),
    functions: request.functions,
  });
  stages.end('admission');
  const select = forSpool(request.sql, request.columns);
  const { spool, rowLimit, limits } = request;
  const outcome = await writeSpool(connection, { spool, select, rowLimit, ordered, maxBytes: limits.spoolBytes }, tell.rows, stages);
  stages.end('index');
  return outcome;
}
