import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { transformResultType, transformValue } from '@/lib/model/iceberg/transforms';
import type { PrimitiveType, PrimitiveValue, Transform } from '@/lib/model/iceberg/types';
import { constantLiteral } from '@/lib/ports/engines/duckdb/scan/literal';
import { carried, partitionValue } from '@/lib/ports/engines/duckdb/write/partition-value';
import { registerHashes } from '@/lib/ports/engines/duckdb/write/register-hashes';
import { transformSql } from '@/lib/ports/engines/duckdb/write/transform-sql';
import { valueOf } from '@/tests/support/iceberg-values';

const kinds = (...all: readonly PrimitiveType['type'][]) => all.map((type) => ({ type }) as PrimitiveType);
const DECIMALS: readonly PrimitiveType[] = [{ type: 'decimal', precision: 4, scale: 2 }, { type: 'decimal', precision: 18, scale: 0 }, { type: 'decimal', precision: 38, scale: 10 }];
const NUMBERS = [...kinds('int', 'long'), ...DECIMALS];
const INSTANTS = kinds('timestamp', 'timestamptz', 'timestamp_ns');
const BUCKETED = [...NUMBERS, ...kinds('date', 'time', 'string', 'uuid', 'binary'), ...INSTANTS];
const plain = (kind: 'identity' | 'void' | 'year' | 'month' | 'day' | 'hour'): Transform => ({ kind });
const CASES: readonly (readonly [Transform, readonly PrimitiveType[]])[] = [
  [plain('identity'), [...BUCKETED, ...kinds('boolean', 'float', 'double')]],
  [plain('void'), kinds('string')],
  [{ kind: 'bucket', buckets: 16 }, BUCKETED],
  [{ kind: 'bucket', buckets: 2_147_483_647 }, BUCKETED],
  [{ kind: 'truncate', width: 1 }, [...NUMBERS, ...kinds('string', 'binary')]],
  [{ kind: 'truncate', width: 10 }, [...NUMBERS, ...kinds('string', 'binary')]],
  [{ kind: 'truncate', width: 2_147_483_647 }, [...NUMBERS, ...kinds('string', 'binary')]],
  [plain('year'), [...kinds('date'), ...INSTANTS]],
  [plain('month'), [...kinds('date'), ...INSTANTS]],
  [plain('day'), [...kinds('date'), ...INSTANTS]],
  [plain('hour'), INSTANTS],
];
const name = (transform: Transform): string => ('buckets' in transform ? `bucket[${transform.buckets}]` : 'width' in transform ? `truncate[${transform.width}]` : transform.kind);
const typeName = (type: PrimitiveType): string => ('precision' in type ? `decimal(${type.precision},${type.scale})` : type.type);
/** Of values at the ends of 64 bits the engine itself can hold nothing, or calls them infinite. */
const held = (value: PrimitiveValue, { type }: PrimitiveType): boolean => {
  if (type === 'timestamp' || type === 'timestamptz') return BigInt(value as bigint) > -7_000_000_000_000_000_000n && BigInt(value as bigint) < 7_000_000_000_000_000_000n;
  if (type === 'timestamp_ns') return BigInt(value as bigint) > -9_220_000_000_000_000_000n && BigInt(value as bigint) < 9_220_000_000_000_000_000n;
  return type !== 'date' || Math.abs(Number(value)) < 2_147_483_000;
};
const plainZero = (value: PrimitiveValue | null): PrimitiveValue | null => (Object.is(value, -0) ? 0 : value);

describe('partition transforms of the engine give what the format defines', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("SET TimeZone = 'UTC'");
    registerHashes(connection);
  });

  const ask = async (transform: Transform, type: PrimitiveType, values: readonly (PrimitiveValue | null)[]) => {
    const rows = values.map((value, index) => `(${index}, ${constantLiteral(value, type)})`).join(', ');
    const result = transform.kind === 'void' ? ({ type: 'unknown' } as const) : transformResultType(transform, type);
    const reader = await connection.runAndReadAll(`SELECT ${carried(transformSql('v', type, transform), result)} FROM (VALUES ${rows}) t(i, v) ORDER BY i`);
    return reader.getRows().map(([value]) => partitionValue(value ?? null, result));
  };

  it.each(CASES.flatMap(([transform, types]) => types.map((type) => [name(transform), typeName(type), transform, type] as const)))('%s of %s', async (_, __, transform, type) => {
    await fc.assert(fc.asyncProperty(fc.array(fc.option(valueOf(type).filter((value) => held(value, type))), { minLength: 1, maxLength: 40 }), async (values) => {
      expect((await ask(transform, type, values)).map(plainZero)).toEqual(values.map((value) => plainZero(transformValue(transform, type, value))));
    }), { numRuns: 12 });
  });

  it('wraps next to the least numbers, and cuts text between its characters', async () => {
    const truncate: Transform = { kind: 'truncate', width: 10 };
    expect(await ask(truncate, { type: 'int' }, [-(2 ** 31), 2 ** 31 - 1])).toEqual([transformValue(truncate, { type: 'int' }, -(2 ** 31)), 2_147_483_640]);
    expect(await ask(truncate, { type: 'long' }, [-(2n ** 63n)])).toEqual([transformValue(truncate, { type: 'long' }, -(2n ** 63n))]);
    expect(await ask(truncate, { type: 'decimal', precision: 4, scale: 0 }, [-9_999n])).toEqual([-10_000n]);
    expect(await ask({ kind: 'truncate', width: 2 }, { type: 'string' }, ['🌍🌍🌍', 'é\u0301x'])).toEqual(['🌍🌍', 'é\u0301']);
  });

  it('refuses what it does not know by name', () => {
    expect(() => transformSql('v', { type: 'int' }, { kind: 'unknown', text: 'zorder' })).toThrow(/zorder/);
    expect(() => transformSql('v', { type: 'double' }, { kind: 'bucket', buckets: 2 })).toThrow(/double/);
  });
});
