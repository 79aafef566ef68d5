import { hasCode } from '@/lib/model/errors';
import { namespacePath } from '@/lib/model/routes';
import type { Ports } from '@/lib/kernel/context';

/** A name that search can find. Columns are known only of tables that were read before. */
export interface IndexedTable { readonly namespace: string; readonly table: string }

interface Index { readonly tables: IndexedTable[]; readonly namespaces: string[]; complete: boolean; readonly builtAt: number }
const KEY = Symbol.for('lakehouse-console.names');
interface Holder { [KEY]?: { readonly ready: Index; readonly building: Index | null; /** resolves when the walk under way has ended, well or not */ readonly walked: Promise<void> } }
const FRESH_MS = 30_000;
const TABLES_MAX = 200_000;

/**
 * Names of everything in the catalog, walked in the background when somebody first searches and again when half a
 * minute old: starting the console never walks a warehouse. While the first walk is under way what it has is given.
 */
export function nameIndex(ports: Ports, nowMs: number): Readonly<Index> {
  const holder = ports as Holder;
  const held = holder[KEY];
  if (held && (held.building !== null || nowMs - held.ready.builtAt < FRESH_MS)) return held.ready.complete || held.building === null ? held.ready : held.building;
  const building: Index = { tables: [], namespaces: [], complete: false, builtAt: nowMs };
  const ended = Promise.resolve();
  const walked = walk(ports, building).then(
    () => { building.complete = true; holder[KEY] = { ready: building, building: null, walked: ended }; },
    (error: unknown) => {
      ports.log.warn({ error }, 'The names of the catalog could not be walked');
      holder[KEY] = { ready: held?.ready ?? building, building: null, walked: ended };
    },
  );
  holder[KEY] = { ready: held?.ready ?? building, building, walked };
  return held?.ready.complete === true ? held.ready : building;
}

/** The same, but a first walk is given `waitMs` to end: most warehouses are read within, and nobody's first page is then empty. */
export async function nameIndexSoon(ports: Ports, nowMs: number, waitMs: number): Promise<Readonly<Index>> {
  const index = nameIndex(ports, nowMs);
  if (index.complete) return index;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([(ports as Holder)[KEY]?.walked, new Promise((resolve) => { timer = setTimeout(resolve, waitMs); })]);
  clearTimeout(timer);
  return nameIndex(ports, nowMs);
}

async function walk(ports: Ports, index: Index, parent: readonly string[] = []): Promise<void> {
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof ports.catalog.listChildren>> | null = await ports.catalog.listChildren(parent, { after, limit: 1000 }).catch((error: unknown) => {
      if (hasCode(error, 'NOT_FOUND')) return null;
      throw error;
    });
    if (page === null) return;
    for (const child of page.children) {
      if (index.tables.length >= TABLES_MAX) return;
      if (child.kind === 'table') index.tables.push({ namespace: namespacePath(parent), table: child.name });
      else {
        index.namespaces.push(namespacePath([...parent, child.name]));
        await walk(ports, index, [...parent, child.name]);
      }
    }
    if (page.next === null) return;
    after = page.next;
  }
}
