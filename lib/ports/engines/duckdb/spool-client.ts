import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';
import { startChild, type Child } from '../../child';
import type { ReaderReply, ReaderRequest, RunAs } from './protocol';

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;
type Question = WithoutId<Extract<ReaderRequest, { id: number }>>;
type Answer = Extract<ReaderReply, { id: number }>;

export interface SpoolClient {
  /** Rejects with what the reader says; with UNAVAILABLE when it cannot be started, died twice over the question, or does not answer. */
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

const ANSWER_DEADLINE_MS = 30_000;

interface Reader {
  readonly child: Child<ReaderRequest, ReaderReply>;
  readonly open: Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>;
}

const gone = (): AppError => new AppError('UNAVAILABLE', 'The reader of results stopped. Ask again.', { retryAfterSeconds: 1 });

/** One long-lived child that reads results; another takes its place when it dies. */
export function createSpoolClient(script: string, wrapper: readonly string[], runAs: RunAs | null, onSaid: (said: string) => void): SpoolClient {
  let reader: Reader | null = null;
  let lastId = 0;
  let closed = false;

  const start = (): Reader => {
    const child: Reader['child'] = startChild(script, wrapper);
    const started: Reader = { child, open: new Map() };
    child.onReply((reply) => {
      if (reply.kind === 'ready') return;
      const waiting = started.open.get(reply.id);
      started.open.delete(reply.id);
      if (reply.kind === 'failed') {
        onSaid(reply.said);
        waiting?.reject(new AppError(reply.error.code, reply.error.message, reply.error.details));
      } else waiting?.resolve(reply);
    });
    const temporary = mkdtempSync(join(tmpdir(), 'lakehouse-reader-'));
    if (runAs !== null) chownSync(temporary, runAs.uid, runAs.gid);
    void child.exited.then((said) => {
      rmSync(temporary, { recursive: true, force: true });
      if (said !== '' && !closed) onSaid(said);
      if (reader === started) reader = null;
      for (const { reject } of started.open.values()) reject(gone());
    });
    child.send({ kind: 'init', runAs, temporary });
    return started;
  };

  const askOnce = (question: Question): Promise<Answer> => {
    if (closed) throw new AppError('UNAVAILABLE', 'The SQL engine is stopped.');
    const current = (reader ??= start());
    const id = (lastId += 1);
    return new Promise<Answer>((resolve, reject) => {
      const deadline = setTimeout(() => current.child.kill(), ANSWER_DEADLINE_MS);
      current.open.set(id, {
        resolve: (answer) => { clearTimeout(deadline); resolve(answer); },
        reject: (error) => { clearTimeout(deadline); reject(error); },
      });
      current.child.send({ ...question, id } as ReaderRequest);
    });
  };

  reader = start();
  return {
    async ask(question) {
      try {
        return await askOnce(question);
      } catch (error) {
        // A reader that another question brought down takes this one with it: that one question is asked again.
        if ((error as AppError).code === 'UNAVAILABLE' && !closed) return askOnce(question);
        throw error;
      }
    },
    async close() {
      closed = true;
      const last = reader;
      last?.child.kill();
      await last?.child.exited;
    },
  };
}
