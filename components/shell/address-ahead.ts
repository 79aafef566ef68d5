/**
 * Searches of the page's address that were set and are not drawn yet, the drawn one first; empty when all is drawn.
 *
 * The bar of the browser does not tell them: Next writes the address of each state that it draws, also of one that is
 * passed already, so while a page draws slowly the bar goes back for a moment, and a key pressed then would start there.
 */
export class AddressAhead {
  private pathname = '';
  private pending: readonly string[] = [];

  /** What was set last on this page, else what the bar says. */
  search(bar: Pick<Location, 'pathname' | 'search'>): string {
    return (bar.pathname === this.pathname ? this.pending.at(-1) : undefined) ?? written(bar.search);
  }

  /** @param search what is about to be set on the page that the bar names */
  set(bar: Pick<Location, 'pathname' | 'search'>, search: string): void {
    if (written(search) === this.search(bar)) return;
    const before = bar.pathname === this.pathname && this.pending.length > 0 ? this.pending : [written(bar.search)];
    this.pathname = bar.pathname;
    this.pending = [...before, written(search)];
  }

  /** Back and Forward leave behind whatever was set. */
  left(): void {
    this.pending = [];
  }

  /** A page was drawn: what was set before its search is done with; one that nobody set (a link), or another page, ends what was ahead. */
  drawn({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
    const at = pathname === this.pathname ? this.pending.lastIndexOf(written(search)) : -1;
    this.pending = at < 0 || at === this.pending.length - 1 ? [] : this.pending.slice(at);
  }
}

/** A search as `URLSearchParams` writes it, so that two of them can be compared. */
const written = (search: string): string => new URLSearchParams(search).toString();
