import type { FileStat, FileStore } from '@/lib/ports/storage/port';

const PAGE = 10_000;

/** All children of a folder, page after page. */
export async function listAll(store: FileStore, folder: string, signal?: AbortSignal): Promise<readonly FileStat[]> {
  const entries: FileStat[] = [];
  for (let after: string | null = null; ;) {
    const page = await store.list(folder, { after, limit: PAGE, ...(signal === undefined ? {} : { signal }) });
    entries.push(...page.entries);
    if (page.next === null) return entries;
    after = page.next;
  }
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
