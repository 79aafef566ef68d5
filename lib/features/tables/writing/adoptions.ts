import { randomUUID } from 'node:crypto';
import { namesInRoom, roomBeside } from '@/lib/core/catalog/room-beside';
import { AppError } from '@/lib/model/errors';
import type { Ports } from '@/lib/kernel/context';
import type { FileStore } from '@/lib/ports/storage/port';

/** Files that a write is about to take into a table's folder, by store path. */
export interface Adoption {
  /** the table's folder */
  readonly folder: string;
  readonly paths: readonly string[];
}

const ADOPTIONS = '/adoptions';
const NOTE = /^[0-9a-f-]{36}\.json$/;
const folderOf = (id: string): string => `${ADOPTIONS}/${id}`;

/**
 * Writes down what is about to be taken over, in the room beside the warehouse, where the engine's child cannot write: who
 * finds it after a kill knows which files may lie in a table that nothing names. `id` is that of the write's staging folder.
 * Where there is no such room nothing is written, and such files are left to the removal of orphans.
 */
export async function noteAdoption(store: FileStore, id: string, adoption: Adoption): Promise<void> {
  const room = await roomBeside(store);
  await room?.create(`${folderOf(id)}/${randomUUID()}.json`, new TextEncoder().encode(JSON.stringify(adoption)));
}

/** A write has come to its end, whichever: what it took over is committed, or removed again. */
export async function forgetAdoptions(store: FileStore, id: string): Promise<void> {
  await (await roomBeside(store))?.remove(folderOf(id), { recursive: true });
}

/** Ids of writes that begin with `prefix` and did not come to their end. */
export async function leftAdoptions(store: FileStore, prefix: string): Promise<readonly string[]> {
  const room = await roomBeside(store);
  return room === null ? [] : (await namesInRoom(room, ADOPTIONS)).filter((id) => id.startsWith(prefix));
}

/**
 * Removes what a write took over and did not commit. Only for writes whose process is gone, so that nothing can name their files
 * any more unless it does now; whatever the newest state of the table, any snapshot that it keeps, or another table names stays.
 * BROKEN_TABLE when one of these cannot be read: then nothing is removed, and the note stays for the next time.
 * @returns how many files are gone
 */
export async function settleAdoptions({ store, catalog }: Pick<Ports, 'store' | 'catalog'>, id: string): Promise<number> {
  const room = await store.beside();
  let removed = 0;
  for (const name of await namesInRoom(room, folderOf(id))) {
    // who was killed while the note was written had taken nothing over yet
    if (!NOTE.test(name)) continue;
    const { folder, paths } = parse(id, new TextDecoder().decode(await room.read(`${folderOf(id)}/${name}`)));
    const levels = folder.split('/').slice(1);
    const table = { namespace: levels.slice(0, -1), name: levels.at(-1) ?? '' };
    const there: string[] = [];
    for (const path of paths) if (await store.exists(path)) there.push(path);
    // a table that was never finished, or is in the trash, names nothing here
    const named = there.length > 0 && (await catalog.tableExists(table)) ? new Set(await catalog.maintenance.namedOf(await catalog.loadTable(table), there)) : new Set<string>();
    for (const path of there) if (!named.has(path) && (await store.remove(path))) removed += 1;
  }
  await forgetAdoptions(store, id);
  return removed;
}

const unreadable = (id: string, cause: unknown): AppError => new AppError('UNAVAILABLE', `The note on what the write ${id} took over cannot be read.`, {}, { cause });

function parse(id: string, text: string): Adoption {
  let note: Partial<Adoption> | null = null;
  try {
    note = JSON.parse(text) as Partial<Adoption> | null;
  } catch (cause) {
    throw unreadable(id, cause);
  }
  const { folder, paths } = note ?? {};
  if (typeof folder !== 'string' || !Array.isArray(paths) || paths.some((path) => typeof path !== 'string' || !path.startsWith(`${folder}/data/`))) throw unreadable(id, undefined);
  return { folder, paths: paths as readonly string[] };
}
