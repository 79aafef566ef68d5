const DEPTH_MAX = 64;
export const STOP = Symbol('stop');

/**
 * Walks a structure in Thrift's compact protocol, in which Parquet writes its footers, of which only a few fields matter.
 * Throws RangeError when the bytes are cut off or nested beyond reason.
 */
export class ThriftCompact {
  /** where the head of the field that was read last lies */
  head = 0;
  /** the next byte to be read */
  at = 0;
  private depth = 0;
  constructor(private readonly bytes: Uint8Array) {}

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError('the footer is cut off');
    this.at += 1;
    return byte;
  }
  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
  /** A whole number; exact within what a double holds. */
  integer(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
  private forward(bytes: number): void {
    if (this.at + bytes > this.bytes.length) throw new RangeError('the footer is cut off');
    this.at += bytes;
  }

  /** Calls `field` for each field of a struct; it must read or skip the value, and ends the walk there by answering STOP. */
  struct(field: (id: number, type: number) => unknown): void {
    this.depth += 1;
    if (this.depth > DEPTH_MAX) throw new RangeError('the footer is nested too deeply');
    for (let id = 0; ;) {
      const at = this.at;
      const head = this.byte();
      if (head === 0) break;
      id = head >> 4 === 0 ? this.integer() : id + (head >> 4);
      this.head = at;
      if (field(id, head & 0x0f) === STOP) break;
    }
    this.depth -= 1;
  }

  /** Size of a list of structs, of which the first comes next. */
  listSize(): number {
    const head = this.byte();
    return head >> 4 === 15 ? this.varint() : head >> 4;
  }

  skip(type: number): void {
    switch (type) {
      case 1: case 2: return;
      case 3: this.forward(1); return;
      case 4: case 5: case 6: this.varint(); return;
      case 7: this.forward(8); return;
      case 8: this.forward(this.varint()); return;
      case 9: case 10: {
        const head = this.byte();
        const size = head >> 4 === 15 ? this.varint() : head >> 4;
        for (let left = size; left > 0; left -= 1) this.element(head & 0x0f);
        return;
      }
      case 11: {
        const size = this.varint();
        if (size === 0) return;
        const types = this.byte();
        for (let left = size; left > 0; left -= 1) { this.element(types >> 4); this.element(types & 0x0f); }
        return;
      }
      case 12: this.struct((_, inner) => this.skip(inner)); return;
      default: throw new RangeError('the footer is damaged');
    }
  }

  /** In lists and maps a boolean takes a byte of its own. */
  private element(type: number): void {
    if (type === 1 || type === 2) this.forward(1);
    else this.skip(type);
  }
}
