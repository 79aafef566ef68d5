import type { DuckDBConnection } from '@duckdb/node-api';
import type { ParquetFooter } from '../../port';
import { text } from '../quote';

const integer = /^-?\d+$/;
const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Order of two statistics of one column, which DuckDB gives as text. */
function compare(a: string, b: string): number {
  if (integer.test(a) && integer.test(b)) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  if (number.test(a) && number.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

const extreme = (values: readonly (string | null)[], sign: 1 | -1): string | null =>
  values.reduce((best, value) => (best === null || value === null ? null : compare(value, best) * sign > 0 ? value : best), values[0] ?? null);

const orNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
type Json = readonly unknown[];

/** What the footer of a Parquet file says: its row groups and its columns, with statistics over all row groups. */
export async function readFooterOf(connection: DuckDBConnection, localPath: string): Promise<ParquetFooter> {
  const rows = async (sql: string): Promise<readonly Json[]> => (await connection.runAndReadAll(sql)).getRowsJson() as unknown as readonly Json[];
  const path = text(localPath);
  const [file] = await rows(`SELECT num_rows, created_by FROM parquet_file_metadata(${path})`);
  const groups = await rows(`SELECT row_group_id, first(row_group_num_rows), first(row_group_bytes), sum(total_compressed_size) FROM parquet_metadata(${path}) GROUP BY 1 ORDER BY 1`);
  const leaves = await rows(`SELECT field_id, coalesce(duckdb_type, type) FROM parquet_schema(${path}) WHERE type IS NOT NULL ORDER BY column_id`);
  const columns = await rows(`
    SELECT column_id, first(path_in_schema), first(compression), sum(total_compressed_size), list(coalesce(stats_min_value, stats_min)), list(coalesce(stats_max_value, stats_max)), CASE WHEN count(stats_null_count) = count(*) THEN sum(stats_null_count) END
    FROM parquet_metadata(${path}) GROUP BY column_id ORDER BY column_id`);
  return {
    rowCount: Number(file?.[0] ?? 0),
    createdBy: orNull(file?.[1]),
    rowGroups: groups.map(([, count, bytes, compressed]) => ({ rows: Number(count), bytes: Number(bytes), compressedBytes: Number(compressed) })),
    columns: columns.map(([, name, codec, compressed, mins, maxs, nulls], index) => ({
      path: String(name).split(', ').join('.'),
      fieldId: leaves[index]?.[0] === null || leaves[index] === undefined ? null : Number(leaves[index][0]),
      type: orNull(leaves[index]?.[1]) ?? '',
      codec: String(codec),
      compressedBytes: Number(compressed),
      min: extreme(mins as readonly (string | null)[], -1),
      max: extreme(maxs as readonly (string | null)[], 1),
      nulls: nulls === null ? null : Number(nulls),
    })),
  };
}
