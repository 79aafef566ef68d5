import { constants, fchownSync, fstatSync } from 'node:fs';
import { chmod, chown, link, lstat, mkdir, open, readdir, realpath, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, invalidInput } from '@/lib/model/errors';
import type { LocalOwner } from '../port';
import { checkedStagingId } from '../store-path';
import { anchored } from './anchored';
import { syncFolder } from './sync-folder';
import { codeOf, localError } from './local-errors';

/** Below the root itself, for staging where nothing can be made beside it. Its name is hidden from listings. */
const STAGING_INSIDE = '.lakehouse-staging';

/** The room beside the root folder: its trash, and files on their way into the store. */
export class LocalAnnex {
  private made: Promise<string> | null = null;
  /** `root` is the store's real folder */
  constructor(private readonly root: string) {}

  /** The room's folder, made when it is missing. UNAVAILABLE with the reason. */
  folder(): Promise<string> {
    this.made ??= this.make();
    // what barred the way today may be mended tomorrow
    this.made.catch(() => { this.made = null; });
    return this.made;
  }

  private async make(): Promise<string> {
    const folder = join(dirname(this.root), `.${basename(this.root)}.lakehouse`);
    if (dirname(this.root) === this.root) throw none('the warehouse is the root of a file system', undefined);
    try {
      await makeFolder(folder, 0o711);
      await makeFolder(join(folder, 'trash'), 0o700);
      await makeFolder(join(folder, 'staging'), 0o711);
      await syncFolder(folder);
      const real = await realpath(folder);
      if ((await stat(real)).dev !== (await stat(this.root)).dev) throw none('the folder beside it lies on another file system (the warehouse is a mount of its own)', undefined);
      return real;
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw none(`the folder ${folder} cannot be made or written (${codeOf(error) ?? 'unknown error'})`, error);
    }
  }

  /** Where staging folders are: beside the root, or hidden inside it. */
  private async stagings(): Promise<string> {
    try {
      return join(await this.folder(), 'staging');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return join(this.root, STAGING_INSIDE);
    }
  }

  async staging(id: string, owner: LocalOwner | null): Promise<string> {
    const folder = join(await this.stagings(), checkedStagingId(id));
    try {
      await makeFolder(dirname(folder), 0o711);
      await makeFolder(folder, 0o700);
      if (owner !== null) await chown(folder, owner.uid, owner.gid);
      return folder;
    } catch (error) {
      throw localError(error, folder);
    }
  }

  async listStaging(): Promise<readonly { id: string; modifiedMs: number }[]> {
    const found: { id: string; modifiedMs: number }[] = [];
    for (const folder of await this.everyStaging()) {
      for (const id of await readdir(folder).catch(orNothing)) {
        const there = await stat(join(folder, id)).catch(() => null);
        if (there !== null) found.push({ id, modifiedMs: there.mtimeMs });
      }
    }
    return found;
  }

  async removeStaging(id: string): Promise<boolean> {
    let removed = false;
    for (const folder of await this.everyStaging()) {
      const at = join(folder, checkedStagingId(id));
      try {
        await rm(at, { recursive: true });
        removed = true;
        if (basename(folder) === STAGING_INSIDE) await rmdir(folder).catch((error: unknown) => { if (codeOf(error) !== 'ENOTEMPTY') throw error; });
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw localError(error, at);
      }
    }
    return removed;
  }

  private async everyStaging(): Promise<readonly string[]> {
    return [...new Set([await this.stagings(), join(this.root, STAGING_INSIDE)])];
  }

  /**
   * Gives a staged file its name in the store by link(). Whoever filled the folder could put anything there: only a
   * plain file with no second name is taken, and what got the name is compared with what was looked at.
   */
  async adopt(local: string, path: string): Promise<void> {
    const folder = await realpath(dirname(local));
    const allowed = await Promise.all((await this.everyStaging()).map((each) => realpath(each).catch(() => null)));
    if (!allowed.some((each) => each !== null && folder.startsWith(`${each}/`))) throw invalidInput('Only a file of a staging folder can be taken into the warehouse.');
    const source = join(folder, basename(local));
    const handle = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => {
      throw codeOf(error) === 'ELOOP' ? notPlain() : error;
    });
    try {
      const { dev, ino, nlink, uid } = fstatSync(handle.fd);
      if (!fstatSync(handle.fd).isFile() || nlink !== 1) throw notPlain();
      const [ownUid, ownGid] = [process.getuid?.(), process.getgid?.()];
      if (ownUid !== undefined && ownGid !== undefined && uid !== ownUid) fchownSync(handle.fd, ownUid, ownGid);
      await handle.chmod(0o444);
      await handle.sync();
      await anchored(this.root, path, async (target) => {
        await link(source, target);
        const named = await lstat(target);
        if (named.dev !== dev || named.ino !== ino) {
          await unlink(target);
          throw notPlain();
        }
        await syncFolder(dirname(target));
        await unlink(source);
      });
    } finally {
      await handle.close();
    }
  }
}

const notPlain = () => invalidInput('What was written for the warehouse is no plain file.');
const none = (why: string, cause: unknown): AppError => new AppError('UNAVAILABLE', `There is no trash for this warehouse: ${why}.`, {}, { cause });

/** Only a folder made here gets its mode. */
async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path);
    await chmod(path, mode);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function orNothing(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
}
