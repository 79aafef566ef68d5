import type { TrashEntry } from './trash/entries';

/** Told the levels of a namespace or table (its namespace's, then its name) that may have come or gone. */
export type NameListener = (levels: readonly string[]) => void;

/**
 * Tells who listens of the names that acts of this catalog touch. It says where to look and not what is there: of two
 * acts on one name the one that was done last may be told first, so whoever listens asks the catalog.
 */
export class NameWatch {
  private readonly listeners: NameListener[] = [];

  /** For as long as the catalog lives. */
  listen(listener: NameListener): void { this.listeners.push(listener); }

  /** Runs an act and tells of its name afterwards, also when it failed: it may have been done all the same. */
  async after<Result>(levels: readonly string[], act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } finally {
      this.tell(levels);
    }
  }

  /** Runs a restore, and tells of the table that it brought back. */
  async afterRestore(act: () => Promise<TrashEntry>): Promise<TrashEntry> {
    const entry = await act();
    if (entry.kind === 'table') this.tell([...entry.table.namespace, entry.table.name]);
    return entry;
  }

  private tell(levels: readonly string[]): void {
    for (const listener of this.listeners) listener(levels);
  }
}
