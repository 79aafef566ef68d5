import { hasCode } from '@/lib/model/errors';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { listAll, nameOf } from './list-all';
import { HINT, showsTable } from './metadata-files';

/** Whether a folder is a table, even a broken one: seen by its `metadata` folder, without opening anything in it. */
export async function isTableFolder(store: FileStore, folder: string): Promise<boolean> {
  try {
    if (await store.exists(`${folder}/metadata/${HINT}`)) return true;
    return showsTable((await listAll(store, `${folder}/metadata`)).filter((entry) => entry.kind === 'file').map((entry) => nameOf(entry.path)));
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND', 'INVALID_INPUT')) return false;
    throw error;
  }
}

/** The same for many, remembering those that were tables as long as nothing was added to or taken from their folder. */
export class TableFolders {
  private readonly known = new Map<string, string>();
  private static readonly knownMax = 100_000;
  constructor(private readonly store: FileStore) {}

  async isTable(folder: FileStat): Promise<boolean> {
    const state = `${folder.fileId}|${folder.modifiedMs}`;
    if (this.known.get(folder.path) === state) return true;
    const found = await isTableFolder(this.store, folder.path);
    if (found) {
      if (this.known.size >= TableFolders.knownMax) this.known.clear();
      this.known.set(folder.path, state);
    }
    return found;
  }
}
