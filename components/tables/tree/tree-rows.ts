/** A level of the tree as far as it is loaded. */
export interface TreeLevel {
  readonly state: 'loading' | 'failed' | 'ready';
  readonly namespaces: readonly { readonly path: string; readonly name: string }[];
  readonly tables: readonly string[];
  /** whether the server has more tables than these */
  readonly more: boolean;
  readonly problem: string | null;
}

export type TreeRow =
  | { readonly kind: 'catalog'; readonly key: string; readonly depth: number; readonly catalog: string; readonly expanded: boolean }
  | { readonly kind: 'namespace'; readonly key: string; readonly depth: number; readonly catalog: string; readonly namespace: string; readonly label: string; readonly expanded: boolean }
  | { readonly kind: 'table'; readonly key: string; readonly depth: number; readonly catalog: string; readonly namespace: string; readonly table: string }
  | { readonly kind: 'loading' | 'empty' | 'more' | 'failed'; readonly key: string; readonly depth: number; readonly level: string; readonly text: string };

/** Names one level: a catalog, or a namespace in it. */
export const levelKey = (catalog: string, namespace: string | null): string => JSON.stringify([catalog, namespace]);
export const tableKey = (catalog: string, namespace: string, table: string): string => JSON.stringify([catalog, namespace, table]);

/** The tree as the rows that are to be seen, parents before children. Loading and failing levels are rows in place. */
export function treeRows(catalogs: readonly string[], expanded: ReadonlySet<string>, levels: ReadonlyMap<string, TreeLevel>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const open = (catalog: string, namespace: string | null, depth: number) => {
    const key = levelKey(catalog, namespace);
    const level = levels.get(key);
    const note = (kind: 'loading' | 'empty' | 'more' | 'failed', text: string) => rows.push({ kind, key: `${kind}:${key}`, depth, level: key, text });
    if (!level || (level.state === 'loading' && level.tables.length + level.namespaces.length === 0)) return note('loading', 'Loading');
    for (const child of level.namespaces) {
      const childKey = levelKey(catalog, child.path);
      const isOpen = expanded.has(childKey);
      rows.push({ kind: 'namespace', key: childKey, depth, catalog, namespace: child.path, label: child.name, expanded: isOpen });
      if (isOpen) open(catalog, child.path, depth + 1);
    }
    if (namespace !== null) for (const table of level.tables) rows.push({ kind: 'table', key: tableKey(catalog, namespace, table), depth, catalog, namespace, table });
    if (level.state === 'failed') note('failed', level.problem ?? 'This level could not be read');
    else if (level.more) note('more', 'Loading more');
    else if (level.tables.length + level.namespaces.length === 0) note('empty', namespace === null ? 'No namespaces' : 'No tables');
  };
  for (const catalog of catalogs) {
    const key = levelKey(catalog, null);
    rows.push({ kind: 'catalog', key, depth: 0, catalog, expanded: expanded.has(key) });
    if (expanded.has(key)) open(catalog, null, 1);
  }
  return rows;
}

/** Levels that must be open for a namespace's tables to be seen. */
export function levelsTo(catalog: string, namespace: string | null, levelsOf: (path: string) => readonly string[], join: (levels: readonly string[]) => string): readonly string[] {
  const parts = namespace === null ? [] : levelsOf(namespace);
  return [levelKey(catalog, null), ...parts.map((_, index) => levelKey(catalog, join(parts.slice(0, index + 1))))];
}

/** Index of the row that an arrow key leads to; `toggle` says that the row at `from` opens or closes instead. */
export function treeMove(rows: readonly TreeRow[], from: number, key: string): { readonly to: number; readonly toggle: boolean } {
  const row = rows[from];
  const last = rows.length - 1;
  const parent = () => {
    for (let at = from - 1; at >= 0; at -= 1) if ((rows[at]?.depth ?? 0) < (row?.depth ?? 0)) return at;
    return from;
  };
  const canOpen = row?.kind === 'catalog' || row?.kind === 'namespace';
  switch (key) {
    case 'ArrowDown': return { to: Math.min(last, from + 1), toggle: false };
    case 'ArrowUp': return { to: Math.max(0, from - 1), toggle: false };
    case 'Home': return { to: 0, toggle: false };
    case 'End': return { to: last, toggle: false };
    case 'ArrowRight': return canOpen && !row.expanded ? { to: from, toggle: true } : { to: canOpen ? Math.min(last, from + 1) : from, toggle: false };
    case 'ArrowLeft': return canOpen && row.expanded ? { to: from, toggle: true } : { to: parent(), toggle: false };
    default: return { to: from, toggle: false };
  }
}
