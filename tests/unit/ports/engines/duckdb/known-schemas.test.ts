import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshSchemas, rememberSchemas } from '@/lib/ports/engines/duckdb/scan/known-schemas';
import { readSchemas } from '@/lib/ports/engines/duckdb/scan/footers';
import { openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';
import { writeParquet } from '../../../../support/parquet-writer';

describe('schemas that were met before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'known-schemas-'));
  let session: Session;
  beforeAll(async () => { session = await openSession(''); });
  afterAll(() => {
    session.connection.closeSync();
    rmSync(folder, { recursive: true, force: true });
  });
  const names = async (...paths: readonly string[]): Promise<readonly string[][]> => (await readSchemas(session.connection, paths.map((localPath) => ({ localPath, file: { fileSizeInBytes: 0 } })), null)).map(({ columns }) => columns.map(({ name }) => name));

  it('are told once, and asked of the engine no more', async () => {
    const one = await writeParquet(join(folder, '1.parquet'), "SELECT 1 AS a, 'x' AS b", '{a: 1, b: 2}');
    const two = await writeParquet(join(folder, '2.parquet'), "SELECT 2 AS a, 'y' AS b FROM range(10)", '{a: 1, b: 2}');
    const other = await writeParquet(join(folder, '3.parquet'), 'SELECT 1 AS c', '{c: 1}');
    expect(await names(one)).toEqual([['a', 'b']]);
    const [learned] = freshSchemas();
    expect(await names(two, other)).toEqual([['a', 'b'], ['c']]);
    expect(freshSchemas().map(([, elements]) => elements[1]?.[0])).toEqual(['c']);
    // what is remembered goes by the bytes alone: here it says something else than the engine would
    const [bytes, elements] = learned!;
    rememberSchemas([[bytes, elements.map((element) => (element[0] === 'b' ? ['told', ...element.slice(1)] as unknown as typeof element : element))]]);
    expect(await names(two)).toEqual([['a', 'told']]);
    expect(freshSchemas()).toEqual([]);
  });
});
