import { describe, expect, it } from 'vitest';
import { DraftMirror } from '@/components/sql/tabs/draft-mirror';
import { mergeTabs, titleOf, type ServerTab, type Tab } from '@/components/sql/tabs/tab-drafts';

const server = (id: string, text: string, version: number, position = 0): ServerTab =>
  ({ id, title: id, text, catalog: 'lake', schema: 'shop', position, queryId: null, version, updatedAt: '2026-11-24T00:00:00.000Z' });
const draft = (id: string, text: string, baseVersion: number | null, position = 0): Tab =>
  ({ id, title: id, text, catalog: 'lake', schema: 'shop', position, queryId: null, baseVersion, dirty: true });
const merge = (a: readonly ServerTab[], b: readonly Tab[]) => mergeTabs(a, b, () => 'fresh').map((tab) => [tab.id, tab.text, tab.baseVersion, tab.dirty]);

describe('mergeTabs', () => {
  it('takes the server where nothing is unsaved', () => expect(merge([server('a', 'x', 3)], [])).toEqual([['a', 'x', 3, false]]));
  it('keeps an unsaved text on the version it was made from', () => expect(merge([server('a', 'x', 3)], [draft('a', 'mine', 3)])).toEqual([['a', 'mine', 3, true]]));
  it('keeps both texts where another window saved first', () => expect(merge([server('a', 'theirs', 4)], [draft('a', 'mine', 3)])).toEqual([['a', 'theirs', 4, false], ['fresh', 'mine', null, true]]));
  it('is quiet when both have the same text', () => expect(merge([server('a', 'same', 4)], [draft('a', 'same', 3)])).toEqual([['a', 'same', 4, false]]));
  it('keeps the text of a tab that was closed elsewhere, as a new one', () => expect(merge([], [draft('a', 'mine', 3)])).toEqual([['fresh', 'mine', null, true]]));
  it('keeps a tab that was never saved', () => expect(merge([server('b', 'x', 1, 1)], [draft('a', 'new', null, 0)])).toEqual([['a', 'new', null, true], ['b', 'x', 1, false]]));
});

describe('titleOf', () => {
  it('is the first comment, else the first words', () => {
    expect([titleOf('-- Late orders\nSELECT 1'), titleOf('SELECT\n 1'), titleOf('  ')]).toEqual(['Late orders', 'SELECT 1', 'untitled']);
  });
});

class MemoryStorage implements Storage {
  private readonly items = new Map<string, string>();
  [name: string]: unknown;
  get length() { return this.items.size; }
  clear() { this.items.clear(); }
  getItem(key: string) { return this.items.get(key) ?? null; }
  key(index: number) { return [...this.items.keys()][index] ?? null; }
  removeItem(key: string) { this.items.delete(key); }
  setItem(key: string, value: string) { this.items.set(key, value); }
}

describe('DraftMirror', () => {
  it('gives a window its own drafts back, and another only those of a window that is gone', () => {
    const storage = new MemoryStorage();
    let now = 0;
    const one = new DraftMirror(storage, 'admin', 'w1', () => now);
    const two = new DraftMirror(storage, 'admin', 'w2', () => now);
    one.keep(draft('a', 'typing', 1));
    expect(one.take().map((tab) => tab.text)).toEqual(['typing']);
    expect(two.take()).toEqual([]);
    now = 60_000;
    expect(two.take().map((tab) => tab.text)).toEqual(['typing']);
    expect(one.take()).toEqual([]);
  });
  it('never mixes people and passes over what it cannot read', () => {
    const storage = new MemoryStorage();
    storage.setItem('sql-draft:admin:w1:x', '{broken');
    new DraftMirror(storage, 'ada', 'w1').keep(draft('a', 'hers', 1));
    expect(new DraftMirror(storage, 'admin', 'w1').take()).toEqual([]);
  });
});
