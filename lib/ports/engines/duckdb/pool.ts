import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import { startChild, type Child } from '../../child';
import type { RunAs, WorkerReply, WorkerRequest } from './protocol';
import type { SchemaMemory } from './schema-memory';

export type Worker = Child<WorkerRequest, WorkerReply>;

export interface WorkerPool {
  /** A warm child that nobody has used and that has given up its rights; it is the caller's to kill. Rejects with UNAVAILABLE when none can be started. */
  take(): Promise<Worker>;
  /** One that has the console's own rights, for what the console itself writes. It is started for this. */
  start(): Promise<Worker>;
  /** Resolves when a child waits warm, which stays for the next `take`. Rejects as `take` does. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const START_DEADLINE_MS = 20_000;
/** A new child costs a fifth of a second of a core: it must not take that from the statement for which its forerunner went, unless that one is long. */
const REFILL_AFTER_MS = 3000;

/**
 * What the engine frees stays with its process, in large pages: to ask the system for it anew, column by column and file by file,
 * takes a tenth of its processor time. The thresholds are those that glibc comes to by itself when a process lives longer than
 * one statement (mallopt(3), glibc's manual, Memory Allocation Tunables); other libraries pass over them.
 */
const MEMORY = { GLIBC_TUNABLES: 'glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864:glibc.malloc.top_pad=4194304:glibc.malloc.hugetlb=1' };

export interface PoolOptions {
  /** bundle of the worker */
  readonly script: string;
  /** program and arguments to start it behind */
  readonly wrapper: readonly string[];
  readonly macros: string;
  /** children kept ready */
  readonly idle: number;
  readonly runAs: RunAs | null;
  readonly memory: SchemaMemory;
  onSaid(said: string): void;
}

interface Started {
  readonly worker: Worker;
  readonly ready: Promise<Worker>;
  /** what it warmed up with is gone */
  readonly cleared: Promise<void>;
}

function startWorker({ script, wrapper, macros, memory, onSaid }: PoolOptions, runAs: RunAs | null): Started {
  const folder = join(tmpdir(), `lakehouse-warm-${randomUUID()}`);
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
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true }).catch((error: unknown) => onSaid(String(error)));
  const cleared = ready.then(clear, clear);
  worker.send({ kind: 'init', macros, runAs, schemas: memory.list(), folder });
  return { worker, ready, cleared };
}

/** Keeps `idle` children ready; each is handed out once, and its successor starts when it has ended. A burst starts its own. */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const waiting: Started[] = [];
  let closed = false;
  const refill = (): void => {
    while (!closed && waiting.length < options.idle) {
      const next = startWorker(options, options.runAs);
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
      const { ready } = waiting.shift() ?? startWorker(options, options.runAs);
      const worker = await ready;
      const late = setTimeout(refill, REFILL_AFTER_MS).unref();
      void worker.exited.then(() => {
        clearTimeout(late);
        refill();
      });
      return worker;
    },
    async start() {
      if (closed) throw new AppError('UNAVAILABLE', 'The SQL engine is stopped.');
      return startWorker(options, null).ready;
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
      await Promise.all(last.flatMap(({ worker, cleared }) => [worker.exited, cleared]));
    },
  };
}
