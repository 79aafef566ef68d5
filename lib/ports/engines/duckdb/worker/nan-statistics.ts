import type { DuckDBConnection } from '@duckdb/node-api';
import { textList } from '../quote';
import type { Leaf } from '../write/file-schema';
import { statisticsByPath, type NanStatistics } from '../write/written-file';
import type { CutFile } from './cut-files';

const AT_ONCE = 500;

/**
 * Of columns in which the engine met NaN it tells neither how often nor bounds of the other values, so they are read again. Columns
 * without NaN cost nothing.
 * @returns by path of the file, then by field id
 */
export async function nanStatistics(connection: DuckDBConnection, files: readonly CutFile[], leaves: readonly Leaf[]): Promise<ReadonlyMap<string, ReadonlyMap<number, NanStatistics>>> {
  const met = new Map<string, Leaf[]>();
  for (const { path, statistics } of files) {
    const of = statisticsByPath(statistics);
    const found = leaves.filter((leaf) => !leaf.repeated && of.get(leaf.path)?.get('has_nan') === 'true');
    if (found.length > 0) met.set(path, found);
  }
  const columns = leaves.filter((leaf) => [...met.values()].some((found) => found.includes(leaf)));
  const asked = columns.flatMap(({ path }) => [`count(*) FILTER (isnan(${path}))`, `CAST(min(${path}) FILTER (NOT isnan(${path})) AS VARCHAR)`, `CAST(max(${path}) FILTER (NOT isnan(${path})) AS VARCHAR)`]);
  const found = new Map<string, ReadonlyMap<number, NanStatistics>>();
  const paths = [...met.keys()];
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const reader = await connection.runAndReadAll(`SELECT filename, ${asked.join(', ')} FROM read_parquet(${textList(paths.slice(at, at + AT_ONCE))}, filename = true, hive_partitioning = false) GROUP BY filename`);
    for (const [path, ...values] of reader.getRows()) {
      const text = (index: number): string | null => (typeof values[index] === 'string' ? values[index] : null);
      found.set(String(path), new Map(columns.map(({ id }, index) => [id, { count: Number(values[index * 3]), min: text(index * 3 + 1), max: text(index * 3 + 2) }])));
    }
  }
  return found;
}
