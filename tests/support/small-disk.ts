import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder, in order. */
export const filesIn = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();

/** Why there is no small disk on this machine. */
export const NO_SMALL_DISK = 'needs the right to mount a small disk';

/** A disk of few bytes, which can be filled. */
export class SmallDisk {
  private constructor(readonly folder: string, private readonly isOwn: boolean) {}

  /** At a folder, which is made when it is not there; null where nobody may mount. */
  static mount(folder: string, size: string): SmallDisk | null {
    const isOwn = !existsSync(folder);
    if (isOwn) mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
      return new SmallDisk(folder, isOwn);
    } catch {
      if (isOwn) rmdirSync(folder);
      return null;
    }
  }

  /** All but so many bytes are taken. */
  fill(but: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.filler, Buffer.alloc(Math.max(0, bavail * bsize - but)));
  }
  free(): void { rmSync(this.filler, { force: true }); }
  private get filler(): string { return join(this.folder, 'filler'); }

  /** Runs `work` as if temporary folders were made here. */
  async holding<T>(work: () => Promise<T>): Promise<T> {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = this.folder;
    try {
      return await work();
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  }

  /** Also while somebody who is about to end still has files open in it. */
  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
    if (this.isOwn) rmdirSync(this.folder);
  }
}
