import { AppError, hasCode, isAppError, notFound } from '@/lib/model/errors';
import { applyUpdates, checkRequirements, newTableMetadata, type NewTable, type TableMetadata } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { checkNewName, namespaceFolder, namespaceText, tableFolder, tableText, type Namespace, type TableName } from '../names';
import { makingFolder } from '../tables/abandoned';
import { TableLocation } from '../tables/locations';
import type { Listing } from '../tables/listing';
import { creationMark } from '../tables/metadata-files';
import { folderKind } from '../tables/table-folders';
import type { LoadedTable } from '../tables/load-table';
import type { AttemptListener } from './attempt';
import type { Builder, Change, CommitTools } from './commit-table';
import { removeQuietly } from './hint';
import { stageVersion } from './stage-version';

export interface CreateOptions {
  /** a change that the first version already holds; its data files are put below the table's folder before it ends */
  readonly first?: Builder;
  /** told of the first version before it is published */
  readonly attempt?: AttemptListener;
}

/** A namespace is a folder. ALREADY_EXISTS; INVALID_INPUT for a name that some store or engine could not keep. */
export async function createNamespace({ store }: CommitTools, listing: Listing, namespace: Namespace): Promise<void> {
  for (const level of namespace) checkNewName('namespace', level);
  const folder = namespaceFolder(namespace);
  if (folder === null || namespace.length === 0) throw new AppError('INVALID_INPUT', 'A namespace needs a name.');
  requireWritableStore(store);
  if (await listing.namespaceExists(namespace)) throw new AppError('ALREADY_EXISTS', `There is a namespace ${namespaceText(namespace)} already.`);
  for (let depth = 1; depth <= namespace.length; depth += 1) {
    const kind = await folderKind(store, namespaceFolder(namespace.slice(0, depth)) ?? folder);
    if (kind === 'table') throw new AppError('ALREADY_EXISTS', `There is a table ${namespaceText(namespace.slice(0, depth))} already.`);
    if (kind === 'unfinished') throw new AppError('ALREADY_EXISTS', `A table ${namespaceText(namespace.slice(0, depth))} is being made, or was never finished; choose another name.`);
  }
  await store.makeFolders(folder);
}

export function requireWritableStore({ capabilities }: FileStore): void {
  if (!capabilities.publishNoReplace) throw new AppError('UNSUPPORTED', 'This warehouse cannot give a file its name in one step that fails when the name is taken, so nothing is written to it.');
}

/**
 * A new table in its own folder. Of many who create it at once one wins: the first version is published like any
 * other. With `first` it holds rows from its first version on, and until that is there the folder is no table for
 * anybody. ALREADY_EXISTS, NOT_FOUND for the namespace, INVALID_INPUT for names and columns.
 */
export async function createTable(tools: CommitTools, listing: Listing, table: TableName, definition: Omit<NewTable, 'location' | 'uuid'>, options: CreateOptions = {}): Promise<LoadedTable> {
  const { store } = tools;
  checkNewName('table', table.name);
  const folder = tableFolder(table);
  const parent = namespaceFolder(table.namespace);
  if (folder === null || parent === null || !(await listing.namespaceExists(table.namespace))) throw notFound('namespace', namespaceText(table.namespace));
  requireWritableStore(store);
  const exists = () => new AppError('ALREADY_EXISTS', `There is a table ${tableText(table)} already.`);
  const kind = await folderKind(store, folder);
  if (kind === 'table') throw exists();
  if (kind === 'namespace' && (await store.exists(folder))) throw new AppError('ALREADY_EXISTS', `There is a namespace ${tableText(table)} already.`);
  const empty = provisional(store, table, folder, newTableMetadata({ ...definition, location: store.rootUri + folder, uuid: tools.uuid() }, tools.clock()));
  const mark = `${folder}/metadata/${creationMark(tools.uuid())}`;
  let change: Change | null = null;
  let isPublishing = false;
  try {
    await placeFolder(tools, parent, folder);
    if (options.first !== undefined) {
      await store.create(mark, new Uint8Array(), { within: folder });
      change = await options.first(empty);
    }
    const metadata = change === null ? empty.metadata : withChange(empty.metadata, change, tools.clock());
    const version = await stageVersion(tools, folder, null, metadata, { change: change ?? { files: [], updates: [] }, listener: options.attempt });
    isPublishing = true;
    const metadataPath = await version.publish();
    if (options.first !== undefined) await removeQuietly(store, mark);
    return { ...empty, metadata, version: 1, metadataPath, metadataUri: store.rootUri + metadataPath };
  } catch (error) {
    const unsure = isPublishing && (!isAppError(error) || error.outcome === 'unknown');
    if (!unsure) for (const file of [...(change?.files ?? []).map(({ path }) => path), ...(options.first === undefined ? [] : [mark])]) await removeQuietly(store, file);
    if (isPublishing && hasCode(error, 'CONFLICT')) throw exists();
    throw error;
  }
}

/**
 * Makes the table's folder with its metadata folder in it, in one step: between two a kill would leave an empty folder,
 * which is a namespace.
 */
async function placeFolder({ store, uuid }: CommitTools, parent: string, folder: string): Promise<void> {
  if (!(await store.exists(folder))) {
    const making = makingFolder(parent, uuid());
    await store.makeFolders(`${making}/metadata`, { within: parent });
    try {
      await store.move(making, folder);
    } catch (error) {
      await removeQuietly(store, `${making}/metadata`);
      await removeQuietly(store, making);
      if (!hasCode(error, 'ALREADY_EXISTS')) throw error;
    }
  }
  await store.makeFolders(`${folder}/metadata`, { within: parent });
}

function withChange(empty: TableMetadata, change: Change, nowMs: number): TableMetadata {
  checkRequirements(empty, change.requirements);
  const metadata = applyUpdates(empty, change.updates, nowMs);
  if (metadata.location !== empty.location) throw new AppError('UNSUPPORTED', 'A table of a Hadoop catalog lives in its own folder; its location cannot be another.');
  return metadata;
}

/** The table that is being made, for its first change to build on: version 0, which no file holds. */
function provisional(store: FileStore, table: TableName, folder: string, metadata: TableMetadata): LoadedTable {
  return {
    table, metadata, version: 0, folder, location: new TableLocation(folder, store.rootUri, metadata.location), metadataPath: '', metadataUri: '',
    uri: store.rootUri + folder, adopted: null, readOnly: null,
  };
}
