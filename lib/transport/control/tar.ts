import { AppError } from '@/lib/model/errors';

/** A POSIX tar archive, as much of it as a backup needs: plain files, names of any length (pax), sizes beyond 8 GiB. */
const BLOCK = 512;
const OCTAL_MAX = 8 ** 11 - 1;

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** must be read to its end before the next entry is asked for */
  readonly content: AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();
const padding = (size: number): Uint8Array => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

function header(name: string, size: number, type: '0' | 'x'): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, at: number): void => block.set(encoder.encode(text), at);
  put(name, 0);
  put('0000600\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  put(`${Math.min(size, OCTAL_MAX).toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  put('        ', 148);
  put(type, 156);
  put('ustar\0', 257);
  put('00', 263);
  put(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A pax record counts its own length. */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = encoder.encode(` ${key}=${value}\n`).length;
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return encoder.encode(`${length} ${key}=${value}\n`);
}

/** The archive of `entries`. Throws when one has not as many bytes as it says. */
export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, content } of entries) {
    const pax = Buffer.concat([paxRecord('path', name), paxRecord('size', String(size))]);
    yield header('pax', pax.length, 'x');
    yield pax;
    yield padding(pax.length);
    yield header(Buffer.from(name).toString('latin1').slice(0, 99), size, '0');
    let written = 0;
    for await (const chunk of content) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== size) throw new AppError('CONFLICT', `${name} changed while it was copied. Try again.`);
    yield padding(size);
  }
  yield new Uint8Array(2 * BLOCK);
}

/** Entries of an archive that writeTar made, in order. Throws INVALID_INPUT for anything else, or when it ends too early. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(source);
  let pax = new Map<string, string>();
  for (;;) {
    const block = await bytes.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    if (block.subarray(257, 262).toString() !== 'ustar') throw damaged();
    const type = String.fromCharCode(block[156] ?? 0);
    const size = pax.has('size') ? Number(pax.get('size')) : Number.parseInt(block.subarray(124, 135).toString(), 8);
    if (!Number.isSafeInteger(size) || size < 0) throw damaged();
    if (type === 'x') {
      const text = await bytes.take(size);
      await bytes.take(padding(size).length);
      pax = new Map([...text.toString('utf8').matchAll(/\d+ ([^=\n]+)=([^\n]*)\n/g)].map(([, key = '', value = '']) => [key, value]));
      continue;
    }
    const name = pax.get('path');
    if (type !== '0' || name === undefined) throw damaged();
    pax = new Map();
    yield { name, size, content: bytes.stream(size) };
    await bytes.take(padding(size).length);
  }
}

const damaged = (): AppError => new AppError('INVALID_INPUT', 'This is no backup of the console, or it is damaged.');

class Bytes {
  private rest: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Uint8Array>;
  constructor(source: AsyncIterable<Uint8Array>) { this.source = source[Symbol.asyncIterator](); }

  private async more(): Promise<Buffer> {
    const next = await this.source.next();
    if (next.done === true) throw damaged();
    return Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
  }

  async take(size: number): Promise<Buffer> {
    const parts = [this.rest];
    let have = this.rest.length;
    while (have < size) {
      const part = await this.more();
      parts.push(part);
      have += part.length;
    }
    const all = Buffer.concat(parts);
    this.rest = all.subarray(size);
    return all.subarray(0, size);
  }

  async *stream(size: number): AsyncGenerator<Uint8Array> {
    let left = size;
    while (left > 0) {
      const part = this.rest.length > 0 ? this.rest : await this.more();
      const now = part.subarray(0, left);
      this.rest = part.subarray(now.length);
      left -= now.length;
      yield now;
    }
  }
}
