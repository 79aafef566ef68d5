import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent, EngineResult, EngineRun, EngineStatement } from '../port';
import type { Worker } from './pool';
import type { RunAs } from './protocol';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';
import { toWire } from './scan/wire-scan';
import type { SchemaMemory } from './schema-memory';
import { Stages, type Stage } from './stages';
import { supervise } from './supervise';

/** Makes the folder for what the engine spills; the spool is its user's for as long as it may write there. */
async function prepareSpool(spool: string, temporary: string, runAs: RunAs | null): Promise<void> {
  await mkdir(temporary, { recursive: true });
  if (runAs !== null) await Promise.all([chown(spool, runAs.uid, runAs.gid), chown(temporary, runAs.uid, runAs.gid)]);
}

export interface RunTools {
  readonly runAs: RunAs | null;
  readonly memory: SchemaMemory;
  onSaid(said: string): void;
  onStages(stages: readonly Stage[]): void;
}

/** Starts `statement` in a child of its own. */
export function startRun(take: () => Promise<Worker>, statement: EngineStatement, { runAs, memory, onSaid, onStages }: RunTools, onEvent: (event: EngineEvent) => void): EngineRun {
  const { spool, limits } = statement;
  const stages = new Stages();
  let inChild: readonly Stage[] = [];
  let isFirstReply = true;
  // the folder is made while a child is on its way
  const temporary = join(spool, '.tmp');
  const prepared = prepareSpool(spool, temporary, runAs);
  prepared.catch(() => undefined);
  return supervise<EngineResult>({
    limits, take, onSaid, tellsAtOnce: true, begin: { kind: 'begin', limits, temporary },
    async prepare() {
      stages.end('child');
      await prepared;
      onEvent({ kind: 'started' });
      const scans = await withPlainPaths(await withExactInstants(statement.scans, temporary), temporary);
      stages.end('preparation');
      return { ...statement, scans: scans.map(toWire), kind: 'run' };
    },
    answer(reply, peak) {
      // a child that has looked at a person's text is no longer believed what it says for others
      if (reply.kind === 'learned' && isFirstReply) memory.learn(reply.schemas);
      isFirstReply = false;
      if (reply.kind === 'rows') onEvent(reply);
      if (reply.kind !== 'done') return null;
      stages.end('answer');
      inChild = reply.stages;
      const { rowCount, truncated, spoolBytes, peakMemoryBytes } = reply;
      return { rowCount, truncated, spoolBytes, peakMemoryBytes: Math.max(peak, peakMemoryBytes) };
    },
    async clear() {
      await prepared.catch(() => undefined);
      await rm(temporary, { recursive: true, force: true });
      stages.end('clearing');
      onStages([...stages.list, ...inChild].sort((a, b) => a.at - b.at));
    },
  });
}
