import { describe, expect, it } from 'vitest';
import { attentionOf, pace } from '@/lib/features/system/attention';
import { byUrgency, ticksOf, type Fresh } from '@/lib/features/system/freshness';

const fresh = (table: string, state: Fresh['state'], lastCommitAt: string | null = null): Fresh =>
  ({ catalog: 'lake', namespace: 'a\u001fb', table, state, problem: state === 'broken' ? { message: 'v3.metadata.json is gone.', file: 'v3.metadata.json' } : null, lastCommitAt, dueAt: state === 'late' ? '2026-01-02T00:00:00.000Z' : null, usualPauseSeconds: state === 'late' ? 86_400 : null, rowsAdded: 0, commitCount: 0, commits: [] });
const run = (id: string, code: string) => ({ id, user: 'ada', sql: 'SELECT 1', submittedAt: '2026-01-01T00:00:00.000Z', error: { code, message: `${code} happened.` } });

const job = (id: string) => ({ id, title: 'Compact shop.orders', endedAt: '2026-01-01T00:00:00.000Z', error: { message: 'The disk is full.' } });

describe('what needs attention', () => {
  const tables = [fresh('ok', 'ok'), fresh('late', 'late'), fresh('gone', 'broken')];
  it('names broken tables before failed queries, late tables and missing walls', () => {
    const all = attentionOf(tables, [run('q1', 'RUN_LOST')], [job('j1')], [{ name: 'no network', holds: false, why: 'No unshare.' }, { name: 'process limits', holds: true, why: 'prlimit' }]);
    expect(all.map(({ kind, title }) => [kind, title])).toEqual([
      ['broken-table', 'Table a.b.gone cannot be read'], ['failed-query', 'A query of ada was lost'], ['failed-job', 'Compact shop.orders failed'], ['late-table', 'Table a.b.late is late'], ['missing-wall', 'A wall around SQL is missing: no network'],
    ]);
    for (const one of all) expect(one.title).toContain(one.subject);
    expect(all[0]).toMatchObject({ detail: 'v3.metadata.json is gone.', href: '/tables/lake/a%1Fb/gone/overview' });
    expect(all[2]).toMatchObject({ detail: 'The disk is full.', href: '/jobs/j1' });
    expect(all[3]?.detail).toContain('every day');
  });
  it('leaves mistakes in a text to their writer', () => expect(attentionOf([], [run('q', 'SYNTAX_ERROR'), run('q', 'TABLE_NOT_FOUND'), run('q', 'PERMISSION_DENIED')], [], [])).toEqual([]));
  it('shows no more than three failed queries', () => expect(attentionOf([], ['a', 'b', 'c', 'd'].map((id) => run(id, 'EXCEEDED_TIME_LIMIT')), [], [])).toHaveLength(3));
  it('shows no more than three failed jobs', () => expect(attentionOf([], [], ['a', 'b', 'c', 'd'].map(job), [])).toHaveLength(3));
  it('says a pace in the largest unit that fits', () => expect([pace(86_400), pace(172_000), pace(3600), pace(7300), pace(90), pace(3)]).toEqual(['every day', 'every 2 days', 'every hour', 'every 2 hours', 'every 2 minutes', 'every 3 seconds']));
});

describe('ticks of a gauge', () => {
  const commit = (atMs: number, operation: 'append' | 'delete' = 'append') => ({ atMs, rows: 1, operation });
  it('is one for each commit while there are few', () => expect(ticksOf([commit(5), commit(6)], 0, 10).map(({ at }) => at)).toEqual([new Date(5).toISOString(), new Date(6).toISOString()]));
  it('draws thousands together and loses no row and no delete', () => {
    const ticks = ticksOf(Array.from({ length: 5000 }, (_, index) => commit(index, index === 2500 ? 'delete' : 'append')), 0, 5000);
    expect(ticks.length).toBeLessThanOrEqual(300);
    expect(ticks.reduce((sum, { rows }) => sum + rows, 0)).toBe(5000);
    expect(ticks.filter(({ operation }) => operation === 'delete')).toHaveLength(1);
  });
});

describe('the order of tables', () => {
  it('is broken, late, then the freshest, equals by name', () => {
    const all = [fresh('b', 'ok', '2026-01-01'), fresh('a', 'ok', '2026-01-01'), fresh('new', 'ok', '2026-03-01'), fresh('never', 'ok'), fresh('late', 'late', '2025-01-01'), fresh('gone', 'broken')];
    expect(all.toSorted(byUrgency).map(({ table }) => table)).toEqual(['gone', 'late', 'new', 'a', 'b', 'never']);
  });
});
