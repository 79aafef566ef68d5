import { namespacePath } from '@/lib/model/routes';

/** A name that search can find. Columns are known only of tables that were read before. */
export interface IndexedTable { readonly namespace: string; readonly table: string }
export interface Names { readonly tables: readonly IndexedTable[]; readonly namespaces: readonly string[] }

export type Found = 'table' | 'namespace' | 'nothing';
/** What is at a name now, asked when something came or went there. */
export interface Told {
  readonly levels: readonly string[];
  /** null until the answer is there, and for good when there was none */
  found: Found | null;
  /** resolves with the answer, or without one */
  readonly asked: Promise<void>;
}

/**
 * Names under which something came or went since a walk began. The walk may have passed such a name before or after, so
 * what is told counts for more than what was walked; of one name the last that was told counts.
 */
export class ToldNames {
  private readonly told = new Map<string, Told>();

  get size(): number { return this.told.size; }

  add(told: Told): void { this.told.set(namespacePath(told.levels), told); }

  /** What is still being asked. */
  waiting(): readonly Promise<void>[] {
    return [...this.told.values()].filter(({ found }) => found === null).map(({ asked }) => asked);
  }

  /** The names of a walk with what came and without what went. */
  over(names: Names): Names {
    const known = [...this.told.values()].filter(({ found }) => found !== null);
    if (known.length === 0) return names;
    const paths = new Set(known.map(({ levels }) => namespacePath(levels)));
    // most tables of a large warehouse are passed by their last name, without making their paths
    const last = new Set(known.map(({ levels }) => levels.at(-1)));
    return {
      tables: [...names.tables.filter(({ namespace, table }) => !last.has(table) || !paths.has(namespace === '' ? table : namespacePath([namespace, table]))), ...known.filter(({ found }) => found === 'table').map(({ levels }) => ({ namespace: namespacePath(levels.slice(0, -1)), table: levels.at(-1) ?? '' }))],
      namespaces: [...names.namespaces.filter((namespace) => !paths.has(namespace)), ...known.filter(({ found }) => found === 'namespace').map(({ levels }) => namespacePath(levels))],
    };
  }

  /** Forgets what `over` has put into names that are kept. */
  forgetKnown(): void {
    for (const [path, { found }] of this.told) if (found !== null) this.told.delete(path);
  }
}
