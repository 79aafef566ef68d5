import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import type { QueryEngine, WriteRequest, WrittenFile } from '../port';
import { createWorkerPool } from './pool';
import type { RunAs } from './protocol';
import { startRun } from './run';
import { withExactInstants } from './scan/exact-instants';
import { withPlainPaths } from './scan/plain-paths';
import { SchemaMemory } from './schema-memory';
import type { Stage } from './stages';
import { createSpoolClient } from './spool-client';
import { createSpoolViews } from './spool-views';
import { probeWalls, type Wall } from './walls';
import { startWrite } from './write';

export interface DuckDbEngineOptions {
  /** folder of the bundles duckdb-worker.mjs and spool-reader.mjs */
  readonly workers: string;
  /** SQL that defines the functions which statements may call beside DuckDB's own */
  readonly macros: string;
  /** user and group of the children while they hold a person's text; only root can give one */
  readonly runAs: RunAs | null;
  /** children kept warm; 1 unless given */
  readonly idle?: number;
  /** bound of a child's private memory, by the system; 8 GiB unless given */
  readonly processBytes?: number;
  /** takes what the engine itself said of a failure, for the log: it may hold paths and names, and is shown to nobody */
  readonly onSaid?: (said: string) => void;
  /** takes the stages of each statement that ended, in their order, for the bench */
  readonly onStages?: (stages: readonly Stage[]) => void;
}

export interface DuckDbEngine extends QueryEngine {
  /** the system's walls around a statement, those that are missing with the reason */
  walls(): readonly Wall[];
}

/** The embedded engine: DuckDB in children, each used for one statement. Rejects only when the workers cannot be probed. */
export async function createDuckDbEngine({ workers, macros, runAs, idle = 1, processBytes = 8 * 2 ** 30, onSaid = () => undefined, onStages = () => undefined }: DuckDbEngineOptions): Promise<DuckDbEngine> {
  const { list, wrapper } = await probeWalls(runAs, processBytes);
  const memory = new SchemaMemory();
  const pool = createWorkerPool({ script: join(workers, 'duckdb-worker.mjs'), wrapper, macros, idle, runAs, memory, onSaid });
  const reader = createSpoolClient(join(workers, 'spool-reader.mjs'), wrapper, runAs, onSaid);

  const write = async (request: WriteRequest): Promise<readonly WrittenFile[]> => {
    const [worker, temporary] = await Promise.all([pool.start(), mkdtemp(join(tmpdir(), 'lakehouse-write-'))]);
    try {
      const scans = await withPlainPaths(await withExactInstants(request.scans, temporary), temporary);
      return await new Promise((resolve, reject) => {
        const deadline = setTimeout(() => reject(new AppError('TIMEOUT', `Writing took longer than the ${Math.round(request.limits.timeMs / 1000)} seconds that it may take.`)), request.limits.timeMs);
        void worker.exited.then(() => {
          clearTimeout(deadline);
          reject(new AppError('INTERNAL', 'The engine stopped while it wrote data files.'));
        });
        worker.onReply((reply) => {
          if (reply.kind === 'written') resolve(reply.files);
          else if (reply.kind === 'failed') {
            onSaid(reply.said);
            reject(new AppError(reply.error.code, reply.error.message, reply.error.details));
          }
        });
        worker.send({ kind: 'write', request: { ...request, scans }, temporary });
      });
    } finally {
      worker.kill();
      await worker.exited;
      await rm(temporary, { recursive: true, force: true });
    }
  };

  return {
    run: (statement, onEvent) => startRun(() => pool.take(), statement, { runAs, memory, onSaid, onStages }, onEvent),
    startWrite: (statement) => startWrite(() => pool.take(), statement, runAs, onSaid),
    async readSpool(spool, columns, offset, limit) {
      const answer = await reader.ask({ kind: 'page', spool, columns, offset, limit });
      if (answer.kind !== 'page') throw new AppError('INTERNAL', 'The reader of results answered out of turn.');
      return { rows: answer.rows, available: answer.available };
    },
    viewSpool: createSpoolViews(reader, runAs),
    async summarizeColumn(spool, columns, column, bars) {
      const answer = await reader.ask({ kind: 'summary', spool, columns, column, bars });
      if (answer.kind !== 'summary') throw new AppError('INTERNAL', 'The reader of results answered out of turn.');
      return answer.summary;
    },
    async readFooter(localPath) {
      const answer = await reader.ask({ kind: 'footer', localPath });
      if (answer.kind !== 'footer') throw new AppError('INTERNAL', 'The reader of results answered out of turn.');
      return answer.footer;
    },
    write,
    check: () => pool.check(),
    async close() {
      await Promise.all([pool.close(), reader.close()]);
    },
    walls: () => list,
  };
}
