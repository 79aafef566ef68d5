import avro from 'avsc';

/**
 * avsc's long throws beyond 2^53, and every snapshot id is there. This one reads a number when that is exact and a
 * bigint otherwise, and writes both.
 */
export const longType = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer): number | bigint => {
    // thousands of counts and sizes are read for each id: no bigint is made for what a number holds
    const high = buffer.readInt32LE(4);
    const value = high * 4_294_967_296 + buffer.readUInt32LE(0);
    return Number.isSafeInteger(value) && high >= -0x20_0000 && high < 0x20_0000 ? value : buffer.readBigInt64LE();
  },
  toBuffer: (value: number | bigint): Buffer => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: (value: number): number => value,
  toJSON: (value: number | bigint): number => Number(value),
  isValid: (value: unknown): boolean => typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)),
  compare: (a: number | bigint, b: number | bigint): number => (a === b ? 0 : a < b ? -1 : 1),
}, false);

/** Puts the long type in wherever a schema says long: `"long"` and the boxed `{"type":"long"}` of other writers. */
export function typeHook(schema: avro.Schema): avro.Type | undefined {
  const name = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : schema;
  return name === 'long' ? longType : undefined;
}
