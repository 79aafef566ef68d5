import { randomBytes, randomUUID } from 'node:crypto';
import { notFound } from '@/lib/model/errors';
import type { ManifestEntry, ManifestFile, NewTable, Snapshot, TableMetadata } from '@/lib/model/iceberg';
import type { Wanted } from '@/lib/model/iceberg/manifests';
import type { FileStore } from '@/lib/ports/storage/port';
import type { Row } from '@/lib/model/values/types';
import { changeFiles } from './changes/change-files';
import { cherryPickChange } from './changes/move-branch';
import type { SnapshotContent } from './changes/snapshot-content';
import { commitTable, type Builder, type Change, type CommitOptions, type Committed } from './commits/commit-table';
import { wasApplied, type Attempt, type AttemptOutcome } from './commits/attempt';
import { createNamespace, createTable, type CreateOptions } from './commits/create';
import { dropNamespace } from './commits/drop-namespace';
import { registerTable } from './commits/register';
import { Turns } from './commits/turns';
import { tableMaintenance, type Maintenance } from './maintenance';
import { compareSnapshots, type SnapshotComparison } from './maintenance/compare-snapshots';
import type { MetadataTable } from './metadata-tables';
import { NameWatch, type NameListener } from './name-watch';
import { tableFolder, tableText, type Namespace, type TableName } from './names';
import { locateFiles } from './scans/locate-files';
import { planScan, type ScanPlan, type ScanRequest } from './scans/plan-scan';
import { ManifestReader } from './scans/read-manifests';
import { earlierMetadata } from './tables/earlier-metadata';
import { Listing, type ChildPage, type NamePage, type PageRequest } from './tables/listing';
import { TableLoader, type LoadedTable } from './tables/load-table';
import { listTrash, type TrashEntry } from './trash/entries';
import { dropTable, sizeOfFolder, trashFiles, type Reason } from './trash/put-away';
import { emptyTrash, restoreTrash } from './trash/restore';

export { newDataFile, newPositionDeleteFile, type FileFacts, type FilePlace } from './changes/content-file';
export { formatChange, propertiesChange, refChange, schemaChange, sortOrderChange, specChange } from './changes/define-changes';
export { fastForwardChange } from './changes/move-branch';
export type { RemovedFile, RowDeletes, SnapshotContent, Validation } from './changes/snapshot-content';
export type { Attempt, AttemptListener, AttemptOutcome } from './commits/attempt';
export type { CreateOptions } from './commits/create';
export type { Builder, Change, CommitOptions, Committed, NewFile } from './commits/commit-table';
export type { FileTotals } from './maintenance/compare-snapshots';
export { checkNewName, tableFolder, type Namespace, type TableName } from './names';
export type { ChildPage, NamePage, PageRequest } from './tables/listing';
export { metadataTable, type MetadataTable } from './metadata-tables';
export type { LoadedTable } from './tables/load-table';
export type { TrashEntry } from './trash/entries';
export type { ScanPlan, ScanPlanFile, ScanRequest, StoredFile } from './scans/plan-scan';

export interface CatalogOptions {
  /** as SQL names it */
  readonly name: string;
  readonly store: FileStore;
  /** epoch milliseconds; the system's unless told */
  readonly clock?: () => number;
}

