import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { zonedNanos } from '@/lib/ports/engines/duckdb/scan/zoned-nanos';
import { writeParquet } from '../../../../support/parquet-writer';

const folder = mkdtempSync(join(tmpdir(), 'zoned-nanos-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function footerOf(file: string): Uint8Array {
  const bytes = readFileSync(file);
  const length = bytes.readUInt32LE(bytes.length - 8);
  return bytes.subarray(bytes.length - 8 - length, bytes.length - 8);
}
const fixture = 'tests/format/fixtures/java/java/nanos_with_zone/data';
const java = footerOf(join(fixture, readdirSync(fixture)[0] ?? ''));

describe('instants of nanoseconds in a Parquet footer', () => {
  it('are found at any depth', () => {
    const places = zonedNanos(java);
    expect(places).toHaveLength(2);
    for (const place of places) expect((java[place] ?? 0) & 0x0f).toBe(1);
  });

  it('are told from everything else that holds a time', async () => {
    const file = await writeParquet(join(folder, 'times.parquet'), "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' AS a, TIMESTAMP '2024-01-01' AS b, TIMESTAMP_NS '2024-01-01 00:00:00.000000001' AS c, TIME '12:00' AS d, [TIMESTAMP_NS '2024-01-01'] AS e, {'f': TIMESTAMPTZ '2024-01-01 00:00:00+00'} AS f", null);
    expect(zonedNanos(footerOf(file))).toEqual([]);
  });

  it('a damaged footer ends in an error or in places within it, never in a loop', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(java.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(java.length), (changes, length) => {
      const bytes = Uint8Array.from(java).subarray(0, length);
      for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
      try {
        for (const place of zonedNanos(bytes)) expect(place).toBeLessThan(length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }), { numRuns: 2000 });
  });
});
