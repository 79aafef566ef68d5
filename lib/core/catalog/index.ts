import { randomBytes, randomUUID } from 'node:crypto';
import type { ManifestEntry, ManifestFile, NewTable, Snapshot, TableMetadata } from '@/lib/model/iceberg';
import type { Wanted } from '@/lib/model/iceberg/manifests';
import type { FileStore } from '@/lib/ports/storage/port';
import type { Row } from '@/lib/model/values/types';
import { changeFiles } from './changes/change-files';
import type { SnapshotContent } from './changes/snapshot-content';
import { commitTable, type Builder, type Change, type CommitOptions, type Committed } from './commits/commit-table';
import { createNamespace, createTable } from './commits/create';
import type { MetadataTable } from './metadata-tables';
import type { Namespace, TableName } from './names';
import { locateFiles } from './scans/locate-files';
import { planScan, type ScanPlan, type ScanRequest } from './scans/plan-scan';
import { ManifestReader } from './scans/read-manifests';
import { earlierMetadata } from './tables/earlier-metadata';
import { Listing, type ChildPage, type NamePage, type PageRequest } from './tables/listing';
import { TableLoader, type LoadedTable } from './tables/load-table';

export { DELETE_PATH_ID, DELETE_POSITION_ID, newDataFile, newPositionDeleteFile, type FileFacts, type FilePlace } from './changes/content-file';
export { formatChange, propertiesChange, refChange, schemaChange, sortOrderChange, specChange } from './changes/define-changes';
export type { RemovedFile, RowDeletes, SnapshotContent, Validation } from './changes/snapshot-content';
export type { Builder, Change, CommitOptions, Committed } from './commits/commit-table';
export type { Namespace, TableName } from './names';
export type { ChildPage, NamePage, PageRequest } from './tables/listing';
export { metadataTable, type MetadataTable } from './metadata-tables';
export type { LoadedTable } from './tables/load-table';
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
  /** The newest state on disk. NOT_FOUND; BROKEN_TABLE with the file that is missing or corrupt; UNSUPPORTED. */
  loadTable(table: TableName): Promise<LoadedTable>;
  /** An earlier version of the table's metadata, or null when it was trimmed away. */
  earlierMetadata(loaded: LoadedTable, version: number): Promise<TableMetadata | null>;
  manifests(loaded: LoadedTable, snapshot: Snapshot | null): Promise<readonly ManifestFile[]>;
  entries(loaded: LoadedTable, manifest: ManifestFile, wanted: Wanted): Promise<readonly ManifestEntry[]>;
  /** Rows of `"t$name"`. */
  metadataRows(loaded: LoadedTable, table: MetadataTable): Promise<readonly Row[]>;
  /** The files to read for a filter. Reads metadata only: whether the files are there is found by `locate`. */
  planScan(loaded: LoadedTable, request: ScanRequest): Promise<ScanPlan>;
  /** Where the files of a plan lie on this machine, by store path. BROKEN_TABLE names one that is missing; UNSUPPORTED. */
  locate(plan: ScanPlan): Promise<ReadonlyMap<string, string>>;
  createNamespace(namespace: Namespace): Promise<void>;
  createTable(table: TableName, definition: Omit<NewTable, 'location' | 'uuid'>): Promise<LoadedTable>;
  /** The one way to change a table: `build` is called on a fresh base, again after each conflict that may be retried. */
  commit(table: TableName, build: Builder, options?: CommitOptions): Promise<Committed>;
  /** A change that adds and removes files in one snapshot, for `commit`; its builder calls it anew on each base. */
  changeFiles(base: LoadedTable, content: SnapshotContent): Promise<Change>;
}

/** Positive, 63 bits, never 0. */
const newSnapshotId = (): bigint => (randomBytes(8).readBigUInt64BE() >> 1n) | 1n;

export function openCatalog({ name, store, clock = Date.now }: CatalogOptions): Catalog {
  const listing = new Listing(store);
  const loader = new TableLoader(store);
  const reader = new ManifestReader(store);
  const tools = { store, loader, reader, clock, uuid: randomUUID, snapshotId: newSnapshotId };
  return {
    name,
    listChildren: (parent, page) => listing.children(parent, page),
    listNamespaces: (parent, page) => listing.namespaces(parent, page),
    listTables: (namespace, page) => listing.tables(namespace, page),
    namespaceExists: (namespace) => listing.namespaceExists(namespace),
    tableExists: (table) => listing.tableExists(table),
    loadTable: (table) => loader.load(table),
    earlierMetadata: (loaded, version) => earlierMetadata(loader, loaded, version),
    manifests: (loaded, snapshot) => reader.manifests(loaded, snapshot),
    entries: (loaded, manifest, wanted) => reader.entriesOf(loaded, manifest, wanted),
    metadataRows: (loaded, table) => table.rows(loaded, reader),
    planScan: (loaded, request) => planScan(reader, loaded, request),
    locate: (plan) => locateFiles(store, plan),
    createNamespace: (namespace) => createNamespace(tools, listing, namespace),
    createTable: (table, definition) => createTable(tools, listing, table, definition),
    commit: (table, build, options) => commitTable(tools, table, build, options),
    changeFiles: (base, content) => changeFiles(tools, base, content),
  };
}
