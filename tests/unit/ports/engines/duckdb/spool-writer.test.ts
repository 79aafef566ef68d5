import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { SpoolIndex } from '@/lib/ports/engines/duckdb/protocol';
import { parquetRows } from '@/lib/ports/engines/duckdb/scan/parquet-rows';
import { openSession } from '@/lib/ports/engines/duckdb/worker/session';
import { writeSpool } from '@/lib/ports/engines/duckdb/worker/spool-writer';

const spool = mkdtempSync(join(tmpdir(), 'spool-writer-'));
afterAll(() => rmSync(spool, { recursive: true, force: true }));

it('counts the rows of parts whose footers are longer than what is read of them', async () => {
  const { connection } = await openSession('');
  const select = `SELECT ${Array.from({ length: 12_000 }, (_, index) => `range AS o${index}`).join(', ')} FROM range(3)`;
  expect(await writeSpool(connection, { spool, select, rowLimit: null, ordered: false, maxBytes: 2 ** 30 }, () => undefined)).toMatchObject({ rowCount: 3, truncated: false });
  const { parts } = JSON.parse(readFileSync(join(spool, 'spool.json'), 'utf8')) as SpoolIndex;
  expect(parts.map(({ rows }) => rows)).toEqual([3]);
  expect(parts.map(({ file }) => parquetRows(join(spool, file)))).toEqual([null]);
  connection.closeSync();
});
