import { hasCode } from '@/lib/model/errors';
import { namespacePath } from '@/lib/model/routes';
import type { Ports } from '@/lib/kernel/context';
import { ToldNames, type Found, type IndexedTable, type Names, type Told } from './told-names';

/** `complete` once the whole catalog was walked. */
export interface NameIndex extends Names { readonly complete: boolean }

interface Walked { names: Names; complete: boolean; readonly builtAt: number; /** what came or went since the walk began */ readonly told: ToldNames }
interface Held { readonly ready: Walked; readonly building: Walked | null; /** resolves when the walk under way has ended, well or not */ readonly walked: Promise<void> }
const KEY = Symbol.for('lakehouse-console.names');
interface Holder { [KEY]?: Held }
const FRESH_MS = 30_000;
const TABLES_MAX = 200_000;
/** More than these are put into the names at once, so that nothing grows while nobody searches. */
const TOLD_MAX = 1000;

/**
 * Names of everything in the catalog, walked in the background when somebody first searches and again when half a
 * minute old: starting the console never walks a warehouse. While the first walk is under way what it has is given.
 * What this console's own acts make or take away is told by the catalog and known without a walk.
 */
export function nameIndex(ports: Ports, nowMs: number): NameIndex {
  const holder = ports as Holder;
  const held = holder[KEY];
  if (held === undefined) ports.catalog.watchNames((levels) => tell(ports, levels));
  else if (held.building !== null || nowMs - held.ready.builtAt < FRESH_MS) return given(held.ready.complete || held.building === null ? held.ready : held.building, held);
  const tables: IndexedTable[] = [];
  const namespaces: string[] = [];
  const building: Walked = { names: { tables, namespaces }, complete: false, builtAt: nowMs, told: new ToldNames() };
  const ended = Promise.resolve();
  const walked = walk(ports, { tables, namespaces }).then(
    () => { building.complete = true; holder[KEY] = { ready: building, building: null, walked: ended }; },
    (error: unknown) => {
      ports.log.warn({ error }, 'The names of the catalog could not be walked');
      holder[KEY] = { ready: held?.ready ?? building, building: null, walked: ended };
    },
  );
  const now: Held = { ready: held?.ready ?? building, building, walked };
  holder[KEY] = now;
  return given(now.ready.complete ? now.ready : building, now);
}

/**
 * The same, but a first walk, and what was told a moment ago, are given `waitMs` to end: most warehouses are read
 * within, nobody's first page is then empty, and what one has just made is found.
 */
export async function nameIndexSoon(ports: Ports, nowMs: number, waitMs: number): Promise<NameIndex> {
  const index = nameIndex(ports, nowMs);
  const held = (ports as Holder)[KEY];
  const awaited = [...(index.complete || held === undefined ? [] : [held.walked]), ...(held?.ready.told.waiting() ?? [])];
  if (awaited.length === 0) return index;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([Promise.all(awaited), new Promise((resolve) => { timer = setTimeout(resolve, waitMs); })]);
  clearTimeout(timer);
  return nameIndex(ports, nowMs);
}

/** A walk under way still adds to its own lists, so what is told is put over them; into those of an ended one it goes for good. */
function given(of: Walked, { building }: Held): NameIndex {
  if (of !== building) settle(of);
  return { ...of.told.over(of.names), complete: of.complete };
}

function settle(walked: Walked): void {
  walked.names = walked.told.over(walked.names);
  walked.told.forgetKnown();
}

/** Asks what is at each level of a name now; to keep for the names there are, and for those that are being walked. */
function tell(ports: Ports, levels: readonly string[]): void {
  const held = (ports as Holder)[KEY];
  if (held === undefined) return;
  for (let depth = 1; depth <= levels.length; depth += 1) {
    const told = ask(ports, levels.slice(0, depth));
    held.ready.told.add(told);
    held.building?.told.add(told);
  }
  if (held.ready !== held.building && held.ready.told.size > TOLD_MAX) settle(held.ready);
}

function ask(ports: Ports, levels: readonly string[]): Told {
  const asked = whatIsAt(ports, levels).then(
    (found) => { told.found = found; },
    (error: unknown) => ports.log.warn({ error }, 'What came or went in the catalog could not be looked at; search knows of it within half a minute'),
  );
  const told: Told = { levels, found: null, asked };
  return told;
}

async function whatIsAt({ catalog }: Ports, levels: readonly string[]): Promise<Found> {
  const name = levels.at(-1) ?? '';
  if (await catalog.tableExists({ namespace: levels.slice(0, -1), name })) return 'table';
  return (await catalog.namespaceExists(levels)) ? 'namespace' : 'nothing';
}

async function walk(ports: Ports, names: { readonly tables: IndexedTable[]; readonly namespaces: string[] }, parent: readonly string[] = []): Promise<void> {
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof ports.catalog.listChildren>> | null = await ports.catalog.listChildren(parent, { after, limit: 1000 }).catch((error: unknown) => {
      if (hasCode(error, 'NOT_FOUND')) return null;
      throw error;
    });
    if (page === null) return;
    for (const child of page.children) {
      if (names.tables.length >= TABLES_MAX) return;
      if (child.kind === 'table') names.tables.push({ namespace: namespacePath(parent), table: child.name });
      else {
        names.namespaces.push(namespacePath([...parent, child.name]));
        await walk(ports, names, [...parent, child.name]);
      }
    }
    if (page.next === null) return;
    after = page.next;
  }
}
