import { readFile } from 'node:fs/promises';
import { AppError, isNoRoom } from '@/lib/model/errors';
import type { EngineLimits } from '../port';
import type { Worker } from './pool';
import type { BeginRequest, WorkerReply, WorkerRequest } from './protocol';

const INTERRUPT_GRACE_MS = 500;
const MEMORY_LOOK_MS = 50;
const DISK_LOOK_MS = 1000;
/** what a child takes before it does anything */
const BASE_MEMORY_BYTES = 160 * 1024 * 1024;
const PAGE_BYTES = 4096;

const sqlError = (name: string, message: string): AppError => new AppError('QUERY_FAILED', message, { sql: { name, line: null, column: null } });

/** A folder or a file that could not be made for want of room. */
const fullDisk = (error: unknown): AppError | null =>
  (isNoRoom(error) ? new AppError('STORAGE_FULL', 'There is no room left on the disk for the result of this statement.', {}, { cause: error }) : null);

/** Resident memory of a process in bytes, or null where the system does not tell. */
async function residentBytes(pid: number): Promise<number | null> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return null;
  }
}

/** What one child is to do. */
export interface Task<Result> {
  readonly limits: EngineLimits;
  take(): Promise<Worker>;
  /** what the child can be at while its request is prepared */
  readonly begin: BeginRequest;
  /** called when the child is there; what it makes is gone again after `clear` */
  prepare(): Promise<WorkerRequest>;
  /** null: an answer that is not the last */
  answer(reply: WorkerReply, peakMemoryBytes: number): Result | null;
  clear(): Promise<void>;
  /** looks now and then at what the child has put on the disk; answers why it is to be stopped */
  outgrown?(): Promise<AppError | null>;
  /** the result is told while the child, which was killed, is on its way out: some ten milliseconds earlier */
  readonly tellsAtOnce: boolean;
  onSaid(said: string): void;
}

/**
 * Gives a task to a child of its own. The child is killed when it has answered, when it is over its time or its memory, and
 * half a second after it was told to stop.
 */
export function supervise<Result>(task: Task<Result>): { readonly result: Promise<Result>; cancel(): Promise<void> } {
  const { limits } = task;
  let worker: Worker | null = null;
  /** why it ends, when it is not the child that says so */
  let ending: AppError | null = null;
  let peak = 0;
  /** the child is gone, and what it left is cleared away */
  let left: Promise<void> = Promise.resolve();
  let leaveQueue: (why: AppError) => void = () => undefined;

  const stop = (why: AppError): void => {
    if (ending !== null) return;
    ending = why;
    const stopping = worker;
    if (stopping === null) {
      leaveQueue(why);
      return;
    }
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
    if (bytes > limits.memoryBytes * 2 + BASE_MEMORY_BYTES) {
      stop(sqlError('EXCEEDED_LOCAL_MEMORY_LIMIT', `The statement needed more than the ${Math.round(limits.memoryBytes / 1_048_576)} MiB of memory that it may use.`));
    }
  };

  let isLooking = false;
  const watchDisk = async (): Promise<void> => {
    if (isLooking || ending !== null) return;
    isLooking = true;
    try {
      const why = (await task.outgrown?.()) ?? null;
      if (why !== null) stop(why);
    } finally {
      isLooking = false;
    }
  };

  const converse = (child: Worker, request: WorkerRequest): Promise<Result> => new Promise((resolve, reject) => {
    child.onReply((reply: WorkerReply) => {
      if (ending !== null) {
        // It has let go: nothing is left to wait for.
        if (reply.kind !== 'rows' && reply.kind !== 'learned') child.kill();
        return;
      }
      if (reply.kind === 'failed') {
        task.onSaid(reply.said);
        reject(new AppError(reply.error.code, reply.error.message, reply.error.details));
        return;
      }
      try {
        const result = task.answer(reply, peak);
        if (result !== null) resolve(result);
      } catch (error) {
        reject(error as Error);
      }
    });
    void child.exited.then((said) => {
      if (ending === null && said !== '') task.onSaid(said);
      reject(ending ?? sqlError('GENERIC_INTERNAL_ERROR', 'The engine stopped while running this statement.'));
    });
    child.send(request);
  });

  /** A child, unless the task is stopped before one is there: the one that comes too late has nothing to do. */
  const takeChild = async (): Promise<Worker> => {
    const coming = task.take();
    try {
      return await Promise.race([coming, new Promise<never>((_, reject) => { leaveQueue = reject; })]);
    } catch (error) {
      void coming.then((late) => late.kill(), () => undefined);
      left = task.clear();
      throw error;
    }
  };

  const run = async (): Promise<Result> => {
    const child = await takeChild();
    worker = child;
    child.send(task.begin);
    const deadline = setTimeout(() => stop(new AppError('TIMEOUT', `The statement ran longer than the ${Math.round(limits.timeMs / 1000)} seconds that it may take.`)), limits.timeMs);
    const watch = setInterval(() => void watchMemory(child.pid), MEMORY_LOOK_MS);
    const disk = task.outgrown === undefined ? null : setInterval(() => void watchDisk().catch((error: unknown) => task.onSaid(String(error))), DISK_LOOK_MS);
    try {
      const request = await task.prepare().catch((error: unknown) => { throw fullDisk(error) ?? error; });
      if (ending !== null) throw ending;
      return await converse(child, request);
    } finally {
      clearTimeout(deadline);
      clearInterval(watch);
      if (disk !== null) clearInterval(disk);
      child.kill();
      left = child.exited.then(() => task.clear());
      // nobody waits for it where the result is told at once: what goes wrong is for the log
      if (task.tellsAtOnce) left = left.catch((error: unknown) => task.onSaid(String(error)));
    }
  };

  const wholeRun = async (): Promise<Result> => {
    try {
      const result = await run();
      if (!task.tellsAtOnce) await left;
      return result;
    } catch (error) {
      await left;
      throw error;
    }
  };
  const result = wholeRun();
  // Who cancels hears of it by `cancel`; a result that nobody awaits must not end the process.
  result.catch(() => undefined);
  return {
    result,
    async cancel() {
      stop(new AppError('CANCELLED', 'The statement was cancelled.'));
      await result.catch(() => undefined);
      await left;
    },
  };
}
