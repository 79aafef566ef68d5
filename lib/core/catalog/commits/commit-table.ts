import { setTimeout as pause } from 'node:timers/promises';
import { AppError, conflict, hasCode, isAppError, notFound } from '@/lib/model/errors';
import { applyUpdates, checkRequirements, type Requirement, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { countProperty } from '../changes/table-properties';
import { tableFolder, tableText, type TableName } from '../names';
import { requireWritable, type LoadedTable, type TableLoader } from '../tables/load-table';
import { isTableFolder } from '../tables/table-folders';
import type { AttemptListener } from './attempt';
import { removeQuietly } from './hint';
import { trimVersions, withLog } from './trim';
import type { Turns } from './turns';
import { stageVersion } from './stage-version';

/** A file that lies nowhere yet, at a store path that nothing names. */
export interface NewFile { readonly path: string; readonly bytes: Uint8Array }

export interface Change {
  readonly requirements: readonly Requirement[];
  readonly updates: readonly TableUpdate[];
  /** what the updates name and the commit is to write first; removed when it surely did not happen */
  readonly files: readonly NewFile[];
}

/** Builds a change on a base; called again on a fresh base when somebody else was first. It must not commit to the same table itself, which waits for it. */
export type Builder = (base: LoadedTable) => Promise<Change>;

export interface CommitOptions {
  /** how often to build anew when another writer was first; the table's commit.retry.num-retries (4) unless told, 0: the caller decides */
  readonly retries?: number;
  readonly signal?: AbortSignal;
  /** told of each version before it is published */
  readonly attempt?: AttemptListener;
}
export interface Committed {
  readonly loaded: LoadedTable;
  /** false: nothing changed, so nothing was written */
  readonly changed: boolean;
}

export interface CommitTools {
  readonly store: FileStore;
  readonly loader: TableLoader;
  readonly turns: Turns;
  readonly clock: () => number;
  readonly uuid: () => string;
}

/** A turn that ended without a commit because somebody else was first; the next may do better. */
interface Overtaken { readonly overtaken: AppError; readonly base: TableMetadata }

const RETRIES = 4;
const WAIT_MS = 100;
const WAIT_MAX_MS = 60_000;
const TOTAL_MAX_MS = 1_800_000;

/**
 * The one commit function: fresh base, build, requirements, updates (pure), files, one atomic publish, hint.
 * Three outcomes: it resolves (done), CONFLICT or ALREADY_EXISTS (nothing happened), COMMIT_STATE_UNKNOWN (nobody can
 * tell; nothing is cleaned up). Anything else thrown means that nothing happened. Only a lost race for the next version
 * is retried, by the table's commit.retry.* properties and after a wait of random length: what the builder or the
 * requirements refuse on a fresh base, they would refuse again.
 */
export async function commitTable(tools: CommitTools, table: TableName, build: Builder, options: CommitOptions = {}): Promise<Committed> {
  const key = tableFolder(table) ?? table.name;
  const began = performance.now();
  for (let retry = 0; ; retry += 1) {
    const turn = await tools.turns.run(key, () => takeTurn(tools, table, build, options));
    if (!('overtaken' in turn)) return turn;
    const { base, overtaken } = turn;
    const isLate = performance.now() - began > countProperty(base, 'commit.retry.total-timeout-ms', TOTAL_MAX_MS);
    if (isLate || retry >= (options.retries ?? retriesOf(base))) throw overtaken;
    const longest = Math.min(countProperty(base, 'commit.retry.max-wait-ms', WAIT_MAX_MS), countProperty(base, 'commit.retry.min-wait-ms', WAIT_MS) * 2 ** retry);
    await pause(Math.random() * longest);
  }
}

const retriesOf = ({ properties }: TableMetadata): number => (properties['commit.retry.num-retries'] === '0' ? 0 : countProperty({ properties }, 'commit.retry.num-retries', RETRIES));

async function takeTurn(tools: CommitTools, table: TableName, build: Builder, { signal, attempt }: CommitOptions): Promise<Committed | Overtaken> {
  signal?.throwIfAborted();
  const base = await tools.loader.load(table);
  requireWritable(base);
  let change: Change | null = null;
  let isPublishing = false;
  try {
    change = await build(base);
    const metadata = changed(base, change, tools.clock());
    if (metadata === null) return { loaded: base, changed: false };
    signal?.throwIfAborted();
    const version = await stageVersion(tools, base.folder, base, metadata, { change, listener: attempt });
    isPublishing = true;
    const metadataPath = await version.publish();
    await trimVersions(tools.store, base, metadata, metadataPath);
    // nothing is read again: a failure to read must not look like a failure to commit
    return { loaded: { ...base, metadata, version: base.version + 1, metadataPath, metadataUri: tools.store.rootUri + metadataPath }, changed: true };
  } catch (error) {
    // what is no AppError was thrown by a mistake of ours, at a place that nobody thought of
    const unsure = isPublishing && (!isAppError(error) || error.outcome === 'unknown');
    if (!unsure && change !== null) for (const { path } of change.files) await removeQuietly(tools.store, path);
    if (isPublishing && hasCode(error, 'CONFLICT')) return { overtaken: isAppError(error) ? error : conflict('The table was changed meanwhile. Load it again and repeat.'), base: base.metadata };
    // a builder that found a file missing may have read a table that is in the trash by now
    if (hasCode(error, 'BROKEN_TABLE') && !(await isTableFolder(tools.store, base.folder))) throw notFound('table', tableText(table));
    throw error;
  }
}

/** The metadata after a change, or null when it changes nothing. Throws CONFLICT when the base is not what the change was made for. */
function changed(base: LoadedTable, change: Change, nowMs: number): TableMetadata | null {
  checkRequirements(base.metadata, change.requirements);
  const updated = applyUpdates(base.metadata, change.updates, nowMs);
  if (updated === base.metadata) return null;
  if (updated.location !== base.metadata.location) throw new AppError('UNSUPPORTED', 'A table of a Hadoop catalog lives in its own folder; its location cannot be changed.');
  return withLog(updated, base);
}
