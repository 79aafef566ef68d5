export interface RecentTable {
  readonly catalog: string;
  readonly namespace: string;
  readonly table: string;
  readonly at: string;
}

const MOST = 8;
/** A preference holds four thousand characters. */
const CHARACTERS = 3800;
/** Nearer than this, a second look at the newest table is not written down again. */
const AGAIN_MS = 10 * 60_000;

/** Reads what was remembered; what is no list of tables is nothing. */
export function parseRecent(text: string | undefined): readonly RecentTable[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every(isRecent) ? parsed.map(({ catalog, namespace, table, at }) => ({ catalog, namespace, table, at })) : [];
  } catch {
    return [];
  }
}

// by hand: the shell does not load zod for it
const isRecent = (value: unknown): value is RecentTable =>
  typeof value === 'object' && value !== null && (['catalog', 'namespace', 'table', 'at'] as const).every((key) => key in value && typeof (value as RecentTable)[key] === 'string');
const isSame = (a: RecentTable, b: RecentTable) => a.catalog === b.catalog && a.namespace === b.namespace && a.table === b.table;

/** The list with `seen` in front; null when nothing worth writing changes. */
export function withRecent(tables: readonly RecentTable[], seen: RecentTable): readonly RecentTable[] | null {
  const [newest] = tables;
  if (newest && isSame(newest, seen) && Date.parse(seen.at) - Date.parse(newest.at) < AGAIN_MS) return null;
  const next = [seen, ...tables.filter((each) => !isSame(each, seen))].slice(0, MOST);
  while (next.length > 1 && JSON.stringify(next).length > CHARACTERS) next.pop();
  return JSON.stringify(next).length > CHARACTERS ? null : next;
}
