import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeletionVector, writeDeletionVector } from '@/lib/model/iceberg/deletes/deletion-vector';
import { readRoaring64, writeRoaring64 } from '@/lib/model/iceberg/deletes/roaring';

const range = (from: number, to: number, step = 1): readonly number[] => Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
const HIGH = 2 ** 32;

/** Written by CRoaring (pyroaring 1.2.0, BitMap64.serialize; the last two after run_optimize), deflated, as base64. */
const BY_CROARING: readonly (readonly [name: string, positions: readonly number[], base64: string])[] = [
  ['nothing', [], 'eNpjYIAAAAAIAAE='],
  ['one position', [0], 'eNpjZEAAKwMGBkYoWwBMAgAH7gB9'],
  ['two containers', [1, 5, 65_535, 65_536, 70_000], 'eNpjZEAAKwMGBiYwi4mBEQglgCw5IGZkYGX4/5+BoUAQAB5CAy0='],
  ['several high words', [3, HIGH + 1, HIGH + 2, 5 * HIGH + 65_536], 'eNpjZkAAKwMGBkYoWwCImcE8hCgjWJSRgYmBFUmcEaqagQEAO4gBgw=='],
  ['a bitset', range(0, 30_000, 3), 'eNrtxqENACEURMFPBVAECRZNB7RHxVzO4FGImbxsNsUxekT6X27l27mqJEmSJEmPFAAAAABc2tKs3g0='],
  ['the smallest bitset', range(0, 8194, 2), 'eNrtxjENACAQBMF7B0ihxgf+rUBCgQeYKTZbuUZP6mxrOxP4VgUAAAAAAAB4xQLEGFSd'],
  ['runs', [...range(10, 20_000), ...range(65_536, 65_540), 200_000], 'eNpjZEAAawMmBmYGBlE/RiAFZDAwMnCBeQxAngMvABvfAZs='],
  ['runs in many containers, with offsets', range(0, 6).flatMap((key) => range(key * 65_536 + 100, key * 65_536 + 300)), 'eNpjZEAAawNWBnsGhuMMjEDMBMTMQMwCxKxAbApSAMSOQOwOxL5AHAzEjAwpYB34SABaxQ4K'],
];
const inflated = (base64: string): Uint8Array => inflateSync(Buffer.from(base64, 'base64'));

/** Positions in clusters, so that all kinds of containers and several high words occur. */
const positions = fc.array(fc.record({ start: fc.oneof(fc.nat(200_000), fc.nat(2 ** 34), fc.constantFrom(0, 65_530, HIGH - 3, 2 ** 52)), length: fc.oneof(fc.nat(5), fc.nat(9000)), step: fc.constantFrom(1, 2, 7) }), { maxLength: 4 })
  .map((clusters) => [...new Set(clusters.flatMap(({ start, length, step }) => range(start, start + length * step + 1, step)))].filter((position) => position < 2 ** 53).sort((a, b) => a - b));

describe('roaring bitmaps', () => {
  it.each(BY_CROARING)('of CRoaring are read: %s', (_, expected, base64) => {
    expect(readRoaring64(inflated(base64))).toEqual(expected);
  });
  it.each(BY_CROARING)('are written as CRoaring writes them, to the byte: %s', (_, expected, base64) => {
    expect(Buffer.from(writeRoaring64(expected)).equals(inflated(base64))).toBe(true);
  });
  it('keep 4,096 values in an array', () => {
    expect(createHash('sha256').update(writeRoaring64(range(0, 8192, 2))).digest('hex').slice(0, 16)).toBe('b95d4872f8923293');
  });
  it('come back as they were written', () => {
    fc.assert(fc.property(positions, (all) => { expect(readRoaring64(writeRoaring64(all))).toEqual(all); }), { numRuns: 60 });
  });
  it('that are cut off or overgrown are refused, never read as less', () => {
    for (const [, expected, base64] of BY_CROARING) {
      const bytes = inflated(base64);
      const step = Math.max(1, Math.floor(bytes.length / 60));
      for (let length = 0; length < bytes.length; length += step) expect(() => readRoaring64(bytes.slice(0, length)), `${expected.length} at ${length}`).toThrow(RangeError);
    }
    expect(() => readRoaring64(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9))).toThrow(RangeError);
    // a position that no number holds exactly
    expect(() => readRoaring64(Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, ...writeRoaring64([0]).slice(12)]))).toThrow(RangeError);
  });
});

describe('deletion vectors', () => {
  it('come back as they were written, framed as the Puffin specification says', () => {
    fc.assert(fc.property(positions, (all) => {
      const blob = writeDeletionVector(all, crc32);
      const view = new DataView(blob.buffer);
      expect([view.getUint32(0), view.getUint32(4), view.getUint32(blob.length - 4)]).toEqual([blob.length - 8, 0xd1d33964, crc32(blob.subarray(4, blob.length - 4))]);
      expect(readDeletionVector(blob, 'x.puffin', crc32)).toEqual(all);
    }), { numRuns: 30 });
  });
  it('are never read wrong: any flipped byte and any cut is found, and the file is named', () => {
    const blob = writeDeletionVector([1, 2, 3, 70_000, HIGH], crc32);
    const damaged = expect.objectContaining({ code: 'BROKEN_TABLE', details: { file: 'x.puffin' } }) as Error;
    for (let at = 0; at < blob.length; at += 1) {
      const flipped = blob.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      expect(() => readDeletionVector(flipped, 'x.puffin', crc32), `byte ${at}`).toThrow(damaged);
      expect(() => readDeletionVector(blob.slice(0, at), 'x.puffin', crc32), `length ${at}`).toThrow(damaged);
    }
  });
});
