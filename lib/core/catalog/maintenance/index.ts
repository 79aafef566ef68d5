import { invalidInput } from '@/lib/model/errors';
import type { Change } from '../commits/commit-table';
import type { SnapshotTools } from '../changes/new-snapshot';
import type { Listing } from '../tables/listing';
import type { LoadedTable, TableLoader } from '../tables/load-table';
import { compactionPlan, type CompactionPlan, type CompactionRequest } from './compaction-plan';
import { deadFiles, type DeadFile } from './dead-files';
import { findOrphans, type OrphanRequest, type Orphans } from './find-orphans';
import { OtherTables } from './other-tables';
import { planManifestRewrite, rewriteManifests, type ManifestRewrite } from './rewrite-manifests';
import { snapshotsToExpire, type Expiry, type ExpiryRequest } from './snapshots-to-expire';

/**
 * What keeps a table in shape. Everything here only looks, or answers a change for `commit`; files are removed by whoever
 * calls, with the list in hand.
 */
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
  compaction(loaded: LoadedTable, request: CompactionRequest): Promise<CompactionPlan>;
  manifestRewrite(loaded: LoadedTable, branch: string): Promise<ManifestRewrite>;
  rewriteManifests(base: LoadedTable, branch: string): Promise<Change>;
}

export function tableMaintenance(tools: SnapshotTools & { readonly loader: TableLoader }, listing: Listing): Maintenance {
  const { store, reader, clock } = tools;
  const others = new OtherTables(store.rootUri, listing, tools.loader, reader);
  return {
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
    compaction: (loaded, request) => compactionPlan(reader, loaded, request),
    manifestRewrite: (loaded, branch) => planManifestRewrite(tools, loaded, branch),
    rewriteManifests: (base, branch) => rewriteManifests(tools, base, branch),
  };
}
