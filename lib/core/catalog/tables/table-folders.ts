import { hasCode } from '@/lib/model/errors';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { listAll, nameOf } from './list-all';
import { HINT, shownBy } from './metadata-files';

/**
 * What a folder is: a table, even a broken one; one that is being made or was never finished, whose name is still free;
 * or none, which makes it a namespace. Seen by its `metadata` folder, without opening anything in it.
 */
export type FolderKind = 'table' | 'unfinished' | 'namespace';

/** Folders that a table being made may have. */
const OWN = new Set(['metadata', 'data']);

export async function folderKind(store: FileStore, folder: string): Promise<FolderKind> {
  try {
    if (await store.exists(`${folder}/metadata/${HINT}`)) return 'table';
    const inside = await listAll(store, `${folder}/metadata`);
    const shown = shownBy(inside.filter((entry) => entry.kind === 'file').map((entry) => nameOf(entry.path)));
    if (shown === 'table') return 'table';
    const isPlain = inside.every((entry) => entry.kind === 'file') && (await store.names(folder)).every((name) => OWN.has(name));
    return shown === 'unfinished' && isPlain ? 'unfinished' : 'namespace';
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND', 'INVALID_INPUT')) return 'namespace';
    throw error;
  }
}

export const isTableFolder = async (store: FileStore, folder: string): Promise<boolean> => (await folderKind(store, folder)) === 'table';

/** The same for many, remembering those that were tables as long as nothing was added to or taken from their folder. */
export class TableFolders {
  private readonly known = new Map<string, string>();
  private static readonly knownMax = 100_000;
  constructor(private readonly store: FileStore) {}

  async kindOf(folder: FileStat): Promise<FolderKind> {
    const state = `${folder.fileId}|${folder.modifiedMs}`;
    if (this.known.get(folder.path) === state) return 'table';
    const found = await folderKind(this.store, folder.path);
    if (found === 'table') {
      if (this.known.size >= TableFolders.knownMax) this.known.clear();
      this.known.set(folder.path, state);
    }
    return found;
  }
}
