import { hasCode } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';

/** The room beside the warehouse, for those who can do without it: null where there can be none. */
export async function roomBeside(store: FileStore): Promise<FileStore | null> {
  try {
    return await store.beside();
  } catch (error) {
    if (hasCode(error, 'UNAVAILABLE')) return null;
    throw error;
  }
}

/** Names of what lies in one of its folders; none where nobody has made that yet. */
export async function namesInRoom(room: FileStore, folder: string): Promise<readonly string[]> {
  try {
    return await room.names(folder);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return [];
    throw error;
  }
}
