/**
 * Roaring bitmaps in the portable 32-bit format, and the 64-bit form of Iceberg's deletion vectors: a count, then for
 * each high word its 32-bit bitmap (RoaringFormatSpec; Puffin spec, deletion-vector-v1). Throws RangeError on bad bytes.
 */
const COOKIE_NO_RUNS = 12_346;
const COOKIE_RUNS = 12_347;
const ARRAY_MAX = 4096;
const NO_OFFSETS_BELOW = 4;

class Input {
  at = 0;
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) { this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength); }
  u16(): number { const value = this.view.getUint16(this.at, true); this.at += 2; return value; }
  u32(): number { const value = this.view.getUint32(this.at, true); this.at += 4; return value; }
  u64(): bigint { const value = this.view.getBigUint64(this.at, true); this.at += 8; return value; }
  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new RangeError('bitmap is cut off');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function read32(input: Input, emit: (low: number) => void): void {
  const cookie = input.u32();
  const runs = (cookie & 0xffff) === COOKIE_RUNS;
  if (!runs && cookie !== COOKIE_NO_RUNS) throw new RangeError('no roaring bitmap');
  const count = runs ? (cookie >>> 16) + 1 : input.u32();
  if (count > 65_536) throw new RangeError('too many containers');
  const runFlags = runs ? input.take(Math.ceil(count / 8)) : null;
  const containers = Array.from({ length: count }, () => ({ key: input.u16(), cardinality: input.u16() + 1 }));
  if (!runs || count >= NO_OFFSETS_BELOW) input.take(4 * count);
  containers.forEach(({ key, cardinality }, index) => {
    const base = key * 65_536;
    if (runFlags && ((runFlags[index >> 3] ?? 0) & (1 << (index & 7))) !== 0) {
      for (let left = input.u16(); left > 0; left -= 1) {
        const start = input.u16();
        const length = input.u16();
        if (start + length > 65_535) throw new RangeError('run leaves its container');
        for (let value = start; value <= start + length; value += 1) emit(base + value);
      }
    } else if (cardinality <= ARRAY_MAX) {
      for (let left = cardinality; left > 0; left -= 1) emit(base + input.u16());
    } else {
      const bits = input.take(8192);
      for (let byte = 0; byte < 8192; byte += 1) for (let bit = 0, word = bits[byte] ?? 0; word !== 0; bit += 1, word >>>= 1) if ((word & 1) === 1) emit(base + byte * 8 + bit);
    }
  });
}

/** Positions in ascending order. */
export function readRoaring64(bytes: Uint8Array): number[] {
  const input = new Input(bytes);
  const positions: number[] = [];
  for (let left = input.u64(); left > 0n; left -= 1n) {
    const high = input.u32();
    if (high > 0x1f_ffff) throw new RangeError('position beyond 2^53');
    read32(input, (low) => positions.push(high * 4_294_967_296 + low));
  }
  return positions;
}

interface Container { readonly key: number; readonly values: readonly number[]; readonly runs: number; readonly size: number }

/** The smallest of the three kinds of container: runs where they are shorter, as CRoaring's run_optimize chooses. */
function containerOf(key: number, values: readonly number[]): Container {
  let runs = 0;
  for (let index = 0; index < values.length; index += 1) if (index === 0 || values[index] !== (values[index - 1] ?? 0) + 1) runs += 1;
  const plain = values.length <= ARRAY_MAX ? values.length * 2 : 8192;
  return 2 + runs * 4 < plain ? { key, values, runs, size: 2 + runs * 4 } : { key, values, runs: 0, size: plain };
}

function write32(lows: readonly number[]): Uint8Array {
  const byKey = new Map<number, number[]>();
  for (const low of lows) {
    const key = Math.floor(low / 65_536);
    const list = byKey.get(key);
    if (list) list.push(low % 65_536);
    else byKey.set(key, [low % 65_536]);
  }
  const containers = [...byKey].map(([key, values]) => containerOf(key, values));
  const hasRuns = containers.some(({ runs }) => runs > 0);
  const flags = hasRuns ? Math.ceil(containers.length / 8) : 0;
  const hasOffsets = !hasRuns || containers.length >= NO_OFFSETS_BELOW;
  const keysAt = hasRuns ? 4 + flags : 8;
  const head = keysAt + containers.length * (hasOffsets ? 8 : 4);
  const bytes = new Uint8Array(head + containers.reduce((sum, { size }) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  if (hasRuns) view.setUint32(0, COOKIE_RUNS | ((containers.length - 1) << 16), true);
  else { view.setUint32(0, COOKIE_NO_RUNS, true); view.setUint32(4, containers.length, true); }
  let at = head;
  containers.forEach((container, index) => {
    if (container.runs > 0) bytes[4 + (index >> 3)] = (bytes[4 + (index >> 3)] ?? 0) | (1 << (index & 7));
    view.setUint16(keysAt + index * 4, container.key, true);
    view.setUint16(keysAt + 2 + index * 4, container.values.length - 1, true);
    if (hasOffsets) view.setUint32(keysAt + containers.length * 4 + index * 4, at, true);
    writeContainer(view, at, container);
    at += container.size;
  });
  return bytes;
}

function writeContainer(view: DataView, at: number, { values, runs }: Container): void {
  if (runs > 0) {
    view.setUint16(at, runs, true);
    let next = at + 2;
    for (let index = 0; index < values.length;) {
      let end = index;
      while (end + 1 < values.length && values[end + 1] === (values[end] ?? 0) + 1) end += 1;
      view.setUint16(next, values[index] ?? 0, true);
      view.setUint16(next + 2, end - index, true);
      next += 4;
      index = end + 1;
    }
  } else if (values.length <= ARRAY_MAX) values.forEach((value, position) => view.setUint16(at + position * 2, value, true));
  else for (const value of values) view.setUint8(at + (value >> 3), view.getUint8(at + (value >> 3)) | (1 << (value & 7)));
}

/** `positions` ascending and distinct. */
export function writeRoaring64(positions: readonly number[]): Uint8Array {
  const highs = new Map<number, number[]>();
  for (const position of positions) {
    const high = Math.floor(position / 4_294_967_296);
    const list = highs.get(high);
    if (list) list.push(position % 4_294_967_296);
    else highs.set(high, [position % 4_294_967_296]);
  }
  const parts = [...highs].map(([high, lows]) => ({ high, bytes: write32(lows) }));
  const bytes = new Uint8Array(8 + parts.reduce((sum, part) => sum + 4 + part.bytes.length, 0));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(parts.length), true);
  let at = 8;
  for (const part of parts) {
    view.setUint32(at, part.high, true);
    bytes.set(part.bytes, at + 4);
    at += 4 + part.bytes.length;
  }
  return bytes;
}
