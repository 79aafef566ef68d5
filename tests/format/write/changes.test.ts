import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewTable } from '@/lib/model/iceberg';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '@/tests/support/duckdb-engine';
import { column, WriteBench, type Change } from '@/tests/support/write-bench';

const COLUMNS = [
  column('id', { type: 'long' }, { required: true }), column('n', { type: 'int' }), column('s', { type: 'string' }), column('d', { type: 'date' }), column('ts', { type: 'timestamp' }), column('tz', { type: 'timestamptz' }),
  column('amount', { type: 'decimal', precision: 20, scale: 4 }), column('g', { type: 'double' }), column('u', { type: 'uuid' }), column('bin', { type: 'binary' }),
  column('place', { type: 'struct', fields: [column('lat', { type: 'double' }), column('deep', { type: 'struct', fields: [column('x', { type: 'string' })] })] }),
  column('list', { type: 'list', elementId: 0, element: { type: 'long' }, elementRequired: false }),
  column('map', { type: 'map', keyId: 0, key: { type: 'string' }, valueId: 0, value: { type: 'decimal', precision: 10, scale: 2 }, valueRequired: false }),
];
/** Rows by their number i, with a NULL here and there. */
const rows = (from: number, to: number, mark = ''): string => `SELECT CAST(i AS BIGINT), CASE WHEN i % 7 = 3 THEN NULL ELSE CAST(i % 5 AS INTEGER) END, CASE WHEN i % 11 = 4 THEN NULL ELSE '${mark}name é ' || (i % 9) END,
  CASE WHEN i % 13 = 5 THEN NULL ELSE DATE '1969-12-20' + CAST(i * 11 AS INTEGER) END, make_timestamp(CAST(i - 20 AS BIGINT) * 5000000000), CAST(make_timestamp(CAST(i - 20 AS BIGINT) * 86400000001) AS TIMESTAMP WITH TIME ZONE),
  CAST(i * 1.2345 - 30 AS DECIMAL(20,4)), CASE WHEN i % 17 = 6 THEN CAST('nan' AS DOUBLE) ELSE i / 3.0 END, CAST(md5('${mark}' || i) AS UUID), encode('b' || (i % 4)),
  CASE WHEN i % 6 = 1 THEN NULL ELSE {'f1': i * 0.5::DOUBLE, 'f2': CASE WHEN i % 6 = 2 THEN NULL ELSE {'f1': 'x' || i} END} END,
  CASE WHEN i % 5 = 0 THEN NULL ELSE [CAST(i AS BIGINT), NULL, CAST(i + 1 AS BIGINT)] END, MAP {'k': CAST(i AS DECIMAL(10,2)), 'l': NULL} FROM range(${from}, ${to}) t(i)`;

const PARTITIONS: Readonly<Record<string, NewTable['partition']>> = {
  none: [],
  identity: [{ column: 'n', transform: { kind: 'identity' } }, { column: 's', transform: { kind: 'identity' } }],
  bucket: [{ column: 'id', transform: { kind: 'bucket', buckets: 4 } }, { column: 's', transform: { kind: 'bucket', buckets: 3 } }],
  truncate: [{ column: 'amount', transform: { kind: 'truncate', width: 100_000 } }, { column: 's', transform: { kind: 'truncate', width: 5 } }],
  times: [{ column: 'd', transform: { kind: 'month' } }, { column: 'ts', transform: { kind: 'day' } }],
  nested: [{ column: 'place.deep.x', transform: { kind: 'truncate', width: 2 } }, { column: 'tz', transform: { kind: 'year' } }],
};
const STEPS: readonly Change[] = [
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
/** Every partitioning in two ways of changing rows at least, and every way with several partitionings; each case takes a process a step. */
const CASES: readonly (readonly [1 | 2 | 3, 'copy-on-write' | 'merge-on-read', string])[] = [
  [1, 'copy-on-write', 'none'], [1, 'copy-on-write', 'identity'], [1, 'copy-on-write', 'times'],
  [2, 'copy-on-write', 'none'], [2, 'copy-on-write', 'bucket'], [2, 'copy-on-write', 'nested'],
  [2, 'merge-on-read', 'none'], [2, 'merge-on-read', 'identity'], [2, 'merge-on-read', 'truncate'], [2, 'merge-on-read', 'times'],
  [3, 'copy-on-write', 'truncate'], [3, 'copy-on-write', 'identity'],
  [3, 'merge-on-read', 'none'], [3, 'merge-on-read', 'bucket'], [3, 'merge-on-read', 'nested'],
];

describe('rows written by statements', () => {
  let engine: QueryEngine;
  let bench: WriteBench;
  beforeAll(async () => {
    engine = await startDuckDbEngine({ idle: 2, onSaid: (said) => void (process.env['SHOW_SAID'] && console.log(said)) });
    bench = await WriteBench.open(engine);
  });
  afterAll(async () => {
    await bench.close();
    await engine.close();
  });

  it.each(CASES)('format version %i, %s, partitioned by %s: the same rows as in a plain table after each step', async (formatVersion, mode, partition) => {
    const table = `t_${formatVersion}_${mode.replaceAll('-', '_')}_${partition}`;
    await bench.create(table, { fields: COLUMNS, formatVersion, partition: PARTITIONS[partition] ?? [], properties: { 'write.delete.mode': mode, 'write.update.mode': mode, 'write.merge.mode': mode } });
    for (const [index, step] of STEPS.entries()) {
      const before = await bench.mirrorRows(table);
      const answer = await bench.both(table, step);
      const after = await bench.mirrorRows(table);
      expect(await bench.rows(table), `step ${index}: ${step.kind}`).toEqual(after);
      expect(answer.changed.inserted - answer.changed.deleted, `step ${index}`).toBe(after.length - before.length);
    }
  }, 240_000);
});
