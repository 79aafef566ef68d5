import { invalidInput } from '@/lib/model/errors';
import type { Change } from '../commits/commit-table';
import type { Listing } from '../tables/listing';
import type { TableName } from '../names';
import type { LoadedTable } from '../tables/load-table';
import type { TrashEntry } from '../trash/entries';
import type { Reason } from '../trash/put-away';
import { compactionPlan, type CompactionPlan, type CompactionRequest } from './compaction-plan';
import { deadFiles, type DeadFile } from './dead-files';
import { findOrphans, namedPaths, type OrphanRequest, type Orphans } from './find-orphans';
import { OtherTables } from './other-tables';
import { expireSnapshots, removeOrphans, type Expired, type RemovalOptions, type RemovalTools } from './remove-files';
import { planManifestRewrite, rewriteManifests, type ManifestRewrite } from './rewrite-manifests';
import { snapshotsToExpire, type Expiry, type ExpiryRequest } from './snapshots-to-expire';

/** What keeps a table in shape: each first as what it would touch, then as a change for `commit` or as the act itself. */
export interface Maintenance {
  /** Snapshots and refs that may go by age and number. Pure: for a dry run and for naming them. */
  expiry(loaded: LoadedTable, request: ExpiryRequest): Expiry;
  /** The change that lets them go; built on a fresh base, so that a ref made meanwhile holds its snapshots. */
  expiryChange(base: LoadedTable, request: ExpiryRequest): Change;
  /**
   * Files that only these snapshots of `before` reach: for a dry run with `after` the same; to remove them with `after` the
   * newest state, loaded after the snapshots went. BROKEN_TABLE when some table of the warehouse cannot be read.
   */
  deadFiles(before: LoadedTable, snapshotIds: readonly bigint[], after: LoadedTable, signal?: AbortSignal): Promise<readonly DeadFile[]>;
  /** Files in the table's folder that nothing names. BROKEN_TABLE when some table of the warehouse cannot be read. */
  orphans(loaded: LoadedTable, request: OrphanRequest): Promise<Orphans>;
  /** Which of these store paths the table or another one names. */
  namedOf(loaded: LoadedTable, paths: readonly string[]): Promise<readonly string[]>;
  /** Lets snapshots go and removes what only they reached. */
  expireSnapshots(table: TableName, request: ExpiryRequest, options?: RemovalOptions): Promise<Expired>;
  /** Puts orphans away in the trash; null when there are none. CONFLICT when one was named meanwhile: all are back then. */
  removeOrphans(table: TableName, request: OrphanRequest, why: Reason): Promise<TrashEntry | null>;
  compaction(loaded: LoadedTable, request: CompactionRequest): Promise<CompactionPlan>;
  manifestRewrite(loaded: LoadedTable, branch: string): Promise<ManifestRewrite>;
  rewriteManifests(base: LoadedTable, branch: string): Promise<Change>;
}

export function tableMaintenance(tools: RemovalTools, listing: Listing): Maintenance {
  const { store, reader, clock } = tools;
  const others = new OtherTables(store.rootUri, listing, tools.loader, reader);
  const maintenance: Maintenance = {
    expiry: (loaded, request) => snapshotsToExpire(loaded.metadata, request, clock()),
    expiryChange: ({ metadata }, request) => {
      const { snapshots, refs } = snapshotsToExpire(metadata, request, clock());
      return {
        files: [], requirements: metadata.tableUuid === null ? [] : [{ type: 'assert-table-uuid', uuid: metadata.tableUuid }],
        updates: [...refs.map((name) => ({ action: 'remove-snapshot-ref' as const, name })), ...(snapshots.length === 0 ? [] : [{ action: 'remove-snapshots' as const, snapshotIds: snapshots.map(({ snapshotId }) => snapshotId) }])],
      };
    },
    deadFiles: async (before, snapshotIds, after, signal) => {
      if (before.metadata.tableUuid !== after.metadata.tableUuid) throw invalidInput('Another table has taken this name meanwhile; nothing of it is removed.');
      const gone = before.metadata.snapshots.filter(({ snapshotId }) => snapshotIds.includes(snapshotId));
      return deadFiles(reader, before, gone, after, await others.named(after, signal), signal);
    },
    orphans: async (loaded, request) => findOrphans(store, reader, loaded, await others.named(loaded, request.signal), request),
    namedOf: async (loaded, paths) => {
      const [own, elsewhere] = [await namedPaths(reader, loaded), await others.named(loaded)];
      return paths.filter((path) => own.has(path) || elsewhere(path));
    },
    expireSnapshots: (table, request, options = {}) => expireSnapshots(tools, maintenance, table, request, options),
    removeOrphans: (table, request, why) => removeOrphans(tools, maintenance, table, request, why),
    compaction: (loaded, request) => compactionPlan(reader, loaded, request),
    manifestRewrite: (loaded, branch) => planManifestRewrite(tools, loaded, branch),
    rewriteManifests: (base, branch) => rewriteManifests(tools, base, branch),
  };
  return maintenance;
}
