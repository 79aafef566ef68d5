import { openCatalog, type Attempt, type LoadedTable, type Namespace, type TableName } from '@/lib/core/catalog';
import type { Context } from '@/lib/kernel/context';
import { refByName } from '@/lib/model/iceberg';
import type { QueryEngine } from '@/lib/ports/engines/port';
import type { FileStore } from '@/lib/ports/storage/port';
import { ORDERS } from '@/tests/support/orders-table';
import { readBatches } from './batches';
import type { Ledger, Operation } from './claims';
import { tableOf, type World } from './kind';
import { CATALOG_KINDS, ENGINE_KINDS } from './kinds';
import { BRANCHES, isOfRows, MADE_OF_ROWS, ROWS } from './shared-tables';

const text = ({ namespace, name }: TableName): string => [...namespace, name].join('.');

/** The warehouse as a console that starts now finds it; every look is fresh. */
export class FreshWorld implements World {
  readonly catalog;
  private readonly loaded = new Map<string, Promise<LoadedTable>>();
  private readonly live = new Map<string, Promise<ReadonlyMap<bigint, ReadonlySet<string>>>>();
  private rows: Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> | null = null;
  /** @param folder one that the engine's user can reach */
  constructor(readonly store: FileStore, private readonly engine: QueryEngine, private readonly folder: string) {
    this.catalog = openCatalog({ name: 'lake', store });
  }

  load(table: TableName): Promise<LoadedTable> {
    const known = this.loaded.get(text(table)) ?? this.catalog.loadTable(table);
    this.loaded.set(text(table), known);
    return known;
  }

  async files(table: TableName, branch = 'main'): Promise<ReadonlySet<string>> {
    const known = this.live.get(text(table)) ?? this.readFiles(table);
    this.live.set(text(table), known);
    const head = refByName((await this.load(table)).metadata, branch)?.snapshotId;
    return (head === undefined ? undefined : (await known).get(head)) ?? new Set();
  }

  async batches(table: TableName): Promise<ReadonlyMap<string, string>> {
    this.rows ??= this.readRows();
    return (await this.rows).get(text(table)) ?? new Map();
  }

  private async readRows(): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const loaded = await Promise.all((await this.tables()).filter(isOfRows).map((table) => this.load(table)));
    const ctx = { ports: { catalog: this.catalog, store: this.store }, signal: new AbortController().signal } as unknown as Context;
    const found = await readBatches(this.engine, ctx, loaded, this.folder);
    return new Map(loaded.map(({ table }, i) => [text(table), found[i] ?? new Map()]));
  }

  /** Live files of the state that each ref names. Throws when one that any snapshot names is not there. */
  private async readFiles(table: TableName): Promise<ReadonlyMap<bigint, ReadonlySet<string>>> {
    const loaded = await this.load(table);
    const { metadata } = loaded;
    const heads = new Set([...Object.values(metadata.refs).map(({ snapshotId }) => snapshotId), metadata.currentSnapshotId]);
    const live = new Map<bigint, Set<string>>();
    const seen = new Map<string, readonly string[]>();
    for (const snapshot of metadata.snapshots) {
      const names = new Set<string>();
      for (const manifest of await this.catalog.manifests(loaded, snapshot)) {
        const paths = seen.get(manifest.path) ?? (await this.catalog.entries(loaded, manifest, { statisticsOf: new Set() })).filter(({ status }) => status !== 'deleted').map(({ file }) => loaded.location.resolve(file.path));
        if (!seen.has(manifest.path)) for (const path of new Set(paths)) await this.store.stat(path);
        seen.set(manifest.path, paths);
        for (const path of paths) names.add(path.slice(path.lastIndexOf('/') + 1).replace('.parquet', ''));
      }
      if (heads.has(snapshot.snapshotId)) live.set(snapshot.snapshotId, names);
    }
    return live;
  }

  /** Every table there is, by walking the namespaces. */
  async tables(parent: Namespace = []): Promise<readonly TableName[]> {
    const { children } = await this.catalog.listChildren(parent, { limit: 100_000 });
    const below = await Promise.all(children.map(async ({ kind, name }) => (kind === 'table' ? [{ namespace: parent, name }] : this.tables([...parent, name]))));
    return below.flat();
  }
}

