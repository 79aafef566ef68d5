import { link, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './local-errors';

/** File systems without hard links answer one of these; so does a disk that may not be written. */
const CANNOT = new Set(['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EINVAL']);

/** Tries whether a second link() to a taken name fails below `root`, and leaves nothing behind. */
export async function probeHardLinks(root: string): Promise<boolean> {
  const from = join(root, `.lakehouse-probe-${crypto.randomUUID()}`);
  const to = `${from}.link`;
  try {
    await writeFile(from, '', { flag: 'wx' });
    await link(from, to);
    return await link(from, to).then(() => false, (error: unknown) => codeOf(error) === 'EEXIST');
  } catch (error) {
    if (CANNOT.has(codeOf(error) ?? '')) return false;
    throw error;
  } finally {
    for (const path of [to, from]) await unlink(path).catch((error: unknown) => { if (!CANNOT.has(codeOf(error) ?? '') && codeOf(error) !== 'ENOENT') throw error; });
  }
}
