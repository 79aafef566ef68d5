import { chmodSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

let connection: Promise<DuckDBConnection> | null = null;

/** Writes a Parquet file as a foreign writer might: any select, any field ids or none, words of its own beside the schema. */
export async function writeParquet(file: string, select: string, fieldIds: string | null, keyValues: Readonly<Record<string, string>> = {}): Promise<string> {
  connection ??= DuckDBInstance.create(':memory:').then(async (instance) => {
    const opened = await instance.connect();
    await opened.run("SET TimeZone = 'UTC'");
    return opened;
  });
  const beside = Object.entries(keyValues).map(([key, value]) => `${key}: '${value.replaceAll("'", "''")}'`).join(', ');
  await (await connection).run(`COPY (${select}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet${fieldIds === null ? '' : `, FIELD_IDS ${fieldIds}`}${beside === '' ? '' : `, KV_METADATA {${beside}}`})`);
  chmodSync(file, 0o444);
  return file;
}
