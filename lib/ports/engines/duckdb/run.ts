import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent, EngineResult, EngineRun, EngineStatement } from '../port';
import type { Worker } from './pool';
import type { RunAs } from './protocol';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';
import { supervise } from './supervise';

/** Makes the folder for what the engine spills; the spool is its user's for as long as it may write there. */
async function prepareSpool(spool: string, runAs: RunAs | null): Promise<string> {
  const temporary = join(spool, '.tmp');
  await mkdir(temporary, { recursive: true });
  if (runAs !== null) await Promise.all([chown(spool, runAs.uid, runAs.gid), chown(temporary, runAs.uid, runAs.gid)]);
  return temporary;
}

/** Starts `statement` in a child of its own. */
export function startRun(take: () => Promise<Worker>, statement: EngineStatement, runAs: RunAs | null, onEvent: (event: EngineEvent) => void, onSaid: (said: string) => void): EngineRun {
  const { spool, limits } = statement;
  // the folder is made while a child is on its way
  const prepared = prepareSpool(spool, runAs);
  prepared.catch(() => undefined);
  return supervise<EngineResult>({
    limits, take, onSaid,
    async prepare() {
      const temporary = await prepared;
      onEvent({ kind: 'started' });
      return { ...statement, scans: await withPlainPaths(await withExactInstants(statement.scans, temporary), temporary), kind: 'run', runAs, temporary };
    },
    answer(reply, peak) {
      if (reply.kind === 'rows') onEvent(reply);
      if (reply.kind !== 'done') return null;
      const { rowCount, truncated, spoolBytes, peakMemoryBytes } = reply;
      return { rowCount, truncated, spoolBytes, peakMemoryBytes: Math.max(peak, peakMemoryBytes) };
    },
    clear: () => rm(join(spool, '.tmp'), { recursive: true, force: true }),
  });
}
