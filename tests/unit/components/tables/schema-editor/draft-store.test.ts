import { describe, expect, it } from 'vitest';
import { DraftStore } from '@/components/tables/schema-editor/draft-store';
import { EMPTY_DRAFT, type TableDraft } from '@/components/tables/schema-editor/table-draft';

function storage(full = false): Storage {
  const kept = new Map<string, string>();
  return {
    get length() { return kept.size; }, key: (at) => [...kept.keys()][at] ?? null, clear: () => kept.clear(), getItem: (key) => kept.get(key) ?? null, removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => { if (full) throw new DOMException('full', 'QuotaExceededError'); kept.set(key, value); },
  };
}
const base = { etag: '"u:1"', base: EMPTY_DRAFT };
const draft = (owner: string): TableDraft => ({ ...EMPTY_DRAFT, properties: { owner } });

describe('DraftStore', () => {
  it('gives another window, or this one after a reload, what was staged, with the base it was staged on', () => {
    const browser = storage();
    const store = new DraftStore(() => browser, () => 7);
    store.stage('k', base, draft('a'));
    const again = new DraftStore(() => browser, () => 8).get('k');
    expect(again).toMatchObject({ etag: '"u:1"', base: EMPTY_DRAFT, history: { present: draft('a'), past: [] }, savedAt: 8 });
    expect(store.get('k')).toBe(store.get('k'));
    store.clear('k');
    expect(new DraftStore(() => browser).get('k')).toBeNull();
  });
  it('undoes, tells who listens, and takes over what another window wrote', () => {
    const browser = storage();
    const [one, two] = [new DraftStore(() => browser), new DraftStore(() => browser)];
    let told = 0;
    two.subscribe(() => { told += 1; });
    two.stage('k', base, draft('a'));
    two.stage('k', base, draft('b'));
    two.undo('k');
    expect([told, two.get('k')?.history.present]).toEqual([3, draft('a')]);
    one.stage('k', base, draft('c'));
    two.onStorage({ key: 'k' });
    expect([told, two.get('k')?.history.present]).toEqual([4, draft('c')]);
  });
  it('keeps what the browser cannot, and says that it is not saved', () => {
    const store = new DraftStore(() => storage(true));
    store.stage('k', base, draft('a'));
    expect(store.get('k')).toMatchObject({ savedAt: null, history: { present: draft('a') } });
  });
  it('takes what is no draft for nothing', () => {
    const browser = storage();
    browser.setItem('k', '{"etag":"x"');
    browser.setItem('l', '{"etag":"x","base":{},"draft":{}}');
    const store = new DraftStore(() => browser);
    expect([store.get('k'), store.get('l')]).toEqual([null, null]);
  });
});
