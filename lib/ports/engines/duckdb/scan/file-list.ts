import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, text, textList } from '../quote';

const FEW = 100;
/** No path holds one, on any system. */
const SEPARATOR = '\0';
/** Those that a connection holds, by their names: what a table's files may be opened by is most often what they are read by. */
const listsOf = new WeakMap<DuckDBConnection, Map<string, string>>();

/**
 * SQL for a list of paths, of which many go to the engine as one value under `name`: of ten thousand of them in the text the
 * engine takes 50 to 100 ms to read it, each time that it stands there.
 */
export async function fileList(connection: DuckDBConnection, name: string, paths: readonly string[]): Promise<string> {
  // Metadata can hold anything: what would be taken for two paths here must not become two.
  if (paths.length < FEW || paths.some((path) => path.includes(SEPARATOR))) return textList(paths);
  const joined = paths.join(SEPARATOR);
  const lists = listsOf.get(connection) ?? new Map<string, string>();
  for (const [held, list] of lists) if (list === joined) return `getvariable(${text(held)})`;
  await connection.run(`SET VARIABLE ${identifier(name)} = string_split(?, chr(0))`, [joined]);
  listsOf.set(connection, lists.set(name, joined));
  return `getvariable(${text(name)})`;
}
