import { link, readdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './local-errors';

/** File systems without hard links answer one of these; so does a disk that may not be written. */
const CANNOT = new Set(['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EINVAL']);

const PREFIX = '.lakehouse-probe-';
const LEFT_BEHIND_MS = 60_000;

/** True for a file that a probe made; one that was killed leaves it. */
export const isProbe = (name: string): boolean => name.startsWith(PREFIX);

/** Removes what killed probes left; younger ones may be another console's that probes now. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of (await readdir(root)).filter(isProbe)) {
    const path = join(root, name);
    const age = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
    if (age > LEFT_BEHIND_MS) await unlink(path).catch((error: unknown) => { if (!CANNOT.has(codeOf(error) ?? '') && codeOf(error) !== 'ENOENT') throw error; });
  }
}

/** Tries whether a second link() to a taken name fails below `root`, and leaves nothing behind. */
export async function probeHardLinks(root: string): Promise<boolean> {
  await removeLeftovers(root);
  const from = join(root, `${PREFIX}${crypto.randomUUID()}`);
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
