import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parquetRows } from '@/lib/ports/engines/duckdb/scan/parquet-rows';
import { writeParquet } from '../../../../support/parquet-writer';

const folder = mkdtempSync(join(tmpdir(), 'parquet-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('rows of a Parquet file', () => {
  it.each([0, 1, 63, 64, 8191, 8192, 300_000])('%i are what the footer says', async (rows) => {
    expect(parquetRows(await writeParquet(join(folder, `${rows}.parquet`), `SELECT range AS a, 'x' AS b FROM range(${rows})`, null))).toBe(rows);
  });

  it('are not known of a file that is still being written, or not there', async () => {
    const bytes = readFileSync(await writeParquet(join(folder, 'whole.parquet'), 'SELECT 1 AS a', null));
    const partial = join(folder, 'partial.parquet');
    for (const length of [0, 4, 9, bytes.length >> 1, bytes.length - 4, bytes.length - 1]) {
      writeFileSync(partial, bytes.subarray(0, length));
      expect(parquetRows(partial)).toBeNull();
    }
    expect(parquetRows(join(folder, 'missing.parquet'))).toBeNull();
  });
});
