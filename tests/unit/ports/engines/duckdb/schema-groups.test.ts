import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { groupBySchema, schemaEnd } from '@/lib/ports/engines/duckdb/scan/schema-groups';
import { writeParquet } from '../../../../support/parquet-writer';

const folder = mkdtempSync(join(tmpdir(), 'schema-groups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const path = (): string => join(folder, `${(files += 1)}.parquet`);
const write = (select: string, ids: string | null): Promise<string> => writeParquet(path(), select, ids);

/** @param told what the writer said of the size of each */
const grouped = async (paths: readonly string[], told: (path: string) => number = () => 0): Promise<readonly (readonly string[])[]> =>
  (await groupBySchema(paths.map((localPath) => ({ localPath, file: { fileSizeInBytes: told(localPath) } })))).map(({ files: alike }) => alike);

function footerOf(file: string): Uint8Array {
  const bytes = readFileSync(file);
  const length = bytes.readUInt32LE(bytes.length - 8);
  return bytes.subarray(bytes.length - 8 - length, bytes.length - 8);
}

describe('files by the schema in their footers', () => {
  it('are together when it is the same to the byte, whatever their rows', async () => {
    const one = await write("SELECT 1 AS a, 'x' AS b", '{a: 1, b: 2}');
    const swapped = await write("SELECT 1 AS a, 'x' AS b", '{a: 2, b: 1}');
    const many = await write("SELECT range::INTEGER AS a, 'row ' || range AS b FROM range(50000)", '{a: 1, b: 2}');
    const wider = await write("SELECT 1::BIGINT AS a, 'x' AS b", '{a: 1, b: 2}');
    const more = await write("SELECT 1 AS a, 'x' AS b, 2 AS c", '{a: 1, b: 2, c: 3}');
    const without = await write("SELECT 1 AS a, 'x' AS b", null);
    expect(await grouped([one, swapped, many, wider, one, more, without, many, swapped])).toEqual([[one, many, one, many], [swapped, swapped], [wider], [more], [without]]);
  });

  it('are together when the footer is longer than one read', async () => {
    const columns = (count: number): string => Array.from({ length: count }, (_, index) => `range AS column_${index}`).join(', ');
    const wide = await Promise.all([0, 1].map(() => write(`SELECT ${columns(600)} FROM range(3)`, null)));
    const wider = await write(`SELECT ${columns(601)} FROM range(3)`, null);
    expect(footerOf(wide[0] ?? '').length).toBeGreaterThan(16 * 1024);
    expect(await grouped([...wide, wider])).toEqual([wide, [wider]]);
  });

  it('are read where they really end, whatever their writer said of their size', async () => {
    const [one, other] = [await write('SELECT 1 AS a', '{a: 1}'), await write("SELECT 'x' AS b", '{b: 2}')];
    const wide = await write(`SELECT ${Array.from({ length: 600 }, (_, index) => `1 AS column_${index}`).join(', ')}`, null);
    const size = (file: string): number => readFileSync(file).length;
    for (const said of [(file: string) => size(file), () => -1, () => 8192, () => 10 ** 12, ...[-8193, -8192, -8191, -8, -1, 1, 8, 8191, 8192, 8193].map((off) => (file: string) => size(file) + off)]) {
      expect(await grouped([one, wide, other, one], said), said.toString()).toEqual([[one, one], [wide], [other]]);
    }
    // one file behind the other has two ends, of which the last counts
    const both = path();
    writeFileSync(both, Buffer.concat([readFileSync(one), readFileSync(other)]));
    expect(await grouped([both, one, other], (file) => (file === both ? size(one) : size(file)))).toEqual([[both, other], [one]]);
  });

  it('stand by themselves when they are missing, no Parquet, or cut off', async () => {
    const whole = await write('SELECT 1 AS a', '{a: 1}');
    const bytes = readFileSync(whole);
    const made = (content: Uint8Array): string => {
      const file = path();
      writeFileSync(file, content);
      return file;
    };
    const long = Buffer.from(bytes);
    long.writeUInt32LE(0x7fff_ffff, long.length - 8);
    const strange = [join(folder, 'missing'), folder, made(Buffer.alloc(0)), made(Buffer.from('PAR1')), made(bytes.subarray(0, bytes.length - 1)), made(long), made(Buffer.from('\0\0\0\0PAR1'))];
    expect(await grouped([...strange, whole, whole])).toEqual([...strange.map((file) => [file]), [whole, whole]]);
  });

  it('end where a reader of the whole footer says, and nowhere in a damaged one', async () => {
    const file = await write("SELECT {a: 1, b: [1.5]} AS s, MAP {'k': TIMESTAMP '2024-01-01'} AS m", '{s: {__duckdb_field_id: 1, a: 2}}');
    const footer = footerOf(file);
    const end = schemaEnd(footer) ?? NaN;
    expect(Buffer.from(footer.subarray(0, end)).toString('latin1')).toContain('key_value');
    expect(schemaEnd(footer.subarray(0, end))).toBe(end);
    fc.assert(fc.property(fc.nat(end - 1), (length) => { expect(schemaEnd(footer.subarray(0, length))).toBeNull(); }));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(footer.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
      const bytes = Uint8Array.from(footer);
      for (const [at, byte] of changes) bytes[at] = byte;
      expect(schemaEnd(bytes) ?? 0).toBeLessThanOrEqual(bytes.length);
    }));
  });
});
