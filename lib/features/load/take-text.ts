import { invalidInput } from '@/lib/model/errors';

const HEAD_BYTES = 4;
const starts = (head: Uint8Array, ...bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);

/** What a file is that nobody can load as it is, by its first bytes; null for anything else. */
function packed(head: Uint8Array): string | null {
  if (starts(head, 0x50, 0x4b)) return 'a zip archive or a spreadsheet';
  if (starts(head, 0x1f, 0x8b)) return 'packed with gzip';
  if (starts(head, 0x28, 0xb5, 0x2f, 0xfd)) return 'packed with zstd';
  if (starts(head, 0x42, 0x5a, 0x68)) return 'packed with bzip2';
  return null;
}

export const requireUnpacked = (head: Uint8Array): void => {
  const what = packed(head);
  if (what !== null) throw invalidInput(`The file is ${what}. Unpack it, or save it as CSV, JSON lines or Parquet, and load that.`);
};
export const isParquet = (head: Uint8Array): boolean => starts(head, 0x50, 0x41, 0x52, 0x31);

/**
 * The bytes of a file as the engine reads them: Parquet as it is, text as UTF-8 without a byte order mark, from UTF-16 too where the
 * file begins with its mark. INVALID_INPUT for archives and for text with the character U+0000, which is a sign of another encoding.
 */
export async function* takeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  let take: ((chunk: Uint8Array) => Uint8Array) | null = null;
  for await (const chunk of bytes) {
    if (take !== null) { yield take(chunk); continue; }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    take = reader(head);
    yield take(head);
  }
  if (take === null && head.length > 0) yield reader(head)(head);
}

function reader(head: Uint8Array): (chunk: Uint8Array) => Uint8Array {
  requireUnpacked(head);
  if (isParquet(head)) return (chunk) => chunk;
  const utf16 = starts(head, 0xff, 0xfe) ? 'utf-16le' : starts(head, 0xfe, 0xff) ? 'utf-16be' : null;
  if (utf16 !== null) {
    const decoder = new TextDecoder(utf16);
    return (chunk) => withoutNul(Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8'));
  }
  let skip = starts(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
  return (chunk) => {
    const rest = chunk.subarray(skip);
    skip = 0;
    return withoutNul(rest);
  };
}

function withoutNul(chunk: Uint8Array): Uint8Array {
  if (chunk.includes(0)) throw invalidInput('The file holds the character U+0000, so it is no text in UTF-8. Save it as UTF-8 and load that.');
  return chunk;
}
