import { hasCode, invalidInput, isAppError, notFound } from '@/lib/model/errors';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import { requireWritableStore } from '../commits/create';
import { parentPath, tableFolder, tableText, type TableName } from '../names';
import { namesInRoom } from '../room-beside';
import { findNewest } from '../tables/find-newest';
import { listAll, nameOf } from '../tables/list-all';
import { HINT } from '../tables/metadata-files';
import { isTableFolder } from '../tables/table-folders';
import { discard, entryOf, filesContent, newTrashId, tableContent, writeRecord, type TrashEntry, type TrashRecord } from './entries';

/** Files that move at the same time share the syncs of the folders that they leave and come to. */
export const AT_ONCE = 32;

export interface TrashTools {
  readonly store: FileStore;
  readonly clock: () => number;
  readonly uuid: () => string;
}
export interface Reason {
  /** who does it, as they are called */
  readonly by: string;
  /** why, in words */
  readonly reason?: string;
}

/** Bytes and number of all files below a folder. */
export async function sizeOfFolder(store: FileStore, folder: string): Promise<{ readonly bytes: number; readonly files: number }> {
  const total = { bytes: 0, files: 0 };
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { path, kind, size } of await listAll(store, next)) {
      if (kind === 'folder') waiting.push(path);
      else {
        total.bytes += size;
        total.files += 1;
      }
    }
  }
  return total;
}

/**
 * Drops a table, a broken one too: on a Hadoop catalog the folder is the table, so the folder goes to the trash, in one
 * step. Who commits at that moment either commits before it, and the trash holds that, or finds no table. NOT_FOUND;
 * UNAVAILABLE with the reason where there is no trash.
 */
export async function dropTable(tools: TrashTools, table: TableName, { by, reason }: Reason): Promise<TrashEntry> {
  const { store } = tools;
  const folder = tableFolder(table);
  if (folder === null || !(await isTableFolder(store, folder))) throw notFound('table', tableText(table));
  requireWritableStore(store);
  const size = await sizeOfFolder(store, folder);
  const record = newRecord(tools, { kind: 'table', table, path: folder, by, reason: reason ?? 'Dropped', ...size, paths: [] });
  const room = await store.beside();
  try {
    await writeRecord(room, record);
    await store.moveOut(folder, tableContent(record.id));
  } catch (error) {
    // the answer may be lost and the folder moved: what lies there decides
    if (await room.exists(tableContent(record.id))) return entryOf(record);
    if (isAppError(error) && error.outcome === 'none') await discard(room, record.id);
    throw hasCode(error, 'NOT_FOUND') ? notFound('table', tableText(table)) : error;
  }
  return entryOf(record);
}

/**
 * Puts single files of a table away, whoever asks having made sure that nothing names them. The hint and the newest
 * version are refused, what is gone already is passed over. NOT_FOUND for the table, INVALID_INPUT for a file that is
 * not the table's.
 */
export async function trashFiles(tools: TrashTools, table: TableName, paths: readonly string[], { by, reason }: Reason): Promise<TrashEntry> {
  const { store } = tools;
  const folder = tableFolder(table);
  const newest = folder === null ? null : await findNewest(store, folder);
  if (folder === null || newest === null) throw notFound('table', tableText(table));
  requireWritableStore(store);
  const wanted = [...new Set(paths)];
  for (const path of wanted) {
    if (!path.startsWith(`${folder}/`)) throw invalidInput(`${path} is no file of ${tableText(table)}.`);
    if (path === newest.stat.path || (parentPath(path) === `${folder}/metadata` && nameOf(path) === HINT)) throw invalidInput(`${path} is what ${tableText(table)} is read by, and stays.`);
  }
  const found = (await mapBounded(wanted, AT_ONCE, (path) => statOrNull(store, path))).filter((stat) => stat !== null);
  const folderAmong = found.find(({ kind }) => kind === 'folder');
  if (folderAmong !== undefined) throw invalidInput(`${folderAmong.path} is a folder, not a file.`);
  const record = newRecord(tools, {
    kind: 'files', table, path: folder, by, reason: reason ?? 'Put away', bytes: found.reduce((sum, { size }) => sum + size, 0), files: found.length, paths: found.map(({ path }) => path),
  });
  const room = await store.beside();
  try {
    await writeRecord(room, record);
    await room.makeFolders(filesContent(record.id));
    await mapBounded(record.paths, AT_ONCE, async (path, index) => {
      try {
        await store.moveOut(path, `${filesContent(record.id)}/${index}`);
      } catch (error) {
        if (!hasCode(error, 'NOT_FOUND')) throw error;
      }
    });
  } finally {
    // whatever ended it: what was moved by then is in the trash, and without a file there is no entry
    if ((await namesInRoom(room, filesContent(record.id))).length === 0) await discard(room, record.id);
  }
  return entryOf(record);
}

function newRecord({ clock, uuid }: TrashTools, of: Omit<TrashRecord, 'id' | 'atMs'>): TrashRecord {
  const atMs = clock();
  return { id: newTrashId(atMs, uuid()), atMs, ...of };
}

async function statOrNull(store: FileStore, path: string): Promise<FileStat | null> {
  try {
    return await store.stat(path);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}
