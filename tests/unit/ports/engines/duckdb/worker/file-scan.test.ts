import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileScan } from '@/lib/ports/engines/duckdb/worker/file-scan';
import type { FileColumn, FileScan } from '@/lib/ports/engines/file-scan';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';

let folder: string;
let connection: DuckDBConnection;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'file-scan-'));
  connection = await (await DuckDBInstance.create()).connect();
});
afterEach(() => {
  connection.closeSync();
  rmSync(folder, { recursive: true });
});

const column = (source: number, type: string, required = false): FileColumn => ({ source, type: readTypeInput(type, 3), required });
async function read(content: string | Uint8Array, scan: Pick<FileScan, 'part' | 'sources' | 'columns'> & Partial<FileScan>): Promise<readonly (readonly unknown[])[]> {
  const localPath = join(folder, 'file');
  writeFileSync(localPath, content);
  await createFileScan(connection, { kind: 'file', alias: 'file', localPath, name: 'file', format: 'csv', options: { delimiter: ',', quote: '"', header: true, nullText: '', dateFormat: '', timestampFormat: '' }, limit: 0, ...scan });
  return (await connection.runAndReadAll('SELECT * FROM file')).getRowsJson();
}
/** line and reason of each bad record */
const bad = async (content: string | Uint8Array, scan: Pick<FileScan, 'sources' | 'columns'> & Partial<FileScan>) =>
  (await read(content, { ...scan, part: 'bad' })).map((row) => [Number(row[2]), row[0]]);

describe('the line that is told of a bad row', () => {
  const two = { sources: ['a', 'b'], columns: [column(0, 'int'), column(1, 'string')] };
  it.each([['\n'], ['\r\n']])('is the one in the file: below blank lines, newlines in quotes and records that cannot be taken apart (%j)', async (newline) => {
    const lines = ['a,b', '1,x', '', '', 'no,y', 'ragged', '3,"a', '', '', 'b"', '', 'four,five,six', 'bad,"q', 'r"', '4,z', '', 'worse,'];
    const found = await bad(lines.join(newline), two);
    expect(found.map(([line]) => line)).toEqual([5, 6, 12, 13, 17]);
    expect(found.map(([, reason]) => reason)).toEqual(['a: ‘no’ is no int', 'has fewer fields than there are columns', 'has more fields than there are columns', 'a: ‘bad’ is no int', 'a: ‘worse’ is no int']);
  });
  it('counts blank lines of a single column, which are NULL there', async () => {
    expect((await bad('a\n1\n\nx\n"\n\ny"\n\nz\n', { sources: ['a'], columns: [column(0, 'int')] })).map(([line]) => line)).toEqual([4, 5, 9]);
  });
  it('holds in a file of several buffers', { timeout: 120_000 }, async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => (index % 50_000 === 49_999 ? 'ragged' : index % 30_000 === 29_999 ? '' : index % 40_000 === 39_999 ? `no,${index}` : `${index},${'x'.repeat(250)}`));
    const expected = lines.flatMap((line, index) => (line === 'ragged' || line.startsWith('no') ? [index + 2] : []));
    expect((await bad(`a,b\n${lines.join('\n')}\n`, two)).map(([line]) => line)).toEqual(expected);
  });
});

describe('JSON lines', () => {
  const json = { format: 'json' as const };
  it('keep every digit of a number, alone and inside', async () => {
    const content = '{"n": 12345678901234567890.123, "o": {"m": 0.12345678901234567890, "t": "x 1234567890123456789 \\" 2"}}\n{"n": 1.5, "o": "12345678901234567.25"}\n{"n": 1.25, "o": "\u{FDD0}5 12345678901234567"}\n';
    const rows = await read(content, { ...json, part: 'rows', sources: ['n', 'o'], columns: [column(0, 'decimal(30,3)'), column(1, 'string')] });
    expect(rows).toEqual([['12345678901234567890.123', '{"m":0.12345678901234567890,"t":"x 1234567890123456789 \\" 2"}'], ['1.500', '12345678901234567.25'], ['1.250', '\u{FDD0}5 12345678901234567']]);
  });
  it('make structs, lists and maps, and say what does not fit inside', async () => {
    const columns = [column(0, 'struct<id: long, tags: list<string>, at: timestamp>'), column(1, 'map<string, decimal(20,2)>')];
    const content = [
      { s: { id: 1, tags: ['a', null], at: '2026-01-31T10:00:00' }, m: { x: 1.25, 'y/z~': 2 } }, { s: null, m: null }, { s: { tags: [] } },
      { s: { id: 'no' } }, { s: { id: 1, more: true } }, { s: [] }, { m: { x: 1.255 } }, { s: { tags: 'a' } },
    ].map((line) => JSON.stringify(line)).join('\n');
    const rows = await read(content, { ...json, part: 'rows', sources: ['s', 'm'], columns });
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows[0])).toContain('1.25');
    await connection.run('DROP VIEW file');
    expect((await bad(content, { ...json, sources: ['s', 'm'], columns })).map(([line]) => line)).toEqual([4, 5, 6, 7, 8]);
  });
  it('refuse a map with a key twice and NULL where none is taken', async () => {
    const columns = [column(0, 'map<string, long>')];
    expect(await bad('{"m": {"a": 1, "a": 2}}\n{"m": {"a": 1}}\n', { ...json, sources: ['m'], columns })).toEqual([[1, 'm: ‘{"a":1,"a":2}’ is no map<string, long>']]);
  });
});
