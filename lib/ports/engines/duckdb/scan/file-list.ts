import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, text, textList } from '../quote';

const FEW = 100;
/** No path holds one, on any system. */
const SEPARATOR = '\0';

/**
 * SQL for a list of paths, of which many go to the engine as one value under `name`: of ten thousand of them in the text the
 * engine takes 50 to 100 ms to read it, each time that it stands there.
 */
export async function fileList(connection: DuckDBConnection, name: string, paths: readonly string[]): Promise<string> {
  // Metadata can hold anything: what would be taken for two paths here must not become two.
  if (paths.length < FEW || paths.some((path) => path.includes(SEPARATOR))) return textList(paths);
  await connection.run(`SET VARIABLE ${identifier(name)} = string_split(?, chr(0))`, [paths.join(SEPARATOR)]);
  return `getvariable(${text(name)})`;
}
