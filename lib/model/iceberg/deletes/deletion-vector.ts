import { brokenTable } from '@/lib/model/errors';
import { readRoaring64, writeRoaring64 } from './roaring';

/** CRC-32 as zlib computes it, handed in. */
export type Crc32 = (bytes: Uint8Array) => number;
const MAGIC = 0xd1_d3_39_64;

/**
 * Deleted positions of a `deletion-vector-v1` blob (Puffin spec): length and CRC big-endian around magic and bitmap.
 * The blob is what lies at content_offset and content_size_in_bytes; the Puffin footer is not needed, and some files have none.
 * @throws BROKEN_TABLE naming `file`
 */
export function readDeletionVector(blob: Uint8Array, file: string, crc32: Crc32): number[] {
  const bad = (why: string, cause?: unknown): never => { throw brokenTable(`The deletion vector in ${file} is damaged: ${why}.`, file, cause); };
  if (blob.length < 12) return bad('it is cut off');
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const length = view.getUint32(0);
  if (length + 8 !== blob.length) return bad(`it says ${length} bytes and has ${blob.length - 8}`);
  if (view.getUint32(4) !== MAGIC) return bad('it does not begin as one');
  const body = blob.subarray(4, 4 + length);
  if (view.getUint32(4 + length) !== crc32(body) >>> 0) return bad('its checksum is wrong');
  try {
    return readRoaring64(body.subarray(4));
  } catch (error) {
    return bad('its bitmap cannot be read', error);
  }
}

/** The reverse, for positions ascending and distinct. */
export function writeDeletionVector(positions: readonly number[], crc32: Crc32): Uint8Array {
  const bitmap = writeRoaring64(positions);
  const blob = new Uint8Array(bitmap.length + 12);
  const view = new DataView(blob.buffer);
  view.setUint32(0, bitmap.length + 4);
  view.setUint32(4, MAGIC);
  blob.set(bitmap, 8);
  view.setUint32(8 + bitmap.length, crc32(blob.subarray(4, 8 + bitmap.length)) >>> 0);
  return blob;
}
