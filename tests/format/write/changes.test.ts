import { describe, expect, it } from 'vitest';
import { withWriteBench } from '@/tests/support/with-write-bench';
import type { WriteBench } from '@/tests/support/write-bench';
import { COLUMNS, PARTITIONS, STEPS } from '@/tests/support/write-steps';

/** Every partitioning in two ways of changing rows at least, and every way with several partitionings; each step of a case takes two processes. */
const CASES: readonly (readonly [1 | 2 | 3, 'copy-on-write' | 'merge-on-read', string])[] = [
  [1, 'copy-on-write', 'none'], [1, 'copy-on-write', 'times'],
  [2, 'copy-on-write', 'none'], [2, 'copy-on-write', 'nested'],
  [2, 'merge-on-read', 'none'], [2, 'merge-on-read', 'identity'], [2, 'merge-on-read', 'times'],
  [3, 'copy-on-write', 'truncate'], [3, 'copy-on-write', 'bucket'],
  [3, 'merge-on-read', 'none'], [3, 'merge-on-read', 'bucket'], [3, 'merge-on-read', 'nested'],
];

describe('rows written by statements', () => {
  let bench: WriteBench;
  withWriteBench((opened) => { bench = opened; });

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
