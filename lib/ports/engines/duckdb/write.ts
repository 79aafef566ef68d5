import { chown, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, queryFailed } from '@/lib/model/errors';
import type { EngineScan, EngineWriteResult, EngineWriteRun, EngineWriteStatement, FilesScan } from '../port';
import type { Worker } from './pool';
import type { RunAs } from './protocol';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';
import { supervise } from './supervise';

/** The child may write here and nowhere else; what it spills lies here as well. */
async function prepareStaging(staging: string, temporary: string, runAs: RunAs | null): Promise<void> {
  await mkdir(temporary, { recursive: true });
  if (runAs !== null) await Promise.all([chown(staging, runAs.uid, runAs.gid), chown(temporary, runAs.uid, runAs.gid)]);
}

/** Bytes of the files in the staging folder, without what is put aside, for which the engine has a limit of its own. */
async function writtenBytes(staging: string): Promise<number> {
  let bytes = 0;
  // a folder that goes at this moment ends the walk, and what it held is counted the next time
  const entries = await readdir(staging, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return []; throw error; });
  for (const entry of entries) {
    if (!entry.isFile() || entry.parentPath.startsWith(join(staging, '.tmp'))) continue;
    bytes += await lstat(join(entry.parentPath, entry.name)).then(({ size }) => size, (error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return 0; throw error; });
  }
  return bytes;
}

/** Starts a statement that writes in a child of its own. */
export function startWrite(take: () => Promise<Worker>, statement: EngineWriteStatement, runAs: RunAs | null, onSaid: (said: string) => void): EngineWriteRun {
  const { staging, target, limits, limits: { spoolBytes } } = statement;
  const temporary = join(staging, '.tmp');
  const tooMuch = (): AppError => queryFailed('EXCEEDED_WRITE_LIMIT', `The statement wrote more than the ${Math.floor(spoolBytes / 1_048_576).toLocaleString('en-US')} MiB that one may write (LAKEHOUSE_WRITE_BYTES). Nothing was changed.`);
  return supervise<EngineWriteResult>({
    // its files are trusted once nobody can change them any more
    limits, take, onSaid, tellsAtOnce: false, begin: { kind: 'begin', limits, temporary },
    async prepare() {
      await prepareStaging(staging, temporary, runAs);
      const all: readonly EngineScan[] = target === null ? statement.scans : [...statement.scans, target.scan];
      const placed = await withPlainPaths(await withExactInstants(all, temporary), temporary);
      const last = placed.at(-1) as FilesScan;
      return { kind: 'write-statement', statement: target === null ? { ...statement, scans: placed } : { ...statement, scans: placed.slice(0, -1), target: { ...target, scan: last } } };
    },
    answer(reply, peak) {
      if (reply.kind !== 'wrote') return null;
      const { result } = reply;
      const files = [...result.files, ...result.deleteFiles.map(({ file }) => file)];
      if (files.reduce((sum, { fileSizeInBytes }) => sum + fileSizeInBytes, 0) > spoolBytes) throw tooMuch();
      // the child ran a person's text: what it says of places is looked at
      for (const { localPath } of files) {
        if (!localPath.startsWith(`${staging}/`) || localPath.slice(staging.length + 1).includes('/')) throw new AppError('INTERNAL', 'The engine named a file outside its folder.');
      }
      return { ...result, peakMemoryBytes: Math.max(peak, result.peakMemoryBytes) };
    },
    outgrown: async () => ((await writtenBytes(staging)) > spoolBytes ? tooMuch() : null),
    clear: () => rm(temporary, { recursive: true, force: true }),
  });
}
