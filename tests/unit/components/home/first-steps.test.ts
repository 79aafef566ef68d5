import { describe, expect, it } from 'vitest';
import { continueWith } from '@/components/home/continue-with';
import { firstSteps } from '@/components/home/first-steps-of';
import type { HomeData, HomeRun } from '@/components/home/home-data';

type Table = HomeData['freshness'][number];
const table = (name: string, operations: readonly ('append' | 'delete')[], state: Table['state'] = 'ok'): Table => ({
  catalog: 'lake', namespace: 'a\u001fb', table: name, state, problem: null, lastCommitAt: null, dueAt: null, usualPauseSeconds: null, rowsAdded: 0, commitCount: operations.length,
  commits: operations.map((operation) => ({ at: '2026-01-01T00:00:00.000Z', rows: 1, operation })),
});
const run = (id: string, sql: string, minute: number): HomeRun => ({ id, sql, state: 'finished', phase: 'finished', user: 'ada', submittedAt: new Date(minute * 60_000).toISOString(), endedAt: null, milliseconds: null, rowCount: null, statements: 1, error: null, resultKept: true });

describe('the first steps', () => {
  it('lead to the readable table with the most different history', () => {
    const steps = firstSteps([table('broken', ['append', 'delete'], 'broken'), table('plain', ['append', 'append', 'append']), table('rich', ['append', 'delete'])], true);
    expect(steps.map(({ kind }) => kind)).toEqual(['look', 'ask', 'travel']);
    expect(steps[0]?.href).toBe('/tables/lake/a%1Fb/rich/overview');
    expect(decodeURIComponent(steps[1]?.href ?? '')).toContain('lake."a.b".rich');
  });
  it('are three for whoever may not ask, and three where there is nothing yet', () => {
    expect(firstSteps([table('t', ['append'])], false).map(({ kind }) => kind)).toEqual(['look', 'travel', 'token']);
    expect(firstSteps([], true).map(({ kind }) => kind)).toEqual(['place', 'ask', 'token']);
  });
});

describe('where to go on', () => {
  it('mixes tables and queries, newest first, each text once', () => {
    const tables = [{ catalog: 'lake', namespace: 'shop', table: 'orders', at: new Date(5 * 60_000).toISOString() }];
    expect(continueWith(tables, [run('new', 'SELECT 1', 9), run('old', 'SELECT 1', 1), run('other', 'SELECT 2', 4)]).map(({ key }) => key)).toEqual(['new', 'lake/shop/orders', 'other']);
  });
});
