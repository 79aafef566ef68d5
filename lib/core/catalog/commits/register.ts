import { AppError, conflict, hasCode, invalidInput, notFound, unsupported } from '@/lib/model/errors';
import type { TableMetadata } from '@/lib/model/iceberg';
import { tableFolder, tableText, type TableName } from '../names';
import { listAll, nameOf } from '../tables/list-all';
import type { LoadedTable } from '../tables/load-table';
import { pathInStore } from '../tables/locations';
import { newestMetadataFile, parseMetadataFileName } from '../tables/metadata-files';
import type { CommitTools } from './commit-table';
import { requireWritableStore } from './create';
import { stageVersion } from './stage-version';

/**
 * Takes over a table that another kind of catalog kept: its newest metadata file (00003-….metadata.json) becomes the
 * next version in this catalog's naming, in the same folder. NOT_FOUND; ALREADY_EXISTS when this catalog keeps it
 * already; UNSUPPORTED with the reason for anything that could not be kept here.
 */
export async function registerTable(tools: CommitTools, table: TableName): Promise<LoadedTable> {
  const { store, loader } = tools;
  const folder = tableFolder(table);
  if (folder === null) throw notFound('table', tableText(table));
  requireWritableStore(store);
  const names = await filesOf(tools, table, folder);
  const foreign = names.filter((name) => parseMetadataFileName(name)?.kind === 'foreign');
  const ours = newestMetadataFile(names.filter((name) => parseMetadataFileName(name)?.kind === 'hadoop'));
  if (ours !== null && (await isUsable(tools, table))) throw new AppError('ALREADY_EXISTS', `The catalog keeps ${tableText(table)} already, at version ${ours.version}.`);
  const newest = newestMetadataFile(foreign);
  if (newest === null) throw unsupported(`${tableText(table)} has no metadata file of another catalog that could be taken over (such as 00003-….metadata.json).`);
  const rivals = foreign.filter((name) => parseMetadataFileName(name)?.version === newest.version);
  if (rivals.length > 1) throw unsupported(`Which of ${rivals.join(' and ')} is the table's newest state cannot be told. Remove the one that is not, then repeat.`);
  const path = `${folder}/metadata/${newest.name}`;
  const metadata = await loader.readVersion(path);
  requireHome(tools, table, folder, metadata);
  const source = { timestampMs: metadata.lastUpdatedMs, metadataFile: store.rootUri + path };
  const base = ours === null ? null : { version: ours.version, metadata };
  try {
    const version = await stageVersion(tools, folder, base, { ...metadata, metadataLog: [...metadata.metadataLog, source] }, { change: { files: [], updates: [] } });
    await version.publish();
  } catch (error) {
    if (hasCode(error, 'CONFLICT')) throw conflict(`Somebody else has changed ${tableText(table)} meanwhile. Look at it before you repeat.`);
    throw error;
  }
  return loader.load(table);
}

async function filesOf({ store }: CommitTools, table: TableName, folder: string): Promise<readonly string[]> {
  try {
    return (await listAll(store, `${folder}/metadata`)).filter(({ kind }) => kind === 'file').map(({ path }) => nameOf(path));
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND', 'INVALID_INPUT')) throw notFound('table', tableText(table));
    throw error;
  }
}

/** Whether the catalog reads a version of its own naming; one that a hint turns it away from, or that is damaged, is none. */
async function isUsable({ loader }: CommitTools, table: TableName): Promise<boolean> {
  try {
    return parseMetadataFileName(nameOf((await loader.load(table)).metadataPath))?.kind === 'hadoop';
  } catch (error) {
    if (hasCode(error, 'BROKEN_TABLE')) return false;
    throw error;
  }
}

/** A table of a Hadoop catalog is its folder: metadata that names another place, or puts files elsewhere, cannot be kept. */
function requireHome({ store }: CommitTools, table: TableName, folder: string, metadata: TableMetadata): void {
  if (pathInStore(store.rootUri, metadata.location) !== folder) {
    throw unsupported(`The metadata of ${tableText(table)} says that the table lies at ${metadata.location}, and its paths are absolute: it can be read here, and not taken over.`);
  }
  const outside = metadata.snapshots.find(({ manifestList }) => manifestList !== null && !(pathInStore(store.rootUri, manifestList) ?? '').startsWith(`${folder}/`));
  if (outside !== undefined) throw unsupported(`Snapshot ${outside.snapshotId} of ${tableText(table)} has its files outside the table's folder, at ${outside.manifestList}: it can be read here, and not taken over.`);
  const elsewhere = ['write.metadata.path', 'write.data.path', 'write.folder-storage.path', 'write.object-storage.path'].find((key) => {
    const value = metadata.properties[key];
    return value !== undefined && !`${pathInStore(store.rootUri, value) ?? ''}/`.startsWith(`${folder}/`);
  });
  if (elsewhere !== undefined) throw invalidInput(`The property ${elsewhere} of ${tableText(table)} puts its files outside the table's folder. Remove the property where the table is kept now, then repeat.`);
}
