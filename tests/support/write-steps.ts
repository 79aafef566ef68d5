import type { NewTable } from '@/lib/model/iceberg';
import type { Change } from './plan-change';
import { column } from './write-bench';

/** A table of many types, and changes of every kind to it. */
export const COLUMNS = [
  column('id', { type: 'long' }, { required: true }), column('n', { type: 'int' }), column('s', { type: 'string' }), column('d', { type: 'date' }), column('ts', { type: 'timestamp' }), column('tz', { type: 'timestamptz' }),
  column('amount', { type: 'decimal', precision: 20, scale: 4 }), column('g', { type: 'double' }), column('u', { type: 'uuid' }), column('bin', { type: 'binary' }),
  column('place', { type: 'struct', fields: [column('lat', { type: 'double' }), column('deep', { type: 'struct', fields: [column('x', { type: 'string' })] })] }),
  column('list', { type: 'list', elementId: 0, element: { type: 'long' }, elementRequired: false }),
  column('map', { type: 'map', keyId: 0, key: { type: 'string' }, valueId: 0, value: { type: 'decimal', precision: 10, scale: 2 }, valueRequired: false }),
];
/** Rows by their number i, with a NULL here and there. */
export const rows = (from: number, to: number, mark = ''): string => `SELECT CAST(i AS BIGINT), CASE WHEN i % 7 = 3 THEN NULL ELSE CAST(i % 5 AS INTEGER) END, CASE WHEN i % 11 = 4 THEN NULL ELSE '${mark}name é ' || (i % 9) END,
  CASE WHEN i % 13 = 5 THEN NULL ELSE DATE '1969-12-20' + CAST(i * 11 AS INTEGER) END, make_timestamp(CAST(i - 20 AS BIGINT) * 5000000000), CAST(make_timestamp(CAST(i - 20 AS BIGINT) * 86400000001) AS TIMESTAMP WITH TIME ZONE),
  CAST(i * 1.2345 - 30 AS DECIMAL(20,4)), CASE WHEN i % 17 = 6 THEN CAST('nan' AS DOUBLE) ELSE i / 3.0 END, CAST(md5('${mark}' || i) AS UUID), encode('b' || (i % 4)),
  CASE WHEN i % 6 = 1 THEN NULL ELSE {'f1': i * 0.5::DOUBLE, 'f2': CASE WHEN i % 6 = 2 THEN NULL ELSE {'f1': 'x' || i} END} END,
  CASE WHEN i % 5 = 0 THEN NULL ELSE [CAST(i AS BIGINT), NULL, CAST(i + 1 AS BIGINT)] END, MAP {'k': CAST(i AS DECIMAL(10,2)), 'l': NULL} FROM range(${from}, ${to}) t(i)`;

export const PARTITIONS: Readonly<Record<string, NewTable['partition']>> = {
  none: [],
  identity: [{ column: 'n', transform: { kind: 'identity' } }, { column: 's', transform: { kind: 'identity' } }],
  bucket: [{ column: 'id', transform: { kind: 'bucket', buckets: 4 } }, { column: 's', transform: { kind: 'bucket', buckets: 3 } }],
  truncate: [{ column: 'amount', transform: { kind: 'truncate', width: 100_000 } }, { column: 's', transform: { kind: 'truncate', width: 5 } }],
  times: [{ column: 'd', transform: { kind: 'month' } }, { column: 'ts', transform: { kind: 'day' } }],
  nested: [{ column: 'place.deep.x', transform: { kind: 'truncate', width: 2 } }, { column: 'tz', transform: { kind: 'year' } }],
};
export const STEPS: readonly Change[] = [
  { kind: 'insert', select: rows(0, 40) },
  { kind: 'insert', select: rows(40, 60) },
  { kind: 'delete', where: 'c1 = 2', filter: { op: '=', column: 'n', value: 2 }, whole: true },
  { kind: 'update', set: { 1: 'c1 + 10', 2: "'changed'", 10: 'NULL' }, where: 'c0 % 4 = 1' },
  { kind: 'merge', source: rows(30, 70, 'merged '), on: 't.c0 = s.c0', deletes: 's.c0 % 10 = 7' },
  { kind: 'delete', where: 'c1 > 3 OR c1 IS NULL' },
  { kind: 'update', set: { 0: 'c0 + 1000' }, where: 'true' },
  { kind: 'insert', select: rows(200, 210) },
  { kind: 'delete', where: 'c0 >= 1000', filter: { op: '>=', column: 'id', value: 1000n }, whole: true },
];
