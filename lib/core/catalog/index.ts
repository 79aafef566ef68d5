import type { ManifestEntry, ManifestFile, Snapshot } from '@/lib/model/iceberg';
import type { Wanted } from '@/lib/model/iceberg/manifests';
import type { FileStore } from '@/lib/ports/storage/port';
import type { Row } from '@/lib/model/values/types';
import type { MetadataTable } from './metadata-tables';
import type { Namespace, TableName } from './names';
import { planScan, type ScanPlan, type ScanRequest } from './scans/plan-scan';
import { ManifestReader } from './scans/read-manifests';
import { Listing, type ChildPage, type NamePage, type PageRequest } from './tables/listing';
import { TableLoader, type LoadedTable } from './tables/load-table';

export type { Namespace, TableName } from './names';
export type { ChildPage, NamePage, PageRequest } from './tables/listing';
export { metadataTable, type MetadataTable } from './metadata-tables';
export type { LoadedTable } from './tables/load-table';
export type { ScanPlan, ScanPlanFile, ScanRequest, StoredFile } from './scans/plan-scan';

export interface CatalogOptions {
  /** as SQL names it */
  readonly name: string;
  readonly store: FileStore;
  /** epoch milliseconds */
  readonly clock: () => number;
  /** for snapshot ids, temporary names and jitter */
  readonly random: () => bigint;
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
  manifests(loaded: LoadedTable, snapshot: Snapshot | null): Promise<readonly ManifestFile[]>;
  entries(loaded: LoadedTable, manifest: ManifestFile, wanted: Wanted): Promise<readonly ManifestEntry[]>;
  /** Rows of `"t$name"`. */
  metadataRows(loaded: LoadedTable, table: MetadataTable): Promise<readonly Row[]>;
  planScan(loaded: LoadedTable, request: ScanRequest): Promise<ScanPlan>;
}

export function openCatalog({ name, store }: CatalogOptions): Catalog {
  const listing = new Listing(store);
  const loader = new TableLoader(store);
  const reader = new ManifestReader(store);
  return {
    name,
    listChildren: (parent, page) => listing.children(parent, page),
    listNamespaces: (parent, page) => listing.namespaces(parent, page),
    listTables: (namespace, page) => listing.tables(namespace, page),
    namespaceExists: (namespace) => listing.namespaceExists(namespace),
    tableExists: (table) => listing.tableExists(table),
    loadTable: (table) => loader.load(table),
    manifests: (loaded, snapshot) => reader.manifests(loaded, snapshot),
    entries: (loaded, manifest, wanted) => reader.entriesOf(loaded, manifest, wanted),
    metadataRows: (loaded, table) => table.rows(loaded, reader),
    planScan: (loaded, request) => planScan(store, reader, loaded, request),
  };
}
