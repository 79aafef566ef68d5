import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import type { EngineScan, EngineWriteResult, EngineWriteRun, EngineWriteStatement, FilesScan } from '../port';
import type { Worker } from './pool';
import type { RunAs } from './protocol';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';
import { supervise } from './supervise';

/** The child may write here and nowhere else; what it spills lies here as well. */
async function prepareStaging(staging: string, runAs: RunAs | null): Promise<string> {
  const temporary = join(staging, '.tmp');
  await mkdir(temporary, { recursive: true });
  if (runAs !== null) await Promise.all([chown(staging, runAs.uid, runAs.gid), chown(temporary, runAs.uid, runAs.gid)]);
  return temporary;
}

/** Starts a statement that writes in a child of its own. */
export function startWrite(take: () => Promise<Worker>, statement: EngineWriteStatement, runAs: RunAs | null, onSaid: (said: string) => void): EngineWriteRun {
  const { staging, target } = statement;
  return supervise<EngineWriteResult>({
    // its files are trusted once nobody can change them any more
    limits: statement.limits, take, onSaid, tellsAtOnce: false,
    async prepare() {
      const temporary = await prepareStaging(staging, runAs);
      const all: readonly EngineScan[] = target === null ? statement.scans : [...statement.scans, target.scan];
      const placed = await withPlainPaths(await withExactInstants(all, temporary), temporary);
      const last = placed.at(-1) as FilesScan;
      return { kind: 'write-statement', runAs, temporary, statement: target === null ? { ...statement, scans: placed } : { ...statement, scans: placed.slice(0, -1), target: { ...target, scan: last } } };
    },
    answer(reply, peak) {
      if (reply.kind !== 'wrote') return null;
      const { result } = reply;
      // the child ran a person's text: what it says of places is looked at
      for (const { localPath } of [...result.files, ...result.deleteFiles.map(({ file }) => file)]) {
        if (!localPath.startsWith(`${staging}/`) || localPath.slice(staging.length + 1).includes('/')) throw new AppError('INTERNAL', 'The engine named a file outside its folder.');
      }
      return { ...result, peakMemoryBytes: Math.max(peak, result.peakMemoryBytes) };
    },
    clear: () => rm(join(staging, '.tmp'), { recursive: true, force: true }),
  });
}
