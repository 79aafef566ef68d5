import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import { startChild, type Child } from '../../child';
import type { WorkerReply, WorkerRequest } from './protocol';

export type Worker = Child<WorkerRequest, WorkerReply>;

export interface WorkerPool {
  /** A warm child that nobody has used; it is the caller's to kill. Rejects with UNAVAILABLE when none can be started. */
  take(): Promise<Worker>;
  /** Resolves when a child waits warm, which stays for the next `take`. Rejects as `take` does. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const START_DEADLINE_MS = 20_000;
/** A new child costs half a second of a core: it must not take that from the statement for which its forerunner went, unless that one is long. */
const REFILL_AFTER_MS = 3000;

/**
 * What the engine frees stays with its process, in large pages: to ask the system for it anew, column by column and file by file,
 * takes a tenth of its processor time. The thresholds are those that glibc comes to by itself when a process lives longer than
 * one statement (mallopt(3), glibc's manual, Memory Allocation Tunables); other libraries pass over them.
 */
const MEMORY = { GLIBC_TUNABLES: 'glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864:glibc.malloc.top_pad=4194304:glibc.malloc.hugetlb=1' };

function startWorker(script: string, wrapper: readonly string[], macros: string, folder: string, onSaid: (said: string) => void): { worker: Worker; ready: Promise<Worker> } {
  const worker: Worker = startChild(script, wrapper, [], MEMORY);
  const ready = new Promise<Worker>((resolve, reject) => {
    const unavailable = (why: string): void => reject(new AppError('UNAVAILABLE', `The SQL engine could not be started: ${why}`));
    const deadline = setTimeout(() => {
      worker.kill();
      unavailable('its process did not answer in time.');
    }, START_DEADLINE_MS);
    worker.onReply((reply) => {
      clearTimeout(deadline);
      if (reply.kind === 'ready') resolve(worker);
      else {
        worker.kill();
        if (reply.kind === 'failed') onSaid(reply.said);
        unavailable('its process failed while it warmed up.');
      }
    });
    void worker.exited.then((said) => {
      clearTimeout(deadline);
      unavailable(said.trim().split('\n').at(-1) || 'its process ended at once.');
    });
  });
  worker.send({ kind: 'init', macros, folder });
  return { worker, ready };
}

/** Keeps `idle` children ready; each is handed out once, and its successor starts when it has ended. A burst starts its own. */
export function createWorkerPool(script: string, wrapper: readonly string[], macros: string, idle: number, onSaid: (said: string) => void): WorkerPool {
  const waiting: { worker: Worker; ready: Promise<Worker> }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-warm-'));
  let closed = false;
  const refill = (): void => {
    while (!closed && waiting.length < idle) {
      const next = startWorker(script, wrapper, macros, folder, onSaid);
      waiting.push(next);
      // One that failed to start, or died idle, is dropped; the next `take` starts another and reports what it says.
      const drop = (): void => {
        const at = waiting.indexOf(next);
        if (at >= 0) waiting.splice(at, 1);
      };
      next.ready.catch(drop);
      void next.worker.exited.then(drop);
    }
  };
  refill();
  return {
    async take() {
      if (closed) throw new AppError('UNAVAILABLE', 'The SQL engine is stopped.');
      const { ready } = waiting.shift() ?? startWorker(script, wrapper, macros, folder, onSaid);
      const worker = await ready;
      const late = setTimeout(refill, REFILL_AFTER_MS).unref();
      void worker.exited.then(() => {
        clearTimeout(late);
        refill();
      });
      return worker;
    },
    async check() {
      if (closed) throw new AppError('UNAVAILABLE', 'The SQL engine is stopped.');
      refill();
      await waiting[0]?.ready;
    },
    async close() {
      closed = true;
      const last = waiting.splice(0);
      for (const { worker } of last) worker.kill();
      await Promise.all(last.map(({ worker }) => worker.exited));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
