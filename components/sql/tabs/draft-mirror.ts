import type { Tab } from './tab-drafts';

interface Kept {
  readonly window: string;
  readonly at: number;
  readonly tab: Tab;
}

/** A window that has said nothing for this long is gone; what it could not save is taken over. */
const SILENT_MS = 30_000;

/**
 * Copies of unsaved tabs in the browser, written on every keystroke, so that a crash, an expired session or a dead
 * network loses nothing. One key a window and tab: two windows never write over each other.
 */
export class DraftMirror {
  private readonly prefix: string;
  constructor(private readonly storage: Storage, user: string, private readonly window: string, private readonly now: () => number = Date.now) {
    this.prefix = `sql-draft:${user}:`;
  }

  keep(tab: Tab): void {
    this.storage.setItem(this.key(this.window, tab.id), JSON.stringify({ window: this.window, at: this.now(), tab } satisfies Kept));
  }

  drop(id: string): void {
    this.storage.removeItem(this.key(this.window, id));
  }

  /** Unsaved tabs of this window and of windows that are gone; those become this window's. */
  take(): readonly Tab[] {
    const found: Tab[] = [];
    for (const key of this.keys()) {
      const kept = this.read(key);
      if (!kept || (kept.window !== this.window && this.now() - kept.at < SILENT_MS)) continue;
      found.push(kept.tab);
      if (kept.window === this.window) continue;
      this.storage.removeItem(key);
      this.keep(kept.tab);
    }
    return found;
  }

  private key(window: string, id: string): string {
    return `${this.prefix}${window}:${id}`;
  }

  private keys(): readonly string[] {
    return Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index)).filter((key): key is string => key?.startsWith(this.prefix) === true);
  }

  private read(key: string): Kept | null {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(key) ?? 'null');
      return isKept(kept) ? kept : null;
    } catch {
      return null;
    }
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null || !('tab' in value) || !('window' in value)) return false;
  const { tab } = value;
  return typeof tab === 'object' && tab !== null && 'id' in tab && 'text' in tab && typeof tab.id === 'string' && typeof tab.text === 'string';
}
