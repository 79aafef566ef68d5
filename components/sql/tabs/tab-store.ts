import { problemOf } from '@/lib/transport/api/client/problem';
import type { DraftMirror } from './draft-mirror';
import { fromServer, mergeTabs, settle, titleOf, type ServerTab, type Tab } from './tab-drafts';

/** The server's side of tabs. */
export interface TabServer {
  list(): Promise<readonly ServerTab[]>;
  save(tab: Tab): Promise<ServerTab>;
  close(id: string): Promise<unknown>;
}
export type Saving = 'saved' | 'waiting' | 'saving' | 'failed';
type Change = Partial<Pick<Tab, 'title' | 'text' | 'catalog' | 'schema' | 'queryId' | 'position'>>;

const REST_MS = 1000;
const AGAIN_MS = 5000;

/**
 * The editor's tabs of one window. Every change is in the browser at once and on the server a second after a pause;
 * a save that fails is repeated and its text stays. Titles follow the text until somebody names the tab.
 */
export class TabStore {
  private tabs: readonly Tab[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly underway = new Set<string>();
  private readonly failed = new Set<string>();
  private readonly listeners = new Set<() => void>();
  constructor(private readonly server: TabServer, private readonly mirror: DraftMirror, private readonly newId: () => string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): readonly Tab[] => this.tabs;

  saving(id: string): Saving {
    if (this.underway.has(id)) return 'saving';
    if (this.failed.has(id)) return 'failed';
    return this.find(id)?.dirty ? 'waiting' : 'saved';
  }

  /** Takes over the server's tabs and what this window, or one that is gone, could not save. */
  load(server: readonly ServerTab[]): void {
    this.set(mergeTabs(server, this.mirror.take(), this.newId));
    for (const tab of this.tabs) if (tab.dirty) this.later(tab.id);
  }

  add(given: Partial<Tab> = {}): Tab {
    const text = given.text ?? '';
    const position = Math.max(0, ...this.tabs.map((each) => each.position)) + 1;
    const tab: Tab = { title: titleOf(text), catalog: null, schema: null, queryId: null, ...given, id: this.newId(), text, position, baseVersion: null, dirty: true };
    this.set([...this.tabs, tab]);
    this.mirror.keep(tab);
    this.later(tab.id);
    return tab;
  }

  change(id: string, change: Change): void {
    const old = this.find(id);
    if (!old) return;
    const followed = change.text !== undefined && old.title === titleOf(old.text) ? { title: titleOf(change.text) } : {};
    const tab = { ...old, ...followed, ...change, dirty: true };
    this.put(tab);
    this.mirror.keep(tab);
    this.later(id);
  }

  /** Puts a tab at the place of another, before or behind it as it comes from the right or the left. */
  move(id: string, to: number): void {
    const from = this.tabs.findIndex((each) => each.id === id);
    const moved = this.tabs[from];
    const target = Math.min(Math.max(0, to), this.tabs.length - 1);
    if (!moved || from === target) return;
    const others = this.tabs.filter((each) => each.id !== id);
    const [left, right] = [others[target - 1]?.position, others[target]?.position];
    this.set([...others.slice(0, target), moved, ...others.slice(target)]);
    // halves of halves run out after some fifty moves between the same two: then all are counted anew
    const position = left === undefined ? (right ?? 1) - 1 : right === undefined ? left + 1 : (left + right) / 2;
    if (position !== left && position !== right) this.change(id, { position });
    else this.tabs.forEach((each, index) => this.change(each.id, { position: index + 1 }));
  }

  async close(id: string): Promise<void> {
    const tab = this.find(id);
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.set(this.tabs.filter((each) => each.id !== id));
    this.mirror.drop(id);
    if (tab && tab.baseVersion !== null) await this.server.close(id);
  }

  /** Saves what waits, now: on blur and when the page goes. */
  async flush(): Promise<void> {
    await Promise.all(this.tabs.filter((each) => each.dirty).map((each) => this.save(each.id)));
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private later(id: string, ms = REST_MS): void {
    clearTimeout(this.timers.get(id));
    this.timers.set(id, setTimeout(() => void this.save(id), ms));
  }

  private async save(id: string): Promise<void> {
    const sent = this.find(id);
    if (!sent?.dirty || this.underway.has(id)) return;
    clearTimeout(this.timers.get(id));
    this.underway.add(id);
    this.tell();
    try {
      this.saved(sent, await this.server.save(sent));
    } catch (error) {
      await this.notSaved(sent, error);
    } finally {
      this.underway.delete(id);
      this.tell();
    }
  }

  private saved(sent: Tab, kept: ServerTab): void {
    this.failed.delete(sent.id);
    const now = this.find(sent.id);
    if (!now) return;
    if (now === sent) {
      this.put({ ...fromServer(kept), position: now.position });
      this.mirror.drop(sent.id);
      return;
    }
    // what was changed while it was sent builds on what the server has now, after a reload as well
    const next = { ...now, baseVersion: kept.version };
    this.put(next);
    this.mirror.keep(next);
    this.later(sent.id);
  }

  private async notSaved(sent: Tab, error: unknown): Promise<void> {
    const { status } = problemOf(error);
    const again = () => {
      this.failed.add(sent.id);
      this.later(sent.id, AGAIN_MS);
    };
    if (status !== 409 && status !== 412 && status !== 404) return again();
    try {
      const theirs = (await this.server.list()).find((each) => each.id === sent.id);
      const mine = this.find(sent.id) ?? sent;
      const both = settle(theirs, mine, this.newId);
      this.mirror.drop(sent.id);
      this.set(this.tabs.flatMap((each) => (each.id === sent.id ? both : [each])));
      for (const tab of both.filter((each) => each.dirty)) {
        this.mirror.keep(tab);
        this.later(tab.id);
      }
    } catch {
      again();
    }
  }

  private find(id: string): Tab | undefined {
    return this.tabs.find((each) => each.id === id);
  }
  private put(tab: Tab): void {
    this.set(this.tabs.map((each) => (each.id === tab.id ? tab : each)));
  }
  private set(tabs: readonly Tab[]): void {
    this.tabs = tabs;
    this.tell();
  }
  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
