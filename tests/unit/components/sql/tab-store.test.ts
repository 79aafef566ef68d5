import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftMirror } from '@/components/sql/tabs/draft-mirror';
import { TabStore, type TabServer } from '@/components/sql/tabs/tab-store';
import type { ServerTab } from '@/components/sql/tabs/tab-drafts';
import { ProblemError, toShownProblem } from '@/lib/transport/api/client/problem';

const conflict = () => new ProblemError(toShownProblem({ code: 'PRECONDITION_FAILED' }, 412, null));

/** A server that keeps tabs by the rule of the contract: the base version must be the current one. */
class Server implements TabServer {
  readonly kept = new Map<string, ServerTab>();
  down = false;
  saves = 0;
  list = () => (this.down ? Promise.reject(new TypeError('down')) : Promise.resolve([...this.kept.values()]));
  save: TabServer['save'] = (tab) => {
    this.saves += 1;
    if (this.down) return Promise.reject(new TypeError('down'));
    const old = this.kept.get(tab.id);
    if ((old?.version ?? null) !== tab.baseVersion) return Promise.reject(conflict());
    const kept = { id: tab.id, title: tab.title, text: tab.text, catalog: tab.catalog, schema: tab.schema, position: tab.position, queryId: tab.queryId, version: (old?.version ?? 0) + 1, updatedAt: '' };
    this.kept.set(tab.id, kept);
    return Promise.resolve(kept);
  };
  close = (id: string) => Promise.resolve(this.kept.delete(id));
}

const storage = (): Storage => {
  const items = new Map<string, string>();
  return { get length() { return items.size; }, clear: () => items.clear(), getItem: (key) => items.get(key) ?? null, key: (index) => [...items.keys()][index] ?? null, removeItem: (key) => void items.delete(key), setItem: (key, value) => void items.set(key, value) };
};
let next = 0;
const open = (server: Server, kept: Storage, window = 'w1') => {
  const store = new TabStore(server, new DraftMirror(kept, 'admin', window), () => `tab-${(next += 1)}`);
  store.load([...server.kept.values()]);
  return store;
};
const texts = (store: TabStore) => store.snapshot().map((tab) => tab.text);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('TabStore', () => {
  it('saves once, a second after the last change', async () => {
    const server = new Server();
    const store = open(server, storage());
    const tab = store.add({ text: 'S' });
    for (const text of ['SE', 'SEL', 'SELECT 1']) {
      store.change(tab.id, { text });
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(server.saves).toBe(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect([server.saves, server.kept.get(tab.id)?.text, store.saving(tab.id)]).toEqual([1, 'SELECT 1', 'saved']);
  });
  it('moves tabs to where they are put, and the server has them so', async () => {
    const server = new Server();
    const store = open(server, storage());
    const [a, , c] = ['a', 'b', 'c'].map((text) => store.add({ text }));
    store.move(c?.id ?? '', 0);
    expect(texts(store)).toEqual(['c', 'a', 'b']);
    store.move(a?.id ?? '', 99);
    expect(texts(store)).toEqual(['c', 'b', 'a']);
    store.move('nobody', 0);
    await vi.advanceTimersByTimeAsync(1500);
    expect([...server.kept.values()].toSorted((x, y) => x.position - y.position).map(({ text }) => text)).toEqual(['c', 'b', 'a']);
  });
  it('goes on moving tabs between the same two when no number is left between them', async () => {
    const server = new Server();
    const store = open(server, storage());
    const [, b, c] = ['a', 'b', 'c'].map((text) => store.add({ text }));
    for (let turn = 0; turn < 200; turn += 1) store.move((turn % 2 === 0 ? c : b)?.id ?? '', 1);
    expect(texts(store)).toEqual(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(1500);
    expect([...server.kept.values()].toSorted((x, y) => x.position - y.position).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(new Set(store.snapshot().map(({ position }) => position)).size).toBe(3);
  });
  it('keeps a text that could not be saved over a reload, and saves it when the server is back', async () => {
    const server = new Server();
    const kept = storage();
    server.down = true;
    const tab = open(server, kept).add({ text: 'precious' });
    await vi.advanceTimersByTimeAsync(1500);
    const again = open(server, kept);
    expect(texts(again)).toEqual(['precious']);
    server.down = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect([server.kept.get(tab.id)?.text, again.saving(tab.id)]).toEqual(['precious', 'saved']);
  });
  it('keeps both texts when two windows change one tab', async () => {
    const server = new Server();
    const kept = storage();
    const one = open(server, kept, 'w1');
    const tab = one.add({ text: 'base' });
    await one.flush();
    const two = open(server, kept, 'w2');
    one.change(tab.id, { text: 'from one' });
    await one.flush();
    two.change(tab.id, { text: 'from two' });
    await two.flush();
    expect(texts(two)).toEqual(['from one', 'from two']);
    await vi.advanceTimersByTimeAsync(2000);
    expect([...server.kept.values()].map((each) => each.text)).toEqual(['from one', 'from two']);
  });
  it('does not lose what is typed while a save is under way', async () => {
    const server = new Server();
    const store = open(server, storage());
    const tab = store.add({ text: 'a' });
    const saving = store.flush();
    store.change(tab.id, { text: 'ab' });
    await saving;
    expect([texts(store), store.snapshot()[0]?.dirty]).toEqual([['ab'], true]);
    await vi.advanceTimersByTimeAsync(1500);
    expect(server.kept.get(tab.id)?.text).toBe('ab');
  });
  it('knows after a reload the run that began while a save was under way', async () => {
    const server = new Server();
    const kept = storage();
    const store = open(server, kept);
    const tab = store.add({ text: 'SELECT 1' });
    const { save } = server;
    server.save = async (sent) => { const answer = await save(sent); store.change(tab.id, { queryId: 'run-1' }); return answer; };
    await vi.advanceTimersByTimeAsync(1100);
    server.save = save;
    store.dispose();
    expect(open(server, kept).snapshot()).toMatchObject([{ text: 'SELECT 1', queryId: 'run-1' }]);
  });
  it('names a tab after its text until somebody names it', () => {
    const store = open(new Server(), storage());
    const tab = store.add();
    store.change(tab.id, { text: '-- Late orders' });
    expect(store.snapshot()[0]?.title).toBe('Late orders');
    store.change(tab.id, { title: 'Mine' });
    store.change(tab.id, { text: '-- Other' });
    expect(store.snapshot()[0]?.title).toBe('Mine');
  });
});
