import fc from 'fast-check';
import type { PrimitiveType, PrimitiveValue } from '@/lib/model/iceberg/types';
import { bytesToUuid } from '@/lib/model/iceberg/values';

/** Every primitive type that has a single-value form. */
export const PRIMITIVES: readonly PrimitiveType[] = [
  { type: 'boolean' }, { type: 'int' }, { type: 'long' }, { type: 'float' }, { type: 'double' }, { type: 'date' }, { type: 'time' }, { type: 'timestamp' }, { type: 'timestamptz' }, { type: 'timestamp_ns' }, { type: 'timestamptz_ns' },
  { type: 'string' }, { type: 'uuid' }, { type: 'binary' }, { type: 'fixed', length: 5 }, { type: 'decimal', precision: 9, scale: 2 }, { type: 'decimal', precision: 38, scale: 0 },
];

const long = fc.oneof(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const int = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));

/** Values of a type, small ones often, so that several fall together. */
export function valueOf(type: PrimitiveType): fc.Arbitrary<PrimitiveValue> {
  switch (type.type) {
    case 'boolean': return fc.boolean();
    case 'int': case 'date': return int;
    case 'long': case 'timestamp': case 'timestamptz': case 'timestamp_ns': case 'timestamptz_ns': return long;
    case 'time': return fc.bigInt({ min: 0n, max: 86_399_999_999n });
    case 'float': return fc.oneof(fc.integer({ min: -4, max: 4 }), fc.float({ noNaN: false }));
    case 'double': return fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: false }));
    case 'decimal': return fc.oneof(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: -(10n ** BigInt(type.precision)) + 1n, max: 10n ** BigInt(type.precision) - 1n }));
    case 'string': return fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', '\uFFFD', '\uFEFF'), maxLength: 4 }), fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text.isWellFormed()));
    case 'uuid': return fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytesToUuid);
    case 'fixed': return fc.uint8Array({ minLength: type.length, maxLength: type.length });
    default: return fc.oneof(fc.uint8Array({ maxLength: 3, max: 2 }), fc.uint8Array({ maxLength: 12 }));
  }
}
