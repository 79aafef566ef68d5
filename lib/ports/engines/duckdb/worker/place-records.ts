import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileScan } from '../../port';
import { innerLines, passesBlanks, PLACES, placedRecords } from '../scan/placed-records';
import { REJECTS } from '../scan/reading-lines';
import { linesOfFile } from './lines-of-file';

/** The table of a part, from `taken`, in the file's order, each record with its line. */
export async function placeRecords(connection: DuckDBConnection, scan: FileScan, name: string, columns: string, rejected: string): Promise<void> {
  let records = 'SELECT * EXCLUDE (inside) FROM taken';
  if (scan.format !== 'parquet') {
    await findLines(connection, scan);
    records = placedRecords(scan, columns, rejected);
  }
  await connection.run(`CREATE TABLE ${name} AS SELECT * EXCLUDE (kept) FROM (${records}) WHERE kept ORDER BY line${scan.limit > 0 ? ` LIMIT ${scan.limit}` : ''}`);
}

/** Fills the tables of `PLACES`. */
async function findLines(connection: DuckDBConnection, scan: FileScan): Promise<void> {
  await connection.run(PLACES);
  const offsets = (await connection.runAndReadAll(`SELECT DISTINCT line_byte_position - 1 AS byte FROM ${REJECTS} ORDER BY byte`)).getRows().map(([byte]) => Number(byte));
  const [[last, inside] = []] = (await connection.runAndReadAll(`SELECT coalesce(max(line) FILTER (kept), 0) AS last, coalesce(sum(inside), 0) FROM taken`)).getRows();
  if (offsets.length === 0 && Number(last) === 0) return;
  const rejectedLines = Number((await connection.runAndReadAll(`SELECT coalesce(sum(${innerLines(scan, 'csv_line')} + 1), 0) FROM ${REJECTS}`)).getRows()[0]?.[0] ?? 0);
  const { blanks, newlines } = await linesOfFile(scan.localPath, offsets, Number(last) + Number(inside) + rejectedLines + 1);
  const places = await connection.createAppender('reject_places');
  for (const [index, byte] of offsets.entries()) {
    places.appendBigInt(BigInt(byte));
    places.appendBigInt(BigInt(newlines[index] ?? 0));
    places.endRow();
  }
  places.closeSync();
  if (!passesBlanks(scan)) return;
  const runs = await connection.createAppender('blank_lines');
  for (const { line, before, blanks: sum } of blanks) {
    for (const one of [line, before, sum]) runs.appendBigInt(BigInt(one));
    runs.endRow();
  }
  runs.closeSync();
}
