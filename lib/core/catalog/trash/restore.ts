import { AppError, hasCode, notFound } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import { requireWritableStore } from '../commits/create';
import { namespaceFolder, namespaceText, parentPath, tableText } from '../names';
import { removeAbandoned } from '../tables/abandoned';
import { folderKind, isTableFolder } from '../tables/table-folders';
import { AT_ONCE } from './put-away';
import { discard, entryFolder, entryOf, filesContent, findRecord, idsOf, finishDiscards, listTrash, tableContent, type TrashEntry, type TrashRecord } from './entries';

/** Time in which a drop that has written its record surely has moved its folder. */
const UNFINISHED_MS = 3_600_000;

/**
 * Puts an entry of the trash back where it was: a table in one step; single files each in one, those whose place
 * is taken stay in the trash. Namespaces that are gone are made again. NOT_FOUND, ALREADY_EXISTS.
 */
export async function restoreTrash(store: FileStore, id: string, nowMs: number): Promise<TrashEntry> {
  requireWritableStore(store);
  const room = await store.beside();
  const record = await findRecord(room, id);
  if (record.kind === 'table') await restoreTable(store, record, nowMs);
  else await restoreFiles(store, room, record);
  await room.remove(entryFolder(id), { recursive: true });
  return entryOf(record);
}

async function restoreTable(store: FileStore, { id, table, path }: TrashRecord, nowMs: number): Promise<void> {
  const taken = () => new AppError('ALREADY_EXISTS', `There is something called ${tableText(table)} now. Drop that first, then restore.`);
  for (let depth = 1; depth <= table.namespace.length; depth += 1) {
    const level = table.namespace.slice(0, depth);
    if ((await folderKind(store, namespaceFolder(level) ?? path)) === 'table') throw new AppError('ALREADY_EXISTS', `${namespaceText(level)}, where the table was, is a table now.`);
  }
  const parent = parentPath(path);
  if (parent !== '') await store.makeFolders(parent);
  await removeAbandoned(store, path, nowMs);
  try {
    await store.moveIn(tableContent(id), path);
  } catch (error) {
    if (hasCode(error, 'ALREADY_EXISTS')) throw taken();
    if (hasCode(error, 'NOT_FOUND')) throw notFound('trash entry', id);
    throw error;
  }
}

async function restoreFiles(store: FileStore, room: FileStore, { id, table, path, paths }: TrashRecord): Promise<void> {
  if (!(await isTableFolder(store, path))) throw notFound('table', tableText(table));
  const back = (await room.names(filesContent(id))).flatMap((name) => {
    const to = paths[Number(name)];
    return to === undefined ? [] : [{ name, to }];
  });
  const taken = new Set<string>();
  const unlessTaken = async (paths: readonly string[], work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!hasCode(error, 'ALREADY_EXISTS')) throw error;
      for (const each of paths) taken.add(each);
    }
  };
  for (const folder of new Set(back.map(({ to }) => parentPath(to)))) await unlessTaken(back.map(({ to }) => to).filter((to) => parentPath(to) === folder), () => store.makeFolders(folder, { within: path }));
  await mapBounded(back.filter(({ to }) => !taken.has(to)), AT_ONCE, ({ name, to }) => unlessTaken([to], () => store.moveIn(`${filesContent(id)}/${name}`, to)));
  if (taken.size > 0) throw new AppError('ALREADY_EXISTS', `${taken.size} of ${paths.length} files stay in the trash, since something is in their place now: ${[...taken].sort().slice(0, 3).join(', ')}.`);
}

/**
 * Removes for good what went to the trash before `beforeMs`, or the one entry that is named, and finishes what died half
 * way. Answers what is gone.
 */
export async function emptyTrash(store: FileStore, which: { readonly beforeMs: number } | { readonly id: string }, nowMs: number): Promise<readonly TrashEntry[]> {
  requireWritableStore(store);
  const room = await store.beside();
  await finishDiscards(room);
  const all = await listTrash(store);
  const chosen = 'id' in which ? all.filter(({ id }) => id === which.id) : all.filter(({ atMs }) => atMs < which.beforeMs);
  if ('id' in which && chosen.length === 0) throw notFound('trash entry', which.id);
  for (const { id } of chosen) await discard(room, id);
  const listed = new Set(all.map(({ id }) => id));
  for (const id of await idsOf(room)) {
    if (!listed.has(id) && nowMs - (await room.stat(entryFolder(id))).modifiedMs > UNFINISHED_MS) await discard(room, id);
  }
  return chosen;
}
