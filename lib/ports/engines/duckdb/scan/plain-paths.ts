import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { brokenTable } from '@/lib/model/errors';
import type { DeleteFile, EngineScan, ScanFile } from '../../port';
import { localFiles } from './known-files';

/** Characters that DuckDB takes for a pattern; it has no way to write such a path as itself. */
const pattern = /[*?[\]{}]/;

/**
 * Gives files whose paths look like patterns (a partition value may hold a `*`) a second, plain name in `folder`, by
 * a hard link or, across file systems, a copy. Throws BROKEN_TABLE for such a file that is not there.
 */
export async function withPlainPaths(scans: readonly EngineScan[], folder: string): Promise<readonly EngineScan[]> {
  if (!localFiles(scans).some((path) => pattern.test(path))) return scans;
  const renamed = new Map<string, string>();
  const plain = async <T extends DeleteFile>(file: T): Promise<T> => {
    const { localPath } = file;
    if (!pattern.test(localPath)) return file;
    const name = renamed.get(localPath) ?? join(folder, `input-${renamed.size}.parquet`);
    if (!renamed.has(localPath)) {
      await link(localPath, name).catch(() => copyFile(localPath, name)).catch((error: unknown) => {
        throw brokenTable(`The data file ${file.file.path} is missing.`, file.file.path, error);
      });
      renamed.set(localPath, name);
    }
    return { ...file, localPath: name };
  };
  const result: EngineScan[] = [];
  for (const scan of scans) {
    if (scan.kind === 'rows') {
      result.push(scan);
      continue;
    }
    const files: ScanFile[] = [];
    for (const file of scan.files) {
      const deletes: DeleteFile[] = [];
      for (const deleteFile of file.deletes) deletes.push(await plain(deleteFile));
      files.push({ ...(await plain(file)), deletes });
    }
    result.push({ ...scan, files });
  }
  return result;
}