/** A Hadoop catalog on a FileStore. Names are looked up by listing folders; metadata is read only for the table that is asked for. */
export interface Catalog {
  readonly name: string;
  /** Namespaces and tables of one level, by name. NOT_FOUND when the parent is no namespace. */
  listChildren(parent: Namespace, page?: PageRequest): Promise<ChildPage>;
  listNamespaces(parent: Namespace, page?: PageRequest): Promise<NamePage>;
  listTables(namespace: Namespace, page?: PageRequest): Promise<NamePage>;
  namespaceExists(namespace: Namespace): Promise<boolean>;
  tableExists(table: TableName): Promise<boolean>;
  /** From now on the listener is told of each name that an act of this catalog may have made or taken away, when the act has ended. What other writers do is not told. */
  watchNames(listener: NameListener): void;
  /** The newest state on disk. NOT_FOUND; BROKEN_TABLE with the file that is missing or corrupt; UNSUPPORTED. */
  loadTable(table: TableName): Promise<LoadedTable>;
  /** An earlier version of the table's metadata, or null when it was trimmed away. */
  earlierMetadata(loaded: LoadedTable, version: number): Promise<TableMetadata | null>;
  manifests(loaded: LoadedTable, snapshot: Snapshot | null): Promise<readonly ManifestFile[]>;
  entries(loaded: LoadedTable, manifest: ManifestFile, wanted: Wanted): Promise<readonly ManifestEntry[]>;
  /** Shows every entry of a manifest, deleted ones too, and keeps none. */
  walkEntries(loaded: LoadedTable, manifest: ManifestFile, wanted: Wanted, visit: (entry: ManifestEntry) => void, signal?: AbortSignal): Promise<void>;
  /** A live entry with all that is said of it; null when this manifest has none of that file. */
  entry(loaded: LoadedTable, manifest: ManifestFile, path: string, contentOffset: number | null, signal?: AbortSignal): Promise<ManifestEntry | null>;
  /** Rows of `"t$name"`. */
  metadataRows(loaded: LoadedTable, table: MetadataTable): Promise<readonly Row[]>;
  /** The files to read for a filter. Reads metadata only: whether the files are there is found by `locate`. */
  planScan(loaded: LoadedTable, request: ScanRequest): Promise<ScanPlan>;
  /** Where the files of a plan lie on this machine, by store path. BROKEN_TABLE names one that is missing; UNSUPPORTED. */
  locate(plan: ScanPlan): Promise<ReadonlyMap<string, string>>;
  createNamespace(namespace: Namespace): Promise<void>;
  /** Removes an empty namespace. CONFLICT says what is in it. */
  dropNamespace(namespace: Namespace): Promise<void>;
  /** A new table, empty or with a first snapshot, in one publish. ALREADY_EXISTS, NOT_FOUND for the namespace, INVALID_INPUT. */
  createTable(table: TableName, definition: Omit<NewTable, 'location' | 'uuid'>, options?: CreateOptions): Promise<LoadedTable>;
  /** Takes over a table that another kind of catalog kept in the folder of that name. UNSUPPORTED says why one cannot be. */
  registerTable(table: TableName): Promise<LoadedTable>;
  /** Moves a table's folder to the trash; a broken table too. UNAVAILABLE where there is no trash. */
  dropTable(table: TableName, why: Reason): Promise<TrashEntry>;
  /** Bytes and number of all files in the table's folder, whoever names them. */
  tableSize(table: TableName): Promise<{ readonly bytes: number; readonly files: number }>;
  /** Moves files of a table, by store path, to the trash. Whoever asks has made sure that nothing names them. */
  trashFiles(table: TableName, paths: readonly string[], why: Reason): Promise<TrashEntry>;
  /** What the trash holds, newest first. */
  listTrash(): Promise<readonly TrashEntry[]>;
  /** Puts an entry of the trash back where it was. NOT_FOUND; ALREADY_EXISTS when its place is taken. */
  restore(id: string): Promise<TrashEntry>;
  /** Removes for good what went to the trash before a time, or one entry; answers what is gone. */
  emptyTrash(which: { readonly beforeMs: number } | { readonly id: string }): Promise<readonly TrashEntry[]>;
  /** The one way to change a table: `build` is called on a fresh base, again after each conflict that may be retried. */
  commit(table: TableName, build: Builder, options?: CommitOptions): Promise<Committed>;
  /** Whether an attempt that a commit told of, and whose writer is no longer at work, came to be. */
  wasApplied(table: TableName, attempt: Attempt): Promise<AttemptOutcome>;
  /** A change that adds and removes files in one snapshot, for `commit`; its builder calls it anew on each base. */
  changeFiles(base: LoadedTable, content: SnapshotContent): Promise<Change>;
  /** A change that puts what one snapshot appended onto a branch; main unless told. INVALID_INPUT, UNSUPPORTED with the reason. */
  cherryPick(base: LoadedTable, snapshotId: bigint, branch?: string): Promise<Change>;
  /** How two snapshots differ, whatever lies between them; null: before the first. NOT_FOUND. */
  compareSnapshots(loaded: LoadedTable, from: bigint | null, to: bigint): Promise<SnapshotComparison>;
  readonly maintenance: Maintenance;
}

