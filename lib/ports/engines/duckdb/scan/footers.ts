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

/** DuckDB gives the second of two columns that differ in case alone another name; the reader must use that one. */
function asDuckDbNames(columns: readonly FileField[]): readonly FileField[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const key = column.name.toLowerCase();
    const repeats = seen.get(key);
    seen.set(key, (repeats ?? 0) + 1);
    return repeats === undefined ? column : { ...column, name: `${column.name}_${repeats}` };
  });
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
  return reader.getRowsJson().map(([elements, files]) => {
    const tree = asDuckDbNames(parquetTree(JSON.parse(String(elements)) as readonly SchemaElement[]));
    return { columns: hasFieldIds(tree) ? keepIds(tree) : assignIds(tree, nameMapping), files: files as readonly string[] };
  });
}
