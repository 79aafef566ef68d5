import { AppError } from '@/lib/model/errors';
import { type Child, startChild } from '../../child';
import type { SqlAnswer, SqlQuestion, SqlReply } from './protocol';

export interface SqlChildren {
  /**
   * Puts a question to a child that nobody else asks. Rejects with QUERY_FAILED when the text cost the child its life (too slow,
   * too much memory), CANCELLED when `signal` aborts, TOO_MANY_REQUESTS when too many wait, UNAVAILABLE when no child starts.
   */
  ask(question: SqlQuestion, signal: AbortSignal | undefined): Promise<SqlAnswer>;
  close(): Promise<void>;
}

export interface SqlChildrenOptions {
  readonly script: string;
  /** children that work at once; one more stands by to take the place of one that dies */
  readonly size: number;
  readonly deadlineMs: number;
  /** bound of a child's heap */
  readonly heapBytes: number;
  readonly onSaid: (said: string) => void;
}

const START_DEADLINE_MS = 20_000;
/** how long a child may go on with a question that nobody waits for any more, before it is killed rather than kept */
const ABANDONED_MS = 250;
const WAITING_MAX = 500;

type Worker = Child<SqlQuestion, SqlReply>;
interface Waiter {
  /** one text of a person is worked on at a time, so that nobody's slow texts take every child; null for nobody's */
  readonly who: string | null;
  readonly resolve: (worker: Worker) => void;
  readonly reject: (error: AppError) => void;
}

export function createSqlChildren({ script, size, deadlineMs, heapBytes, onSaid }: SqlChildrenOptions): SqlChildren {
  const alive = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: Waiter[] = [];
  const busy = new Set<string>();
  let working = 0;
  let closed = false;

  const settle = (): void => {
    while (idle.length > 0 && working < size) {
      const at = waiting.findIndex(({ who }) => who === null || !busy.has(who));
      const [next] = at < 0 ? [] : waiting.splice(at, 1);
      const worker = next && idle.shift();
      if (!next || !worker) return;
      working += 1;
      if (next.who !== null) busy.add(next.who);
      next.resolve(worker);
    }
  };

  const start = (): void => {
    const worker: Worker = startChild(script, [], [`--max-old-space-size=${Math.ceil(heapBytes / 2 ** 20)}`]);
    alive.add(worker);
    let ready = false;
    const deadline = setTimeout(() => worker.kill(), START_DEADLINE_MS);
    worker.onReply(() => {
      ready = true;
      clearTimeout(deadline);
      idle.push(worker);
      settle();
    });
    void worker.exited.then((said) => {
      clearTimeout(deadline);
      alive.delete(worker);
      const at = idle.indexOf(worker);
      if (at >= 0) idle.splice(at, 1);
      if (said !== '' && !closed) onSaid(said);
      if (ready) refill();
      // one that cannot start is not tried again at once: whoever asks next tries
      else if (alive.size === 0) for (const { reject } of waiting.splice(0)) reject(new AppError('UNAVAILABLE', 'The process that reads SQL could not be started.', { retryAfterSeconds: 1 }));
    });
  };
  const refill = (): void => {
    while (!closed && alive.size < size + 1) start();
  };

  const take = (who: string | null, signal: AbortSignal | undefined): Promise<Worker> => new Promise((resolve, reject) => {
    if (closed) return reject(new AppError('UNAVAILABLE', 'The SQL parser is stopped.'));
    if (signal?.aborted) return reject(cancelled());
    if (waiting.length >= WAITING_MAX) return reject(new AppError('TOO_MANY_REQUESTS', 'Too many statements are waiting to be read. Try again in a moment.', { retryAfterSeconds: 1 }));
    const leave = (): void => {
      waiting.splice(waiting.indexOf(waiter), 1);
      reject(cancelled());
    };
    const waiter: Waiter = {
      who,
      resolve: (worker) => { signal?.removeEventListener('abort', leave); resolve(worker); },
      reject: (error) => { signal?.removeEventListener('abort', leave); reject(error); },
    };
    signal?.addEventListener('abort', leave, { once: true });
    waiting.push(waiter);
    refill();
    settle();
  });

  const converse = (worker: Worker, who: string | null, question: SqlQuestion, signal: AbortSignal | undefined): Promise<SqlAnswer> => new Promise((resolve, reject) => {
    let why = tooDear('took more memory than it may');
    const abandon = (): void => {
      reject(cancelled());
      setTimeout(() => { if (!answered) worker.kill(); }, ABANDONED_MS).unref();
    };
    let answered = false;
    const deadline = setTimeout(() => {
      why = tooDear(`took longer than ${Math.round(deadlineMs / 1000)} seconds`);
      worker.kill();
    }, deadlineMs);
    const done = (): void => {
      answered = true;
      working -= 1;
      if (who !== null) busy.delete(who);
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abandon);
    };
    worker.onReply((reply) => {
      done();
      idle.push(worker);
      settle();
      if (reply.kind !== 'ready') resolve(reply);
    });
    void worker.exited.then(() => {
      if (answered) return;
      done();
      settle();
      reject(closed ? new AppError('UNAVAILABLE', 'The SQL parser is stopped.') : why);
    });
    if (signal?.aborted) abandon();
    else signal?.addEventListener('abort', abandon, { once: true });
    worker.send(question);
  });

  refill();
  return {
    async ask(question, signal) {
      const who = 'session' in question ? question.session.user : null;
      return converse(await take(who, signal), who, question, signal);
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new AppError('UNAVAILABLE', 'The SQL parser is stopped.'));
      const last = [...alive];
      for (const worker of last) worker.kill();
      await Promise.all(last.map((worker) => worker.exited));
    },
  };
}

const cancelled = (): AppError => new AppError('CANCELLED', 'The statement was cancelled.');
const tooDear = (what: string): AppError =>
  new AppError('QUERY_FAILED', `Reading this text ${what}. Split it, or nest it less deeply.`, { sql: { name: 'STATEMENT_TOO_COMPLEX', line: null, column: null } });
