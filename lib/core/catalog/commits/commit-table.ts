import { gzipSync } from 'node:zlib';
import { AppError, hasCode, isAppError } from '@/lib/model/errors';
import { applyUpdates, checkRequirements, serializeTableMetadata, type Requirement, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { requireWritable, type LoadedTable, type TableLoader } from '../tables/load-table';
import type { TableName } from '../names';
import { removeQuietly, writeHint } from './hint';
import { publishVersion } from './publish-version';

export interface Change {
  readonly requirements: readonly Requirement[];
  readonly updates: readonly TableUpdate[];
  /** store paths of files that this change alone made; removed when it surely did not happen */
  readonly files: readonly string[];
}

/** Builds a change on a base; called again on a fresh base when somebody else was first. */
export type Builder = (base: LoadedTable) => Promise<Change>;

export interface CommitOptions {
  /** how often to build anew on a fresh base after a conflict; 0: the caller decides */
  readonly retries?: number;
  readonly signal?: AbortSignal;
}
export interface Committed {
  readonly loaded: LoadedTable;
  /** false: nothing changed, so nothing was written */
  readonly changed: boolean;
}

export interface CommitTools {
  readonly store: FileStore;
  readonly loader: TableLoader;
  readonly clock: () => number;
  readonly uuid: () => string;
}

const PREVIOUS_VERSIONS = 'write.metadata.previous-versions-max';
const COMPRESSION = 'write.metadata.compression-codec';
const BACKOFF_MS = 40;
const BACKOFF_MAX_MS = 2_000;

/**
 * The one commit function: fresh base, build, requirements, updates (pure), temp file, one atomic publish, hint.
 * Three outcomes: it resolves (done), CONFLICT or ALREADY_EXISTS (nothing happened), COMMIT_STATE_UNKNOWN (nobody can
 * tell; nothing is cleaned up). Anything else thrown means that nothing happened.
 */
export async function commitTable(tools: CommitTools, table: TableName, build: Builder, { retries = 0, signal }: CommitOptions = {}): Promise<Committed> {
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted();
    const base = await tools.loader.load(table);
    requireWritable(base);
    let change: Change | null = null;
    try {
      change = await build(base);
      return await publish(tools, base, change);
    } catch (error) {
      // what is no AppError was thrown by a mistake of ours, at a place that nobody thought of
      const unsure = !isAppError(error) || error.outcome === 'unknown';
      if (!unsure && change !== null) for (const file of change.files) await removeQuietly(tools.store, file);
      if (!hasCode(error, 'CONFLICT') || attempt >= retries) throw error;
      await pause(Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** attempt));
    }
  }
}

async function publish(tools: CommitTools, base: LoadedTable, change: Change): Promise<Committed> {
  checkRequirements(base.metadata, change.requirements);
  const now = tools.clock();
  const updated = applyUpdates(base.metadata, change.updates, now);
  if (updated === base.metadata) return { loaded: base, changed: false };
  if (updated.location !== base.metadata.location) throw new AppError('UNSUPPORTED', "A table of a Hadoop catalog lives in its own folder; its location cannot be changed.");
  const metadata = withLog(updated, base);
  const metadataPath = await writeVersion(tools, base.folder, base, metadata);
  // nothing is read again: a failure to read must not look like a failure to commit
  return { loaded: { ...base, metadata, version: base.version + 1, metadataPath, metadataUri: tools.store.rootUri + metadataPath }, changed: true };
}

/**
 * Publishes `metadata` as the version after `base` (null: the first), then moves the hint, which is a help and no truth.
 * Answers the store path. Whether it is compressed is told by the base, not by what is written: all who build on one
 * base then contend for one name, and not one for v7.metadata.json while another takes v7.gz.metadata.json.
 */
export async function writeVersion({ store, uuid }: CommitTools, folder: string, base: Pick<LoadedTable, 'version' | 'metadata'> | null, metadata: TableMetadata): Promise<string> {
  const gzip = base?.metadata.properties[COMPRESSION]?.toLowerCase() === 'gzip';
  const version = base?.version ?? 0;
  const text = new TextEncoder().encode(serializeTableMetadata(metadata));
  const path = await publishVersion(store, { metadata: `${folder}/metadata`, base: version, bytes: gzip ? gzipSync(text) : text, gzip, updatedMs: metadata.lastUpdatedMs, uuid: uuid() });
  try {
    await writeHint(store, `${folder}/metadata`, version + 1);
  } catch (error) {
    // the version is there and readers probe for it: a hint that could not be written must not turn done into failed
    if (!isAppError(error)) throw error;
  }
  return path;
}

/** The log of earlier metadata files, as long as the table's property says. */
function withLog(updated: TableMetadata, base: LoadedTable): TableMetadata {
  const max = Math.max(1, Number(updated.properties[PREVIOUS_VERSIONS] ?? 100) || 100);
  const log = [...base.metadata.metadataLog, { timestampMs: base.metadata.lastUpdatedMs, metadataFile: base.metadataUri }];
  return { ...updated, metadataLog: log.slice(-max) };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
