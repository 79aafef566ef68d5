import { chown, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import type { EngineEvent, EngineResult, EngineRun, EngineScan, EngineStatement } from '../port';
import type { Worker } from './pool';
import type { RunAs, WorkerReply } from './protocol';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';

const INTERRUPT_GRACE_MS = 500;
const MEMORY_LOOK_MS = 50;
/** what a child takes before it does anything */
const BASE_MEMORY_BYTES = 160 * 1024 * 1024;
const PAGE_BYTES = 4096;

const sqlError = (name: string, message: string): AppError => new AppError('QUERY_FAILED', message, { sql: { name, line: null, column: null } });

/** Resident memory of a process in bytes, or null where the system does not tell. */
async function residentBytes(pid: number): Promise<number | null> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return null;
  }
}

/** Makes the folder for what the engine spills; the spool is its user's for as long as it may write there. */
async function prepareSpool(spool: string, runAs: RunAs | null): Promise<string> {
  const temporary = join(spool, '.tmp');
  await mkdir(temporary, { recursive: true });
  if (runAs !== null) await Promise.all([chown(spool, runAs.uid, runAs.gid), chown(temporary, runAs.uid, runAs.gid)]);
  return temporary;
}

/**
 * Starts `statement` in a child of its own. The child is killed when it has answered, when it is over its time or
 * its memory, and half a second after it was told to stop.
 */
export function startRun(take: () => Promise<Worker>, statement: EngineStatement, runAs: RunAs | null, onEvent: (event: EngineEvent) => void, onSaid: (said: string) => void): EngineRun {
  let worker: Worker | null = null;
  /** why the run ends, when it is not the child that says so */
  let ending: AppError | null = null;
  let peak = 0;

  const stop = (why: AppError): void => {
    if (ending !== null) return;
    ending = why;
    const stopping = worker;
    if (stopping === null) return;
    if (why.code === 'QUERY_FAILED') stopping.kill();
    else {
      stopping.send({ kind: 'cancel' });
      const killer = setTimeout(() => stopping.kill(), INTERRUPT_GRACE_MS);
      void stopping.exited.then(() => clearTimeout(killer));
    }
  };

  const watchMemory = async (pid: number): Promise<void> => {
    const bytes = await residentBytes(pid);
    if (bytes === null) return;
    peak = Math.max(peak, bytes);
    if (bytes > statement.limits.memoryBytes * 2 + BASE_MEMORY_BYTES) {
      stop(sqlError('EXCEEDED_LOCAL_MEMORY_LIMIT', `The statement needed more than the ${Math.round(statement.limits.memoryBytes / 1_048_576)} MiB of memory that it may use.`));
    }
  };

  const converse = (child: Worker, temporary: string, scans: readonly EngineScan[]): Promise<EngineResult> => new Promise((resolve, reject) => {
    child.onReply((reply: WorkerReply) => {
      if (ending !== null) {
        // It has let go: nothing is left to wait for.
        if (reply.kind !== 'rows') child.kill();
      } else if (reply.kind === 'rows') onEvent(reply);
      else if (reply.kind === 'done') {
        const { rowCount, truncated, spoolBytes, peakMemoryBytes } = reply;
        resolve({ rowCount, truncated, spoolBytes, peakMemoryBytes: Math.max(peak, peakMemoryBytes) });
      } else if (reply.kind === 'failed') {
        onSaid(reply.said);
        reject(new AppError(reply.error.code, reply.error.message, reply.error.details));
      }
    });
    void child.exited.then((said) => {
      if (ending === null && said !== '') onSaid(said);
      reject(ending ?? sqlError('GENERIC_INTERNAL_ERROR', 'The engine stopped while running this statement.'));
    });
    child.send({ ...statement, scans, kind: 'run', runAs, temporary });
  });

  const run = async (): Promise<EngineResult> => {
    const [child, temporary] = await Promise.all([take(), prepareSpool(statement.spool, runAs)]);
    worker = child;
    const deadline = setTimeout(() => stop(new AppError('TIMEOUT', `The statement ran longer than the ${Math.round(statement.limits.timeMs / 1000)} seconds that it may take.`)), statement.limits.timeMs);
    const watch = setInterval(() => void watchMemory(child.pid), MEMORY_LOOK_MS);
    try {
      if (ending !== null) throw ending;
      onEvent({ kind: 'started' });
      return await converse(child, temporary, await withPlainPaths(await withExactInstants(statement.scans, temporary), temporary));
    } finally {
      clearTimeout(deadline);
      clearInterval(watch);
      child.kill();
      await child.exited;
      await rm(temporary, { recursive: true, force: true });
    }
  };

  const result = run();
  // Who cancels hears of it by `cancel`; a result that nobody awaits must not end the process.
  result.catch(() => undefined);
  return {
    result,
    async cancel() {
      stop(new AppError('CANCELLED', 'The statement was cancelled.'));
      await result.catch(() => undefined);
    },
  };
}
