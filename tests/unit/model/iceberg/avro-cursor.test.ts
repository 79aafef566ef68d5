import avro from 'avsc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cursor } from '@/lib/model/iceberg/avro/cursor';
import { typeHook } from '@/lib/model/iceberg/avro/long-type';
import { AvroNodes } from '@/lib/model/iceberg/avro/nodes';

const long = avro.Type.forSchema('long', { typeHook });
const over = (bytes: Uint8Array): Cursor => new Cursor(Buffer.from(bytes));

/** Schemas with a value of theirs, made by a library that is not ours to pass over. */
const encoded: readonly (readonly [schema: unknown, value: unknown])[] = [
  ['boolean', true], ['int', -5], ['float', 1.5], ['double', -0], ['string', 'é'.repeat(100)], ['bytes', Buffer.alloc(200, 0xff)], [{ type: 'fixed', name: 'f', size: 7 }, Buffer.alloc(7)],
  [['null', 'string'], null], [['null', 'string'], 'x'], [{ type: 'enum', name: 'e', symbols: ['A', 'B'] }, 'B'], [{ type: 'map', values: 'int' }, { a: 1, b: 2 }], [{ type: 'array', items: ['null', 'int'] }, [null, 3]],
  [{ type: 'array', items: { type: 'record', name: 'k1_v2', fields: [{ name: 'key', type: 'int' }, { name: 'value', type: 'long' }] } }, Array.from({ length: 90 }, (_, key) => ({ key: key * 9, value: key * 1e9 }))],
  [{ type: 'array', items: { type: 'record', name: 'k3_v4', fields: [{ name: 'key', type: 'int' }, { name: 'value', type: 'bytes' }] } }, Array.from({ length: 90 }, (_, key) => ({ key: key * 9, value: Buffer.alloc(key * 3, 0x80) }))],
  [{ type: 'record', name: 'r', fields: [{ name: 'a', type: { type: 'fixed', name: 'twice', size: 3 } }, { name: 'b', type: 'twice' }] }, { a: Buffer.alloc(3), b: Buffer.alloc(3) }],
];

describe('a cursor', () => {
  it('reads every long exactly', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.nat({ max: 63 }), (wide, narrower) => {
      const value = wide >> BigInt(narrower);
      const cursor = over(long.toBuffer(value));
      const read = cursor.long();
      expect(BigInt(read)).toBe(value);
      expect(typeof read === 'number').toBe(Number.isSafeInteger(Number(value)));
      expect(cursor.at).toBe(cursor.buffer.length);
      expect(over(long.toBuffer(value)).number()).toBe(Number(value));
    }));
  });
  it('tells two long numbers apart that follow each other', () => {
    const cursor = over(Buffer.concat([2n ** 62n, 2n ** 62n + 1n, 2n ** 62n].map((value) => long.toBuffer(value))));
    expect([cursor.long(), cursor.long(), cursor.long()]).toEqual([2n ** 62n, 2n ** 62n + 1n, 2n ** 62n]);
  });
  it('refuses a number of more than 64 bits and one that does not end', () => {
    expect(() => over(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02)).long()).toThrow('64 bits');
    expect(() => over(Uint8Array.of(0x80, 0x80)).long()).toThrow(RangeError);
  });
  for (const [schema, value] of encoded) {
    it(`passes over ${JSON.stringify(schema).slice(0, 60)} to its last byte, and not over half of it`, () => {
      const bytes = avro.Type.forSchema(schema as avro.Schema, { typeHook, wrapUnions: false }).toBuffer(value);
      const node = new AvroNodes().of(schema);
      const cursor = over(Buffer.concat([bytes, Buffer.from([42])]));
      node.pass(cursor, node);
      expect(cursor.at).toBe(bytes.length);
      expect(() => node.pass(over(bytes.subarray(0, -1)), node)).toThrow(RangeError);
    });
  }
  it('passes over a text that it knows, and stays before any other', () => {
    const text = avro.Type.forSchema('string');
    for (const [written, passed] of [['PARQUET', true], ['PARQUEt', false], ['PARQUETS', false], ['PARQUE', false], ['', false]] as const) {
      const cursor = over(text.toBuffer(written));
      expect(cursor.passes('PARQUET')).toBe(passed);
      expect(cursor.at).toBe(passed ? 8 : 0);
    }
    expect(over(text.toBuffer('PARQUET').subarray(0, -1)).passes('PARQUET')).toBe(false);
  });
  it('does not believe a count that the bytes cannot hold', () => {
    const node = new AvroNodes().of({ type: 'array', items: 'null' });
    expect(() => node.pass(over(Buffer.concat([long.toBuffer(2n ** 50n), Buffer.alloc(8)])), node)).toThrow('truncated');
  });
  it('passes over a block that tells its size, as some writers do', () => {
    const cursor = over(Buffer.concat([long.toBuffer(-2), long.toBuffer(2), long.toBuffer(7), long.toBuffer(8), long.toBuffer(0)]));
    const node = new AvroNodes().of({ type: 'array', items: 'int' });
    node.pass(cursor, node);
    expect(cursor.at).toBe(cursor.buffer.length);
  });
});
