import type { WriteRequest, WrittenFile } from '../../port';
import { identifier } from '../quote';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { scanType } from '../scan/scan-type';
import { storedFields, toFile } from '../write/file-schema';
import { createScan } from './create-scan';
import { limitSession, type Session } from './session';
import { writeDataFiles } from './data-files';

/** Runs trusted SQL and writes its rows as data files. The SELECT's first columns are the fields; those behind them are for the partition and the order. */
export async function writeFiles(session: Session, request: WriteRequest, temporary: string, readDeletionVector: DeletionVectorReader): Promise<readonly WrittenFile[]> {
  const { connection } = session;
  await limitSession(connection, request.limits, temporary);
  for (const scan of request.scans) await createScan(connection, scan, readDeletionVector);
  const fields = storedFields(request.fields);
  const columns = request.fields.map(({ name }) => identifier(name)).join(', ');
  const inFileForm = fields.map(({ name, type }) => `${toFile(identifier(name), type)} AS ${identifier(name)}`).join(', ');
  return writeDataFiles(session, {
    select: `SELECT ${inFileForm}, source.* EXCLUDE (${columns}) FROM (${request.sql}\n) AS source(${columns})`, fields, described: fields,
    partition: request.partition.map(({ sql, field: { type } }) => ({ sql: `CAST(${sql} AS ${scanType(type)})`, type })), orderBy: request.orderBy,
    folder: request.folder, targetFileBytes: request.targetFileBytes, compression: request.compression, compressionLevel: null, rowGroupBytes: null, metrics: new Map(),
  }, temporary, request.limits);
}
