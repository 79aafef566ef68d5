import { bytesToBigint } from '../decimal';
import type { ContentFile, PrimitiveType, PrimitiveValue } from '../types';
import { bytesToUuid } from '../values';
import type { Cursor } from './cursor';
import type { FieldStep } from './entry-layout';
import type { AvroNode } from './nodes';

/** Partitions of the files of one manifest. Many share a few: values of the same bytes are read once and are one object. */
export class PartitionReader {
  private readonly known = new Map<string, ContentFile['partition']>();
  /** `types` are those of the spec's partition values, by position. */
  constructor(private readonly steps: readonly FieldStep[], private readonly types: readonly PrimitiveType[]) {}

  /** The partition where the cursor stands, whose record is `node`. Throws RangeError for bytes that are none. */
  next(cursor: Cursor, node: AvroNode): ContentFile['partition'] {
    const from = cursor.at;
    node.pass(cursor, node);
    const key = cursor.buffer.toString('latin1', from, cursor.at);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    cursor.at = from;
    const values = this.read(cursor);
    this.known.set(key, values);
    return values;
  }

  private read(cursor: Cursor): ContentFile['partition'] {
    const values: (PrimitiveValue | null)[] = this.types.map(() => null);
    for (const { nullAt, node, positions } of this.steps) {
      if (nullAt >= 0 && cursor.branch() === nullAt) continue;
      if (positions.length === 0) node.pass(cursor, node);
      else {
        const plain = plainValue(cursor, node);
        for (const position of positions) values[position] = typedValue(this.types[position], plain);
      }
    }
    return values;
  }
}

/** A value as Avro has it, by the kinds that partition values have. */
const PLAIN: Readonly<Partial<Record<AvroNode['kind'], (cursor: Cursor, node: AvroNode) => PrimitiveValue>>> = {
  varint: (cursor) => cursor.long(), text: (cursor) => cursor.text(), bytes: (cursor) => cursor.bytes(), fixed: (cursor, { size }) => Buffer.from(cursor.take(size)),
  boolean: (cursor) => cursor.take(1)[0] !== 0, float: (cursor) => cursor.take(4).readFloatLE(0), double: (cursor) => cursor.take(8).readDoubleLE(0),
};

function plainValue(cursor: Cursor, node: AvroNode): PrimitiveValue {
  const read = PLAIN[node.kind];
  if (read === undefined) throw new RangeError(`${node.kind} is no partition value`);
  return read(cursor, node);
}

function typedValue(type: PrimitiveType | undefined, value: PrimitiveValue): PrimitiveValue | null {
  switch (type?.type) {
    case undefined: return null;
    case 'long': case 'time': case 'timestamp': case 'timestamptz': case 'timestamp_ns': case 'timestamptz_ns': return BigInt(value as number | bigint);
    case 'decimal': return bytesToBigint(value as Uint8Array);
    case 'uuid': return typeof value === 'string' ? value : bytesToUuid(value as Uint8Array);
    default: return value;
  }
}
