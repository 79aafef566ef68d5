import type { DuckDBConnection } from '@duckdb/node-api';
import type { JsonValue } from '@/lib/model/iceberg/types';
import { textList } from '../quote';
import { assignIds, keepIds } from './assign-ids';
import { hasFieldIds, parquetTree, type FileField, type SchemaElement } from './parquet-tree';
import { groupBySchema } from './schema-groups';

/** Files that were written with one and the same schema, to the letter. */
export interface FilesOfOneSchema {
  readonly columns: readonly FileField[];
  readonly files: readonly string[];
}

/** A row of parquet_schema, as short as the text of ten thousand files wants it. */
interface Element { readonly n: string; readonly r: string | null; readonly c: number | null; readonly k: string | null; readonly i: number | null; readonly d: string | null; readonly l: string | null }

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
  // The engine takes a fifth of a millisecond for each file, ten times of what telling them apart takes.
  const alike = new Map((await groupBySchema(paths)).map((files) => [files[0] ?? '', files]));
  const reader = await connection.runAndReadAll(`
    SELECT to_json(elements)::VARCHAR, list(file_name) FROM (
      SELECT file_name, list(struct_pack(n := name, r := repetition_type, c := num_children, k := converted_type, i := field_id, d := duckdb_type, l := logical_type) ORDER BY column_id) AS elements
      FROM parquet_schema(${textList([...alike.keys()])}) GROUP BY file_name)
    GROUP BY elements`);
  const groups: FilesOfOneSchema[] = [];
  for (const [elements, examples] of reader.getRowsJson() as unknown as readonly (readonly [string, readonly string[]])[]) {
    const flat = (JSON.parse(elements) as readonly Element[]).map(({ n, r, c, k, i, d, l }): SchemaElement => [n, r, c, k, i, d, l]);
    const tree = await asDuckDbNames(connection, parquetTree(flat), examples[0] ?? '');
    groups.push({ columns: hasFieldIds(tree) ? keepIds(tree) : assignIds(tree, nameMapping), files: examples.flatMap((example) => alike.get(example) ?? []) });
  }
  return groups;
}
