import { AppError, hasCode, notFound } from '@/lib/model/errors';
import { newTableMetadata, type NewTable } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { checkNewName, namespaceFolder, namespaceText, tableFolder, tableText, type Namespace, type TableName } from '../names';
import type { Listing } from '../tables/listing';
import { listAll, nameOf } from '../tables/list-all';
import { isTempName } from '../tables/metadata-files';
import { isTableFolder } from '../tables/table-folders';
import type { LoadedTable } from '../tables/load-table';
import { writeVersion, type CommitTools } from './commit-table';

/** A namespace is a folder. ALREADY_EXISTS; INVALID_INPUT for a name that some store or engine could not keep. */
export async function createNamespace({ store }: CommitTools, listing: Listing, namespace: Namespace): Promise<void> {
  for (const level of namespace) checkNewName('namespace', level);
  const folder = namespaceFolder(namespace);
  if (folder === null || namespace.length === 0) throw new AppError('INVALID_INPUT', 'A namespace needs a name.');
  requireWritableStore(store.capabilities.publishNoReplace);
  if (await listing.namespaceExists(namespace)) throw new AppError('ALREADY_EXISTS', `There is a namespace ${namespaceText(namespace)} already.`);
  if (await isTableFolder(store, folder)) throw new AppError('ALREADY_EXISTS', `There is a table ${namespaceText(namespace)} already.`);
  await store.makeFolders(folder);
}

function requireWritableStore(can: boolean): void {
  if (!can) throw new AppError('UNSUPPORTED', 'This warehouse cannot give a file its name in one step that fails when the name is taken, so nothing is written to it.');
}

/** Whether a folder holds nothing but what a creator that died, or has not published yet, left in it: its name is free. */
async function isAbandoned(store: FileStore, folder: string): Promise<boolean> {
  const inside = await listAll(store, folder);
  if (inside.some(({ path, kind }) => kind === 'file' || nameOf(path) !== 'metadata')) return false;
  return inside.length > 0 && (await listAll(store, `${folder}/metadata`)).every(({ path, kind }) => kind === 'file' && isTempName(nameOf(path)));
}

/**
 * A new, empty table in its own folder. Of many who create it at once one wins: the first version is published like any
 * other. ALREADY_EXISTS, NOT_FOUND for the namespace, INVALID_INPUT for names and columns.
 */
export async function createTable(tools: CommitTools, listing: Listing, table: TableName, definition: Omit<NewTable, 'location' | 'uuid'>): Promise<LoadedTable> {
  const { store, loader } = tools;
  checkNewName('table', table.name);
  const folder = tableFolder(table);
  if (folder === null || !(await listing.namespaceExists(table.namespace))) throw notFound('namespace', namespaceText(table.namespace));
  requireWritableStore(store.capabilities.publishNoReplace);
  const exists = () => new AppError('ALREADY_EXISTS', `There is a table ${tableText(table)} already.`);
  if (await isTableFolder(store, folder)) throw exists();
  if ((await listing.namespaceExists([...table.namespace, table.name])) && !(await isAbandoned(store, folder))) throw new AppError('ALREADY_EXISTS', `There is a namespace ${tableText(table)} already.`);
  const metadata = newTableMetadata({ ...definition, location: store.rootUri + folder, uuid: tools.uuid() }, tools.clock());
  await store.makeFolders(`${folder}/metadata`);
  try {
    await writeVersion(tools, folder, null, metadata);
  } catch (error) {
    if (hasCode(error, 'CONFLICT')) throw exists();
    throw error;
  }
  return loader.load(table);
}
