import { describe, expect, it } from 'vitest';
import { placeInTab, ranAt, runRequest } from '@/components/sql/run/run-request';
import { askAgainMs } from '@/components/sql/run/use-run';

const text = 'SELECT 1;\n\n  SELECT bad\nFROM t;';
const editor = (cursor: number, from = cursor, to = cursor) => ({ text, cursor, from, to });

describe('runRequest', () => {
  it('runs the statement under the cursor, a selection, or all, as they stand', () => {
    expect(runRequest('statement', editor(15))).toEqual({ sql: 'SELECT bad\nFROM t', rowLimit: 1000, offset: 13, prefix: 0 });
    expect(runRequest('statement', editor(8, 0, 8))?.sql).toBe('SELECT 1');
    expect(runRequest('all', editor(3))?.sql).toBe(text);
  });
  it('explains, and runs without a limit', () => {
    expect(runRequest('explain', editor(1))).toMatchObject({ sql: 'EXPLAIN SELECT 1', rowLimit: null, prefix: 8 });
    expect(runRequest('no-limit', editor(1))).toMatchObject({ sql: 'SELECT 1', rowLimit: null });
  });
  it('has nothing to run in an empty text or without a selection', () => {
    expect([runRequest('all', { text: '-- x', cursor: 0, from: 0, to: 0 }), runRequest('selection', editor(3))]).toEqual([null, null]);
  });
});

describe('places of a run in its tab', () => {
  it('leads from line and column of what was sent to those of the tab', () => {
    const ran = { offset: 13, prefix: 0 };
    expect([placeInTab(text, ran, 1, 8), placeInTab(text, ran, 2, 6)]).toEqual([{ line: 3, column: 10 }, { line: 4, column: 6 }]);
    expect(placeInTab(text, { offset: 0, prefix: 8 }, 1, 16)).toEqual({ line: 1, column: 8 });
  });
  it('finds the text of a run again, and knows when it was changed', () => {
    expect([ranAt(text, 'SELECT bad\nFROM t')?.offset, ranAt(text, 'EXPLAIN SELECT 1')?.prefix, ranAt(text, 'SELECT 2')]).toEqual([13, 8, null]);
  });
});

describe('askAgainMs', () => {
  const run = { submittedAt: '2026-11-24T00:00:00.000Z', state: 'running' } as Parameters<typeof askAgainMs>[0];
  const at = (seconds: number) => askAgainMs(run, Date.parse('2026-11-24T00:00:00.000Z') + seconds * 1000);
  it('asks often at first and stops at the end', () => expect([at(0), at(5), at(60), askAgainMs({ ...run!, state: 'finished' }, 0)]).toEqual([120, 400, 1000, false]));
});
