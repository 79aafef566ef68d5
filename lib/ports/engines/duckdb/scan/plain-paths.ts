import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { brokenTable, isNoRoom } from '@/lib/model/errors';
import type { EngineScan } from '../../port';
import { localFiles } from './known-files';
import { replaceFiles } from './replace-files';

/** Characters that DuckDB takes for a pattern; it has no way to write such a path as itself. */
const pattern = /[*?[\]{}]/;

/**
 * Gives files whose paths look like patterns (a partition value may hold a `*`) a second, plain name in `folder`, by
 * a hard link or, across file systems, a copy. Throws BROKEN_TABLE for such a file that is not there.
 */
export async function withPlainPaths(scans: readonly EngineScan[], folder: string): Promise<readonly EngineScan[]> {
  if (!localFiles(scans).some((path) => pattern.test(path))) return scans;
  let renamed = 0;
  return replaceFiles(scans, async ({ localPath, file }) => {
    if (!pattern.test(localPath)) return localPath;
    const name = join(folder, `input-${(renamed += 1)}.parquet`);
    await link(localPath, name).catch(() => copyFile(localPath, name)).catch((error: unknown) => {
      if (isNoRoom(error)) throw error;
      throw brokenTable(`The data file ${file.path} is missing.`, file.path, error);
    });
    return name;
  });
}
