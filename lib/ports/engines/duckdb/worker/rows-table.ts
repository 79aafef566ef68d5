import type { DuckDBConnection } from '@duckdb/node-api';
import { carrierType } from '@/lib/model/values/carriers';
import type { RowsScan } from '../../port';
import { identifier } from '../quote';
import { duckDbValue } from './duckdb-value';

/** Puts rows of the console's own into a table of the statement's in-memory database. */
export async function createRowsTable(connection: DuckDBConnection, scan: RowsScan): Promise<void> {
  const columns = scan.columns.map(({ name, type }) => `${identifier(name)} ${carrierType(type)}`);
  await connection.run(`CREATE TABLE ${identifier(scan.alias)} (${columns.join(', ') || 'nothing INTEGER'})`);
  if (scan.rows.length === 0) return;
  const appender = await connection.createAppender(scan.alias);
  for (const row of scan.rows) {
    scan.columns.forEach(({ type }, index) => appender.appendValue(duckDbValue(row[index] ?? null, type), appender.columnType(index)));
    if (scan.columns.length === 0) appender.appendNull();
    appender.endRow();
  }
  appender.closeSync();
}
