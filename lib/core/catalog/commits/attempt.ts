import { createHash } from 'node:crypto';
import { hasCode } from '@/lib/model/errors';
import type { TableMetadata, TableUpdate } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { tableFolder, type TableName } from '../names';
import { nameOf } from '../tables/list-all';
import type { LoadedTable, TableLoader } from '../tables/load-table';
import { listTrash } from '../trash/entries';

/** What a commit is about to publish, told before it does, so that who keeps it can ask later whether it came to be. Plain JSON. */
export interface Attempt {
  readonly version: number;
  /** store path of the metadata file */
  readonly path: string;
  /** of that file's bytes, in hex */
  readonly sha256: string;
  /** last-updated-ms in it */
  readonly updatedMs: number;
  readonly tableUuid: string | null;
  /** ids of snapshots that it adds */
  readonly snapshotIds: readonly string[];
}

/** Told of each attempt; the publish waits for it, and does not happen when it rejects. */
export type AttemptListener = (attempt: Attempt) => Promise<void> | void;

export type AttemptOutcome = 'applied' | 'not' | 'unknown';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function attemptOf(version: number, path: string, bytes: Uint8Array, metadata: TableMetadata, updates: readonly TableUpdate[]): Attempt {
  const snapshotIds = updates.flatMap((update) => (update.action === 'add-snapshot' ? [String(update.snapshot.snapshotId)] : []));
  return { version, path, sha256: sha256(bytes), updatedMs: metadata.lastUpdatedMs, tableUuid: metadata.tableUuid, snapshotIds };
}

/**
 * Whether an attempt of a writer that is no longer at work became a version of the table. The file of that version
 * decides as long as it is there; once it was trimmed away, the snapshots that the table knows, and then its log.
 * `unknown`: nothing that is left can tell.
 */
export async function wasApplied(store: FileStore, loader: TableLoader, table: TableName, attempt: Attempt): Promise<AttemptOutcome> {
  const loaded = await loader.loadOrNull(table);
  if (loaded === null) return (await wasDropped(store, table, attempt)) || attempt.version > 1 ? 'unknown' : 'not';
  if (loaded.metadata.tableUuid !== attempt.tableUuid) return attempt.version > 1 || (await wasDropped(store, table, attempt)) ? 'unknown' : 'not';
  const there = await bytesAt(store, attempt.path);
  if (there !== null) return sha256(there) === attempt.sha256 ? 'applied' : 'not';
  if (loaded.version <= attempt.version) return 'not';
  return inHistory(loaded, attempt);
}

function inHistory({ metadata }: LoadedTable, attempt: Attempt): AttemptOutcome {
  const known = new Set([...metadata.snapshots, ...metadata.snapshotLog].map(({ snapshotId }) => String(snapshotId)));
  if (attempt.snapshotIds.some((id) => known.has(id))) return 'applied';
  const logged = metadata.metadataLog.find(({ metadataFile }) => nameOf(metadataFile) === nameOf(attempt.path));
  // a version's place is taken once: at that name stands ours, or another's of another time
  if (logged !== undefined) return logged.timestampMs === attempt.updatedMs ? 'applied' : 'not';
  return 'unknown';
}

/** Whether a table of that name went to the trash since the attempt. */
async function wasDropped(store: FileStore, table: TableName, attempt: Attempt): Promise<boolean> {
  const folder = tableFolder(table);
  return (await listTrash(store)).some(({ kind, path, atMs }) => kind === 'table' && path === folder && atMs >= attempt.updatedMs);
}

async function bytesAt(store: FileStore, path: string): Promise<Uint8Array | null> {
  try {
    return await store.read(path, { maxBytes: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}
