import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent, EngineResult, EngineRun, EngineStatement } from '../port';
import type { Worker } from './pool';
import type { RunAs } from './protocol';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';
import { Stages, type Stage } from './stages';
import { supervise } from './supervise';

/** Makes the folder for what the engine spills; the spool is its user's for as long as it may write there. */
async function prepareSpool(spool: string, runAs: RunAs | null): Promise<string> {
  const temporary = join(spool, '.tmp');
  await mkdir(temporary, { recursive: true });
  if (runAs !== null) await Promise.all([chown(spool, runAs.uid, runAs.gid), chown(temporary, runAs.uid, runAs.gid)]);
  return temporary;
}

/** Starts `statement` in a child of its own. */
export function startRun(take: () => Promise<Worker>, statement: EngineStatement, runAs: RunAs | null, onEvent: (event: EngineEvent) => void, onSaid: (said: string) => void, onStages: (stages: readonly Stage[]) => void): EngineRun {
  const { spool, limits } = statement;
  const stages = new Stages();
  let inChild: readonly Stage[] = [];
  // the folder is made while a child is on its way
  const prepared = prepareSpool(spool, runAs);
  prepared.catch(() => undefined);
  return supervise<EngineResult>({
    limits, take, onSaid, tellsAtOnce: true,
    async prepare() {
      stages.end('child');
      const temporary = await prepared;
      onEvent({ kind: 'started' });
      const scans = await withPlainPaths(await withExactInstants(statement.scans, temporary), temporary);
      stages.end('preparation');
      return { ...statement, scans, kind: 'run', runAs, temporary };
    },
    answer(reply, peak) {
      if (reply.kind === 'rows') onEvent(reply);
      if (reply.kind !== 'done') return null;
      stages.end('answer');
      inChild = reply.stages;
      const { rowCount, truncated, spoolBytes, peakMemoryBytes } = reply;
      return { rowCount, truncated, spoolBytes, peakMemoryBytes: Math.max(peak, peakMemoryBytes) };
    },
    async clear() {
      await prepared.catch(() => undefined);
      await rm(join(spool, '.tmp'), { recursive: true, force: true });
      stages.end('clearing');
      onStages([...stages.list, ...inChild].sort((a, b) => a.at - b.at));
    },
  });
}
