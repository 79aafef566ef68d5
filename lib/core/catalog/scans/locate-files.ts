import { brokenTable, unsupported } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import type { ScanPlan } from './plan-scan';

/**
 * Where the files of a plan lie on this machine's disk, by store path. BROKEN_TABLE names a file that metadata promises
 * and that is not there; UNSUPPORTED when the store is not on this machine.
 */
export async function locateFiles(store: FileStore, { files }: ScanPlan): Promise<ReadonlyMap<string, string>> {
  const paths = [...new Set(files.flatMap(({ path, deletes }) => [path, ...deletes.map((one) => one.path)]))];
  const found = await store.localPaths(paths);
  if (found === null) throw unsupported('The embedded engine reads files on this machine only.');
  return new Map(paths.map((path, index) => {
    const local = found[index];
    if (local === null || local === undefined) throw brokenTable(`The table names the file ${path}, which is missing.`, path);
    return [path, local];
  }));
}
