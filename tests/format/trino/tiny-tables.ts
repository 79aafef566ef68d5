import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import { queryFailed } from '@/lib/model/errors';
import { parseType } from '@/lib/model/values/type-text';
import type { ResolvedRelation, TableMention } from '@/lib/ports/parser/port';

const folder = fileURLToPath(new URL('tables/', import.meta.url));
const shapes = JSON.parse(readFileSync(`${folder}columns.json`, 'utf8')) as Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

/** tpch.tiny as Trino has it, each table a view whose columns are c0, c1, … */
export async function createTinyTables(connection: DuckDBConnection): Promise<void> {
  for (const [table, columns] of Object.entries(shapes)) {
    await connection.run(`CREATE VIEW tiny_${table} AS SELECT ${columns.map(({ name }, i) => `${name} AS c${i}`).join(', ')} FROM read_parquet('${folder}${table}.parquet')`);
  }
}

/** What the catalog would say of a mention. Throws Trino's errors for what is not there. */
export function tinyRelation(mention: TableMention): ResolvedRelation {
  const { catalog, schema, table, span: { line, column } } = mention;
  if (catalog !== 'tpch') throw queryFailed('CATALOG_NOT_FOUND', `Catalog '${catalog}' does not exist`, line, column);
  const columns = shapes[table.toLowerCase()];
  if (schema !== 'tiny' || columns === undefined) throw queryFailed('TABLE_NOT_FOUND', `Table '${catalog}.${schema}.${table}' does not exist`, line, column);
  return { index: mention.index, name: `${catalog}.${schema}.${table}`, columns: columns.map(({ name, type }) => ({ name, type: parseType(type)! })) };
}
