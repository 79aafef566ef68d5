import { describe, expect, it } from 'vitest';
import { chartChoiceOf, chartChoiceText } from '@/components/sql/results/chart-address';
import { errorLine } from '@/components/sql/results/error-line';
import { isOneText, shownStatement } from '@/components/sql/results/shown-statement';
import type { Statement } from '@/components/sql/run/use-run';

const statement = (index: number, state: Statement['state'], more: Partial<Statement> = {}): Statement => ({
  index, verb: 'SELECT', text: '', span: { start: 0, end: 0, line: 1, column: 1 }, state, phase: state, columns: null, rowCount: null, truncated: false, statistics: null, snapshots: [], updateType: null, updateCount: null, change: null, error: null, startedAt: null, endedAt: null, ...more,
});
const failed = statement(1, 'failed', { error: { code: 'X', message: 'x', line: 1, column: 1 } });

describe('shownStatement', () => {
  const shown = (statements: readonly Statement[], chosen: string | null = null) => shownStatement({ statements: [...statements] }, chosen)?.index;
  it('is the chosen one', () => expect(shown([statement(0, 'finished'), failed], '0')).toBe(0));
  it('is the one that failed, else the one that runs, else the last that finished', () => {
    expect(shown([statement(0, 'finished'), failed, statement(2, 'cancelled')])).toBe(1);
    expect(shown([statement(0, 'finished'), statement(1, 'running'), statement(2, 'queued')])).toBe(1);
    expect(shown([statement(0, 'finished'), statement(1, 'finished')], '7')).toBe(1);
  });
  it('is none while the text is not read', () => expect(shown([])).toBeUndefined());
});

describe('isOneText', () => {
  const one = [{ name: 'Query Plan', type: 'varchar' }];
  it('is a plan or a definition, not any single text', () => {
    expect([isOneText({ verb: 'EXPLAIN', columns: one }), isOneText({ verb: 'SHOW CREATE TABLE', columns: one }), isOneText({ verb: 'SELECT', columns: one }), isOneText({ verb: 'EXPLAIN', columns: null })]).toEqual([true, true, false, false]);
  });
});

describe('errorLine', () => {
  it('cuts the line around the word', () => expect(errorLine('SELECT 1,\n  o.nope FROM t', 2, 3)).toEqual({ before: '  ', at: 'o.nope', after: ' FROM t' }));
  it('takes quoted names whole, one sign, and the end of the line', () => {
    expect([errorLine('a "b c" d', 1, 3)?.at, errorLine('a + b', 1, 3)?.at, errorLine('a', 1, 2)?.at]).toEqual(['"b c"', '+', ' ']);
  });
  it('knows no line that is not there', () => expect(errorLine('a', 3, 1)).toBeNull());
});

describe('addresses of answers', () => {
  it('keeps the choice of a chart', () => {
    for (const choice of [{ kind: 'bar' as const, x: 0, y: 2, series: null }, { kind: 'line' as const, x: 1, y: 10, series: 3 }]) expect(chartChoiceOf(chartChoiceText(choice))).toEqual(choice);
    expect([chartChoiceOf(null), chartChoiceOf('pie.1.2'), chartChoiceOf('bar.1')]).toEqual([null, null, null]);
  });
});
