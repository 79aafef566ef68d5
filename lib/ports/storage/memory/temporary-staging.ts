import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { invalidInput } from '@/lib/model/errors';
import { checkedStagingId } from '../store-path';

/** Staging folders of a store that has no disk of its own, in the system's folder for temporary files. */
export class TemporaryStaging {
  private made: Promise<string> | null = null;

  private folder(): Promise<string> {
    return (this.made ??= mkdtemp(join(tmpdir(), 'lakehouse-staging-')));
  }

  async staging(id: string): Promise<string> {
    const folder = join(await this.folder(), checkedStagingId(id));
    await mkdir(folder, { recursive: true });
    return folder;
  }

  async listStaging(): Promise<readonly { id: string; modifiedMs: number }[]> {
    if (this.made === null) return [];
    const folder = await this.made;
    return Promise.all((await readdir(folder)).map(async (id) => ({ id, modifiedMs: (await stat(join(folder, id))).mtimeMs })));
  }

  async removeStaging(id: string): Promise<boolean> {
    const there = (await this.listStaging()).some((each) => each.id === checkedStagingId(id));
    if (there) await rm(join(await this.folder(), id), { recursive: true });
    return there;
  }

  /** Bytes of a staged file. */
  async take(local: string): Promise<Uint8Array> {
    if (dirname(dirname(resolve(local))) !== (await this.folder())) throw invalidInput('Only a file of a staging folder can be taken into the warehouse.');
    if (!(await lstat(local)).isFile()) throw invalidInput('What was written for the warehouse is no plain file.');
    return new Uint8Array(await readFile(local));
  }

  drop(local: string): Promise<void> {
    return unlink(local);
  }

  async close(): Promise<void> {
    if (this.made !== null) await rm(await this.made, { recursive: true, force: true });
  }
}
