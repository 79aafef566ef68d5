import { redo, stage, startHistory, undo, type DraftHistory } from './draft-history';
import type { TableDraft } from './table-draft';

/** What one person has staged on one table. */
export interface Staged {
  /** the state of the table that it was staged on */
  readonly etag: string;
  readonly base: TableDraft;
  readonly history: DraftHistory;
  /** what somebody else published meanwhile that it was put onto, a line each */
  readonly meanwhile: readonly string[];
  /** when the browser took it; null while it did not */
  readonly savedAt: number | null;
}

/**
 * Drafts by table and person, kept by the browser so that a reload, another tab of the page or an expired session lose
 * nothing. The steps that can be undone are this window's.
 */
export class DraftStore {
  private readonly held = new Map<string, Staged | null>();
  private readonly listeners = new Set<() => void>();
  constructor(private readonly storage: () => Storage, private readonly now: () => number = Date.now) {}

  /** The same object until it changes. */
  get(key: string): Staged | null {
    const held = this.held.get(key);
    if (held !== undefined) return held;
    const read = this.read(key);
    this.held.set(key, read);
    return read;
  }

  /** The next step; `base` counts when it is the first. */
  stage(key: string, base: { readonly etag: string; readonly base: TableDraft }, draft: TableDraft, tag: string | null = null): void {
    const staged = this.get(key) ?? { ...base, history: startHistory(base.base), meanwhile: [], savedAt: null };
    this.put(key, { ...staged, history: stage(staged.history, draft, tag) });
  }

  undo(key: string): void { this.step(key, undo); }
  redo(key: string): void { this.step(key, redo); }

  /** Put onto another state of the table; steps from before are of another table and cannot be undone. */
  rebase(key: string, base: { readonly etag: string; readonly base: TableDraft }, draft: TableDraft, meanwhile: readonly string[]): void {
    this.put(key, { ...base, history: startHistory(draft), meanwhile, savedAt: null });
  }

  /** The table has moved on, and nothing of it that a draft holds is otherwise. */
  moveTo(key: string, base: { readonly etag: string; readonly base: TableDraft }): void {
    const staged = this.get(key);
    if (staged !== null) this.put(key, { ...staged, ...base });
  }

  clear(key: string): void { this.put(key, null); }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another window has written: what is held of that key is old. */
  readonly onStorage = ({ key }: { readonly key: string | null }): void => {
    if (key !== null && !this.held.has(key)) return;
    if (key === null) this.held.clear();
    else this.held.delete(key);
    this.tell();
  };

  private step(key: string, step: (history: DraftHistory) => DraftHistory): void {
    const staged = this.get(key);
    if (staged !== null) this.put(key, { ...staged, history: step(staged.history) });
  }

  private put(key: string, staged: Staged | null): void {
    this.held.set(key, staged === null ? null : { ...staged, savedAt: this.write(key, staged) });
    if (staged === null) this.storage().removeItem(key);
    this.tell();
  }

  /** When it was kept; null when the browser has no room for it, which the screen says. */
  private write(key: string, { etag, base, history, meanwhile }: Staged): number | null {
    try {
      this.storage().setItem(key, JSON.stringify({ etag, base, draft: history.present, meanwhile }));
      return this.now();
    } catch (error) {
      if (error instanceof DOMException) return null;
      throw error;
    }
  }

  private read(key: string): Staged | null {
    try {
      const kept: unknown = JSON.parse(this.storage().getItem(key) ?? 'null');
      return isKept(kept) ? { etag: kept.etag, base: kept.base, history: startHistory(kept.draft), meanwhile: kept.meanwhile, savedAt: this.now() } : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  private tell(): void { for (const listener of this.listeners) listener(); }
}

interface Kept { readonly etag: string; readonly base: TableDraft; readonly draft: TableDraft; readonly meanwhile: readonly string[] }
const isDraft = (value: unknown): value is TableDraft =>
  typeof value === 'object' && value !== null && ['fields', 'identifiers', 'partition', 'sort'].every((part) => Array.isArray((value as Record<string, unknown>)[part])) && 'properties' in value && 'formatVersion' in value;
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'etag' in value && typeof value.etag === 'string' && 'base' in value && isDraft(value.base) && 'draft' in value && isDraft(value.draft) && 'meanwhile' in value && Array.isArray(value.meanwhile);
