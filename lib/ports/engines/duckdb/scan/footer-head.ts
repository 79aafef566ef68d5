import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Most footers fit into one read of this size at the end of a file. */
const TAIL_BYTES = 8 * 1024;
/** what is read of a footer that does not: the schema comes first in it, and one that is longer is left to the engine */
export const HEAD_BYTES = 128 * 1024;
const ENDING_BYTES = 8;
const MAGIC = 0x31_52_41_50; // PAR1

/**
 * The beginning of a Parquet file's footer, or null where none can be read.
 * @param buffer of HEAD_BYTES, in which the answer lies until its next use
 */
export function footerHead(path: string, buffer: Buffer): Buffer | null {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const from = Math.max(0, size - TAIL_BYTES);
    const end = readSync(file, buffer, 0, TAIL_BYTES, from) - ENDING_BYTES;
    if (end < 0 || buffer.readUInt32LE(end + 4) !== MAGIC) return null;
    const start = end - buffer.readUInt32LE(end);
    if (start >= 0) return buffer.subarray(start, end);
    if (from + start < 0) return null;
    return buffer.subarray(0, readSync(file, buffer, 0, Math.min(HEAD_BYTES, end - start), from + start));
  } catch {
    // whoever needs the file opens it again, and says what is wrong with it
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
