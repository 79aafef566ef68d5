import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Most footers fit into one read of this size at the end of a file. */
const TAIL_BYTES = 8 * 1024;
/** what is read of a footer that does not: the schema comes first in it, and one that is longer is left to the engine */
export const HEAD_BYTES = 128 * 1024;
const ENDING_BYTES = 8;
const MAGIC = 0x31_52_41_50; // PAR1

/**
 * The beginning of a Parquet file's footer, or null where none can be read.
 * @param buffer of HEAD_BYTES, in which the answer lies until its next use
 * @param told the file's size as its writer gave it, which saves asking for it where it is true
 */
export function footerHead(path: string, buffer: Buffer, told = 0): Buffer | null {
  let file: number | null = null;
  try {
    file = openSync(path, constants.O_RDONLY);
    let from = Math.max(0, told - TAIL_BYTES);
    // a byte more than there would be: the file ends where it was told to when that one is not there
    let read = readSync(file, buffer, 0, TAIL_BYTES + 1, from);
    if (from + read !== told) {
      from = Math.max(0, fstatSync(file).size - TAIL_BYTES);
      read = readSync(file, buffer, 0, TAIL_BYTES, from);
    }
    const end = read - ENDING_BYTES;
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
