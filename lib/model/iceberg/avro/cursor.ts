/**
 * A place in Avro's binary encoding (Avro 1.11 spec, Data Serialization and Deserialization). Every method throws
 * RangeError where the bytes end too early or hold what the encoding does not allow.
 */
export class Cursor {
  at = 0;
  private lastLower = 0;
  private lastUpper = 0;
  private lastLong = 0n;
  constructor(public buffer: Buffer) {}

  /** Goes on at the start of other bytes. */
  over(buffer: Buffer): void {
    this.buffer = buffer;
    this.at = 0;
  }

  /** An int or a long as a number, rounded beyond 2^53. */
  number(): number {
    const { buffer, at } = this;
    const first = buffer[at];
    if (first !== undefined && first < 0x80) {
      this.at = at + 1;
      return (first >>> 1) ^ -(first & 1);
    }
    return this.int(buffer, at);
  }

  /** Most sizes and counts fit into 32 bits, which V8 keeps in place; every other number is an object of its own. */
  private int(buffer: Buffer, from: number): number {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      const byte = buffer[from + index];
      if (byte === undefined || (index === 4 && byte > 0x0f)) break;
      bits |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) {
        this.at = from + index + 1;
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    return Number(this.long());
  }

  /** A long exactly: a number where that is safe, a bigint otherwise. */
  long(): number | bigint {
    const { buffer } = this;
    let low = 0;
    let high = 0;
    for (let index = 0; index < 10; index += 1) {
      const byte = buffer[this.at];
      if (byte === undefined) throw new RangeError('truncated');
      this.at += 1;
      const bits = byte & 0x7f;
      if (index < 4) low |= bits << (7 * index);
      else if (index === 4) {
        low |= bits << 28;
        high = bits >>> 4;
      } else if (index < 9 || bits <= 1) high |= bits << (7 * index - 32);
      else break;
      if (byte < 0x80) return this.unfold(low, high);
    }
    throw new RangeError('a number of more than 64 bits');
  }

  /** Undoes the zigzag of 64 bits. */
  private unfold(low: number, high: number): number | bigint {
    const sign = -(low & 1);
    const lower = ((low >>> 1) | (high << 31)) ^ sign;
    const upper = (high >>> 1) ^ sign;
    const value = upper * 4_294_967_296 + (lower >>> 0);
    if (Number.isSafeInteger(value)) return value;
    // one snapshot id stands in thousands of entries
    if (upper !== this.lastUpper || lower !== this.lastLower || this.lastLong === 0n) {
      this.lastLong = (BigInt(upper) << 32n) | BigInt(lower >>> 0);
      this.lastUpper = upper;
      this.lastLower = lower;
    }
    return this.lastLong;
  }

  /** The next bytes, not copied. */
  take(length: number): Buffer {
    const from = this.at;
    this.advance(length);
    return this.buffer.subarray(from, this.at);
  }

  /** Bytes behind their length, copied: a view would keep the whole block. */
  bytes(): Buffer {
    return Buffer.from(this.take(this.number()));
  }

  text(): string {
    const length = this.number();
    const from = this.at;
    this.advance(length);
    return this.buffer.toString('utf8', from, this.at);
  }

  /** Whether the text here is `known`, which is short and ASCII; it is then passed over. */
  passes(known: string): boolean {
    const { buffer, at } = this;
    if (buffer[at] !== known.length * 2) return false;
    for (let index = 0; index < known.length; index += 1) if (buffer[at + 1 + index] !== known.charCodeAt(index)) return false;
    this.at = at + 1 + known.length;
    return true;
  }

  /** The branch of a union of two. */
  branch(): 0 | 1 {
    const byte = this.buffer[this.at];
    if (byte !== 0 && byte !== 2) throw new RangeError('no branch of the union');
    this.at += 1;
    return byte === 0 ? 0 : 1;
  }

  /** Items of the next block of an array or a map; 0 at its end. */
  count(): number {
    let count = this.number();
    if (count < 0) {
      count = -count;
      this.number();
    }
    // each takes a byte at least: a count from damaged bytes must not keep us busy
    if (count > this.buffer.length - this.at) throw new RangeError('truncated');
    return count;
  }

  advance(length: number): void {
    const to = this.at + length;
    if (!(length >= 0 && to <= this.buffer.length)) throw new RangeError('truncated');
    // long() may give a double even for a small number: the field would be one from then on, for every cursor
    this.at = to | 0;
  }

  /** Passes over pairs of a number and bytes. Most bytes of a manifest are passed over here and below, one look each. */
  skipBytesById(count: number): void {
    const { buffer } = this;
    let at = this.at;
    for (let left = count; left > 0; left -= 1) {
      while ((buffer[at] ?? 0) >= 0x80) at += 1;
      const length = buffer[at + 1] ?? 0;
      if (length < 0x80 && length % 2 === 0) at += 2 + (length >>> 1);
      else {
        this.at = at + 1;
        this.advance(this.number());
        at = this.at;
      }
    }
    this.at = at;
    this.advance(0);
  }

  /** Passes over numbers. */
  skipVarints(count: number): void {
    const { buffer } = this;
    const end = buffer.length;
    let left = count;
    let at = this.at;
    // without a branch for each byte, which the processor would guess wrong
    for (; left > 0 && at < end; at += 1) left -= ((buffer[at] ?? 0) >>> 7) ^ 1;
    if (left > 0) throw new RangeError('truncated');
    this.at = at;
  }
}
