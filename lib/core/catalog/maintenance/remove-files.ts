import { conflict, hasCode } from '@/lib/model/errors';
import { mapBounded } from '../bounded';
import type { Builder, CommitOptions, Committed } from '../commits/commit-table';
import { removeQuietly } from '../commits/hint';
import type { SnapshotTools } from '../changes/new-snapshot';
import { parentPath, type TableName } from '../names';
import { nameOf } from '../tables/list-all';
import type { LoadedTable, TableLoader } from '../tables/load-table';
import type { TrashEntry } from '../trash/entries';
import type { Reason } from '../trash/put-away';
import type { Maintenance } from '.';
import type { DeadFile } from './dead-files';
import type { OrphanRequest } from './find-orphans';
import type { Expiry, ExpiryRequest } from './snapshots-to-expire';

/** Ways of the catalog that removal rests on. */
export interface RemovalTools extends SnapshotTools {
  readonly loader: TableLoader;
  readonly commit: (table: TableName, build: Builder, options: CommitOptions) => Promise<Committed>;
  readonly trashFiles: (table: TableName, paths: readonly string[], why: Reason) => Promise<TrashEntry>;
  readonly restore: (id: string) => Promise<TrashEntry>;
}
export interface RemovalOptions {
  /** stops between files; what is not removed by then is an orphan, and nothing else */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}
export interface Expired extends Expiry {
  readonly committed: Committed;
  /** files that nothing reached any more, all removed unless stopped */
  readonly files: readonly DeadFile[];
  readonly removed: number;
}

const AT_ONCE = 8;
const TRIES = 5;

/**
 * Lets snapshots and refs go in one commit, then removes the files that only they reached: found anew in the newest state
 * after the commit, so that whatever a commit in between holds stays. Without anything to let go it does nothing. A commit
 * whose outcome is unknown removes nothing.
 */
export async function expireSnapshots(tools: RemovalTools, maintenance: Maintenance, table: TableName, request: ExpiryRequest, { signal, onProgress }: RemovalOptions): Promise<Expired> {
  let built: { readonly base: LoadedTable; readonly expiry: Expiry } | null = null;
  const committed = await tools.commit(table, async (base) => {
    built = { base, expiry: maintenance.expiry(base, request) };
    return maintenance.expiryChange(base, request);
  }, signal === undefined ? {} : { signal });
  const { base, expiry } = built ?? { base: committed.loaded, expiry: { snapshots: [], refs: [] } };
  if (expiry.snapshots.length === 0) return { ...expiry, committed, files: [], removed: 0 };
  const files = await deadNow(tools, maintenance, base, expiry, signal);
  let done = 0;
  let removed = 0;
  await mapBounded(files, AT_ONCE, async ({ path }) => {
    if (signal?.aborted === true) return;
    if (await removeQuietly(tools.store, path)) removed += 1;
    // which Hadoop's local file system keeps beside it
    await removeQuietly(tools.store, `${parentPath(path)}/.${nameOf(path)}.crc`);
    done += 1;
    onProgress?.(done, files.length);
  });
  return { ...expiry, committed, files, removed };
}

/** Another expiry may take away what the newest state of a moment ago still named, and another table be dropped while it is looked into; the newest of now names neither. */
async function deadNow(tools: RemovalTools, maintenance: Maintenance, base: LoadedTable, { snapshots }: Expiry, signal: AbortSignal | undefined): Promise<readonly DeadFile[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await maintenance.deadFiles(base, snapshots.map(({ snapshotId }) => snapshotId), await tools.loader.load(base.table), signal);
    } catch (error) {
      if (tries === TRIES || !(hasCode(error, 'BROKEN_TABLE') || hasCode(error, 'NOT_FOUND'))) throw error;
    }
  }
}

/**
 * Puts orphans away in the trash, then looks once more: a commit that named one of them meanwhile gets all of them back,
 * and CONFLICT says so. Null when there are none.
 */
export async function removeOrphans(tools: RemovalTools, maintenance: Maintenance, table: TableName, request: OrphanRequest, why: Reason): Promise<TrashEntry | null> {
  const { files } = await maintenance.orphans(await tools.loader.load(table), request);
  if (files.length === 0) return null;
  const entry = await tools.trashFiles(table, files.map(({ path }) => path), why);
  const named = await maintenance.namedOf(await tools.loader.load(table), files.map(({ path }) => path));
  if (named.length === 0) return entry;
  await tools.restore(entry.id);
  throw conflict(`${named[0]} became part of a table while orphans were put away; all of them are back where they were.`);
}
