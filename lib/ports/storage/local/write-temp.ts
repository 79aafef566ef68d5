import { constants, fstatSync, type Stats } from 'node:fs';
import { chmod, open, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@/lib/model/errors';

/** Writes a whole, durable file under a name of its own beside `at`; nothing is left of it when that fails. Answers that name, and the file as it then is. */
export async function writeTemp(at: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, mode: number, signal?: AbortSignal): Promise<{ readonly temp: string; readonly written: Stats }> {
  const temp = join(dirname(at), `.${basename(at).slice(0, 40)}.${crypto.randomUUID()}.tmp`);
  const handle = await open(temp, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o644);
  try {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      signal?.throwIfAborted();
      await handle.writeFile(chunk);
    }
    await handle.sync();
    if (mode !== 0o644) await chmod(temp, mode);
    return { temp, written: fstatSync(handle.fd) };
  } catch (error) {
    await unlink(temp);
    throw signal?.aborted === true ? new AppError('CANCELLED', 'This was cancelled.') : error;
  } finally {
    await handle.close();
  }
}
