import { describe, expect, it } from 'vitest';
import { neighbour, wantedTab } from '@/components/sql/tabs/tab-address';
import type { Tab } from '@/components/sql/tabs/tab-drafts';

const tab = (id: string, text = '', queryId: string | null = null): Tab => ({ id, title: id, text, catalog: null, schema: null, position: 0, queryId, baseVersion: 1, dirty: false });
const tabs = [tab('a', 'SELECT 1'), tab('b', 'SELECT 2', 'run-2'), tab('c')];
const asked = (given: { tab?: string; query?: string; text?: string }, last: string | null = null, among = tabs) => wantedTab({ tab: given.tab ?? null, query: given.query ?? null, text: given.text ?? null }, among, last);

describe('wantedTab', () => {
  it('stays where the address says', () => expect(asked({ tab: 'b' })).toEqual({ kind: 'nothing' }));
  it('shows the tab that was last shown when the address names none, or one that is gone', () => {
    expect([asked({}, 'c'), asked({}, 'gone'), asked({ tab: 'gone' }, 'b')]).toEqual([{ kind: 'show', id: 'c' }, { kind: 'show', id: 'a' }, { kind: 'show', id: 'b' }]);
  });
  it('opens a text once', () => {
    expect(asked({ text: 'SELECT 3' })).toEqual({ kind: 'open', text: 'SELECT 3' });
    expect(asked({ text: 'SELECT 2' })).toEqual({ kind: 'show', id: 'b' });
  });
  it('opens a run once', () => expect([asked({ query: 'run-9' }), asked({ query: 'run-2' })]).toEqual([{ kind: 'open-run', query: 'run-9' }, { kind: 'show', id: 'b' }]));
  it('makes an empty one when asked to, or when there is none', () => expect([asked({ tab: 'new' }), asked({}, null, [])]).toEqual([{ kind: 'open', text: '' }, { kind: 'open', text: '' }]));
});

describe('neighbour', () => {
  it('is the one to the right, else to the left', () => expect([neighbour(tabs, 'a'), neighbour(tabs, 'c'), neighbour([tab('a')], 'a')]).toEqual(['b', 'b', null]));
});