/** Positive, 63 bits, never 0. */
const newSnapshotId = (): bigint => (randomBytes(8).readBigUInt64BE() >> 1n) | 1n;

export function openCatalog({ name, store, clock = Date.now }: CatalogOptions): Catalog {
  const listing = new Listing(store);
  const loader = new TableLoader(store);
  const reader = new ManifestReader(store);
  const turns = new Turns();
  const names = new NameWatch();
  const pathOf = ({ namespace, name: table }: TableName): readonly string[] => [...namespace, table];
  const tools = { store, loader, reader, turns, clock, uuid: randomUUID, snapshotId: newSnapshotId };
  return {
    name,
    listChildren: (parent, page) => listing.children(parent, page),
    listNamespaces: (parent, page) => listing.namespaces(parent, page),
    listTables: (namespace, page) => listing.tables(namespace, page),
    namespaceExists: (namespace) => listing.namespaceExists(namespace),
    tableExists: (table) => listing.tableExists(table),
    watchNames: (listener) => names.listen(listener),
    loadTable: (table) => loader.load(table),
    earlierMetadata: (loaded, version) => earlierMetadata(loader, loaded, version),
    manifests: (loaded, snapshot) => reader.manifests(loaded, snapshot),
    entries: (loaded, manifest, wanted) => reader.entriesOf(loaded, manifest, wanted),
    walkEntries: (loaded, manifest, wanted, visit, signal) => reader.walk(loaded, manifest, wanted, visit, signal),
    entry: (loaded, manifest, path, contentOffset, signal) => reader.entryOf(loaded, manifest, path, contentOffset, signal),
    metadataRows: (loaded, table) => table.rows(loaded, reader),
    planScan: (loaded, request) => planScan(reader, loaded, request),
    locate: (plan) => locateFiles(store, plan),
    createNamespace: (namespace) => names.after(namespace, () => createNamespace(tools, listing, namespace)),
    dropNamespace: (namespace) => names.after(namespace, () => dropNamespace(store, listing, namespace, clock())),
    createTable: (table, definition, options) => names.after(pathOf(table), () => createTable(tools, listing, table, definition, options)),
    registerTable: (table) => names.after(pathOf(table), () => registerTable(tools, table)),
    dropTable: (table, why) => names.after(pathOf(table), () => turns.run(tableFolder(table) ?? '', () => dropTable(tools, table, why))),
    tableSize: (table) => sizeOfFolder(store, requireFolder(table)),
    trashFiles: (table, paths, why) => trashFiles(tools, table, paths, why),
    listTrash: () => listTrash(store),
    restore: (id) => names.afterRestore(() => restoreTrash(store, id, clock())),
    emptyTrash: (which) => emptyTrash(store, which, clock()),
    commit: (table, build, options) => commitTable(tools, table, build, options),
    wasApplied: (table, attempt) => wasApplied(store, loader, table, attempt),
    changeFiles: (base, content) => changeFiles(tools, base, content),
    cherryPick: (base, snapshotId, branch = 'main') => cherryPickChange(tools, base, snapshotId, branch),
    compareSnapshots: (loaded, from, to) => compareSnapshots(reader, loaded, from, to),
    maintenance: tableMaintenance({
      ...tools, commit: (table, build, options) => commitTable(tools, table, build, options),
      trashFiles: (table, paths, why) => trashFiles(tools, table, paths, why), restore: (id) => restoreTrash(store, id, clock()),
    }, listing),
  };
}

function requireFolder(table: TableName): string {
  const folder = tableFolder(table);
  if (folder === null) throw notFound('table', tableText(table));
  return folder;
}