/** All that must hold after a kill, as sentences that do not; none when it is well. What was in doubt is settled in the ledger. */
export async function wrongs(world: FreshWorld, ledger: Ledger): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of await world.tables()) {
    try {
      await world.files(table);
      found.push(...history(await world.load(table)));
    } catch (error) {
      found.push(`${text(table)} is listed and cannot be read: ${String(error)}`);
    }
  }
  for (const doubt of ledger.doubts.splice(0)) found.push(...(await settle(world, ledger, doubt)));
  for (const [register, value] of ledger.values) {
    const held = await observe(world, register);
    if (held !== value) found.push(`${register} was acknowledged as ${value} and is ${held}`);
  }
  return found;
}

const observe = async (world: World, register: string): Promise<string> => {
  const kind = [...CATALOG_KINDS, ...ENGINE_KINDS].find(({ prefix }) => register.startsWith(`${prefix}|`));
  if (kind === undefined) throw new Error(`No kind of write knows the register ${register}`);
  return kind.observe(world, register);
};

/** An operation that was under way happened whole or not at all, and what was told before its publish finds out which. */
async function settle(world: World, ledger: Ledger, { kind, to, attempts }: Operation): Promise<readonly string[]> {
  const found: string[] = [];
  const applied: boolean[] = [];
  const seen: string[] = [];
  for (const [register, value] of Object.entries(to)) {
    const held = await observe(world, register);
    const before = ledger.values.get(register);
    if (held !== value && before !== undefined && held !== before) found.push(`${kind}: ${register} was ${before}, was to be ${value} and is ${held}`);
    if (held !== value && before === undefined && !['none', 'foreign', 'there'].includes(held)) found.push(`${kind}: ${register} was to be ${value} and is ${held}`);
    applied.push(held === value);
    seen.push(`${register} was ${before ?? 'not there'}, was to be ${value} and is ${held}`);
    ledger.values.set(register, held);
  }
  if (new Set(applied).size > 1) found.push(`${kind} is half visible: ${seen.join('; ')}`);
  const outcomes = await Promise.all(attempts.map(({ table, attempt }) => world.catalog.wasApplied(tableOf(table.join('.')), attempt as Attempt)));
  if (outcomes.includes('applied') && applied.includes(false)) found.push(`${kind} is said to be applied and is not: ${JSON.stringify(to)}`);
  if (attempts.length > 0 && outcomes.every((outcome) => outcome === 'not') && applied.includes(true)) found.push(`${kind} is said not to be applied and is: ${JSON.stringify(to)}`);
  return found;
}

/** One line of snapshots, with gaps where some were let go, and one of versions; of branches, and of tables that were replaced, the numbers alone. */
function history({ table, metadata, version }: LoadedTable): readonly string[] {
  const found: string[] = [];
  const there = new Set(metadata.snapshots.map(({ snapshotId }) => snapshotId));
  const isOneLine = text(table) !== text(BRANCHES) && !text(table).startsWith(MADE_OF_ROWS);
  metadata.snapshots.forEach((snapshot, i) => {
    const before = metadata.snapshots[i - 1];
    if (before === undefined) return;
    // what was between may be gone by age; what is there follows what is there
    const { parentSnapshotId: parent } = snapshot;
    const isNext = snapshot.sequenceNumber === before.sequenceNumber + 1n;
    const isAside = parent === null || (there.has(parent) ? parent !== before.snapshotId : isNext);
    if (snapshot.sequenceNumber <= before.sequenceNumber || (isOneLine && isAside)) found.push(`${text(table)}: snapshot ${snapshot.snapshotId} does not follow the one before it`);
  });
  const logged = metadata.metadataLog.map(({ metadataFile }) => /v(\d+)\.metadata\.json$/.exec(metadataFile)?.[1]).filter((name) => name !== undefined).map(Number);
  const isShared = [ORDERS, BRANCHES, ROWS].some((shared) => text(shared) === text(table));
  if (isShared && logged.some((number, i) => number !== version - logged.length + i)) found.push(`${text(table)}: version ${version} has the log ${logged.join(', ')}`);
  return found;
}
