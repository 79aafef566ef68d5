import type { DuckDBConnection } from '@duckdb/node-api';
import type { JsonValue } from '@/lib/model/iceberg/types';
import { textList } from '../quote';
import { assignIds, keepIds } from './assign-ids';
import { hasFieldIds, parquetTree, type FileField, type SchemaElement } from './parquet-tree';

/** Files that were written with one and the same schema, to the letter. */
export interface FilesOfOneSchema {
  readonly columns: readonly FileField[];
  readonly files: readonly string[];
}

/** DuckDB renames columns that differ in case alone; the reader must use its names then, which stand in the file's order. */
async function asDuckDbNames(connection: DuckDBConnection, columns: readonly FileField[], file: string): Promise<readonly FileField[]> {
  if (new Set(columns.map(({ name }) => name.toLowerCase())).size === columns.length) return columns;
  const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${textList([file])}, hive_partitioning = false)`);
  const names = reader.getRows().map(([name]) => String(name));
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}

/**
 * Reads the footers of `paths` and groups the files by schema. Columns come with the ids that they have in the table:
 * the writer's, or those of the name mapping where the writer left none.
 */
export async function readSchemas(connection: DuckDBConnection, paths: readonly string[], nameMapping: JsonValue | null): Promise<readonly FilesOfOneSchema[]> {
  if (paths.length === 0) return [];
  const reader = await connection.runAndReadAll(`
    SELECT elements, list(file_name) FROM (
      SELECT file_name, to_json(list([to_json(name), to_json(repetition_type), to_json(num_children), to_json(converted_type), to_json(field_id), to_json(duckdb_type), to_json(logical_type)] ORDER BY column_id))::VARCHAR AS elements
      FROM parquet_schema(${textList(paths)}) GROUP BY file_name)
    GROUP BY elements`);
  const groups: FilesOfOneSchema[] = [];
  for (const [elements, files] of reader.getRowsJson() as unknown as readonly (readonly [string, readonly string[]])[]) {
    const tree = await asDuckDbNames(connection, parquetTree(JSON.parse(elements) as readonly SchemaElement[]), files[0] ?? '');
    groups.push({ columns: hasFieldIds(tree) ? keepIds(tree) : assignIds(tree, nameMapping), files });
  }
  return groups;
}
