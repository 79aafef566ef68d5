import type { GridSource } from '@/components/grid/grid-source';
import type { Cell, Column, Row } from '@/lib/model/values/types';

/** Reads rows [offset, offset + limit) of an answer; fewer come when there are no more yet. */
export type ReadRows = (offset: number, limit: number, signal: AbortSignal) => Promise<readonly Row[]>;

/** Rows of a page. */
export const PAGE = 500;
const PAGES_KEPT = 120;

/**
 * Pages of an answer, kept as far as they were looked at. Works while the run goes on: the last page is read again
 * when more rows came. A page that could not be read is told by `error` and read again when it is next asked for.
 */
export class RowPages implements GridSource {
  private readonly pages = new Map<number, readonly Row[]>();
  private readonly underway = new Map<number, { readonly signal: AbortSignal; readonly reading: Promise<void> }>();
  private readonly listeners = new Set<() => void>();
  private rows = 0;
  private failure: unknown = null;
  private changes = 0;
  /** @param begun the first page, where it is here already, and how many rows there are */
  constructor(readonly columns: readonly Column[], private readonly read: ReadRows, begun?: { readonly rows: readonly Row[]; readonly rowCount: number }) {
    if (!begun) return;
    this.rows = begun.rowCount;
    this.pages.set(0, begun.rows);
  }

  get version(): number {
    return this.changes;
  }
  get rowCount(): number {
    return this.rows;
  }
  get error(): unknown {
    return this.failure;
  }

  /** How many rows may be asked for by now. */
  grow(rows: number): void {
    if (rows <= this.rows) return;
    const last = Math.floor(this.rows / PAGE);
    if ((this.pages.get(last)?.length ?? PAGE) < PAGE) this.pages.delete(last);
    this.rows = rows;
    this.tell();
  }

  /** The value, or undefined while it is not here yet. */
  cell(row: number, column: number): Cell | undefined {
    return this.row(row)?.[column];
  }
  row(index: number): Row | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Fills rows [from, to). */
  async fetch(from: number, to: number, signal: AbortSignal): Promise<void> {
    const first = Math.floor(Math.max(0, from) / PAGE);
    const last = Math.floor(Math.max(0, Math.min(to, this.rows) - 1) / PAGE);
    const wanted = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    await Promise.all(wanted.map((page) => this.fill(page, signal)));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private fill(page: number, signal: AbortSignal): Promise<void> {
    const kept = this.pages.get(page);
    if (kept && kept.length >= Math.min(PAGE, this.rows - page * PAGE)) return Promise.resolve();
    const running = this.underway.get(page);
    // a read that its asker has given up brings nothing to those who wait for it
    if (running && !running.signal.aborted) return running.reading;
    const reading = this.read(page * PAGE, PAGE, signal)
      .then((rows) => this.put(page, rows))
      .catch((error: unknown) => {
        if (signal.aborted) return;
        this.failure = error;
        this.tell();
      })
      .finally(() => {
        if (this.underway.get(page)?.reading === reading) this.underway.delete(page);
      });
    this.underway.set(page, { signal, reading });
    return reading;
  }

  private put(page: number, rows: readonly Row[]): void {
    this.failure = null;
    this.pages.delete(page);
    this.pages.set(page, rows);
    const oldest = this.pages.keys().next().value;
    if (this.pages.size > PAGES_KEPT && oldest !== undefined) this.pages.delete(oldest);
    this.tell();
  }

  private tell(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
