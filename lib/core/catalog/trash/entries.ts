import { AppError, hasCode, notFound } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import type { TableName } from '../names';
import { namesInRoom, roomBeside } from '../room-beside';

/** What lies in the trash: a table with all its files, or single files of one. */
export interface TrashEntry {
  readonly id: string;
  readonly kind: 'table' | 'files';
  readonly table: TableName;
  /** store path of the table's folder */
  readonly path: string;
  readonly atMs: number;
  /** who did it, as they are called */
  readonly by: string;
  /** why, in words */
  readonly reason: string;
  readonly bytes: number;
  readonly files: number;
}

/** What `entry.json` holds; of single files also where each was, in the order in which they lie in `files/`. */
export interface TrashRecord extends TrashEntry {
  readonly paths: readonly string[];
}

export const entryOf = ({ id, kind, table, path, atMs, by, reason, bytes, files }: TrashRecord): TrashEntry => ({ id, kind, table, path, atMs, by, reason, bytes, files });

const TRASH = '/trash';
/** In place of an entry that is on its way out. */
const EMPTIED = 'emptied-';
const ID = /^\d{8}T\d{6}-[0-9a-f]{12}$/;
const AT_ONCE = 16;
const RECORD_BYTES_MAX = 256 * 1024 * 1024;

/** Sortable by time, plain in an address. */
export const newTrashId = (nowMs: number, uuid: string): string => `${new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-${uuid.replaceAll('-', '').slice(0, 12)}`;

export const entryFolder = (id: string): string => `${TRASH}/${id}`;
export const tableContent = (id: string): string => `${TRASH}/${id}/table`;
export const filesContent = (id: string): string => `${TRASH}/${id}/files`;

/** The first step of putting something away: what is moved afterwards is never without a word on where it was. */
export async function writeRecord(room: FileStore, record: TrashRecord): Promise<void> {
  await room.create(`${entryFolder(record.id)}/entry.json`, new TextEncoder().encode(JSON.stringify({ format: 1, ...record })));
}

/**
 * What the trash holds, newest first. An entry is there as long as its content is: of a drop that died before its move,
 * or a restore that died after it, nothing is listed. Empty where there is no trash.
 */
export async function listTrash(store: FileStore): Promise<readonly TrashEntry[]> {
  const room = await roomBeside(store);
  if (room === null) return [];
  const records = await mapBounded(await idsOf(room), AT_ONCE, async (id) => readRecord(room, id));
  return records.filter((record) => record !== null).map(entryOf).sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
}

/** One entry. NOT_FOUND when it is not in the trash any more. */
export async function findRecord(room: FileStore, id: string): Promise<TrashRecord> {
  const record = ID.test(id) ? await readRecord(room, id) : null;
  if (record === null) throw notFound('trash entry', id);
  return record;
}

async function readRecord(room: FileStore, id: string): Promise<TrashRecord | null> {
  try {
    const record = parseRecord(id, new TextDecoder().decode(await room.read(`${entryFolder(id)}/entry.json`, { maxBytes: RECORD_BYTES_MAX })));
    const isThere = record.kind === 'table' ? await room.exists(tableContent(id)) : (await namesInRoom(room, filesContent(id))).length > 0;
    return isThere ? record : null;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

function parseRecord(id: string, text: string): TrashRecord {
  let value: Partial<TrashRecord> | null = null;
  try {
    value = JSON.parse(text) as Partial<TrashRecord> | null;
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `The record of the trash entry ${id} cannot be read.`, {}, { cause });
  }
  if (value?.id !== id || !Array.isArray(value.paths) || typeof value.path !== 'string' || !Array.isArray(value.table?.namespace)) throw new AppError('UNAVAILABLE', `The record of the trash entry ${id} is not one of this console's.`);
  return value as TrashRecord;
}

/** Ids of the folders in the trash, finished or not. */
export const idsOf = async (room: FileStore): Promise<readonly string[]> => (await namesInRoom(room, TRASH)).filter((name) => ID.test(name));

/** Takes an entry out of the trash for good: by one step that hides it, then file by file, so that nobody ever restores a half. */
export async function discard(room: FileStore, id: string): Promise<void> {
  try {
    await room.move(entryFolder(id), `${TRASH}/${EMPTIED}${id}`);
  } catch (error) {
    // somebody else discards it, or has restored it
    if (hasCode(error, 'NOT_FOUND', 'ALREADY_EXISTS')) return;
    throw error;
  }
  await room.remove(`${TRASH}/${EMPTIED}${id}`, { recursive: true });
}

/** Removes what discards left that died half way. */
export async function finishDiscards(room: FileStore): Promise<void> {
  for (const name of await namesInRoom(room, TRASH)) if (name.startsWith(EMPTIED)) await room.remove(`${TRASH}/${name}`, { recursive: true });
}
