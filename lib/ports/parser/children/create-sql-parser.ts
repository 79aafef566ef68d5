import { join } from 'node:path';
import { AppError, queryFailed } from '@/lib/model/errors';
import type { SqlParser } from '../port';
import { createSqlChildren } from './pool';
import type { SqlAnswer, SqlQuestion } from './protocol';

export interface SqlParserOptions {
  /** folder of the bundle sql-worker.mjs */
  readonly workers: string;
  /** texts that are worked on at once; 2 unless given */
  readonly size?: number;
  /** how long one text may take; 10 seconds unless given */
  readonly deadlineMs?: number;
  /** bound of a child's heap; 768 MiB unless given */
  readonly heapBytes?: number;
  /** takes what a child said when it failed, for the log: it may hold parts of a text, and is shown to nobody */
  readonly onSaid?: (said: string) => void;
}

const TEXT_MAX = 256 * 1024;

/** Trino's dialect in child processes. Children start at once and warm up by themselves; nothing is waited for. */
export function createSqlParser({ workers, size = 2, deadlineMs = 10_000, heapBytes = 768 * 2 ** 20, onSaid = () => undefined }: SqlParserOptions): SqlParser {
  const children = createSqlChildren({ script: join(workers, 'sql-worker.mjs'), size, deadlineMs, heapBytes, onSaid });

  const ask = async <K extends SqlQuestion['kind']>(question: Extract<SqlQuestion, { kind: K }>, signal?: AbortSignal): Promise<Extract<SqlAnswer, { kind: K }>> => {
    if ('text' in question && question.text.length > TEXT_MAX) {
      throw new AppError('TOO_LARGE', `The text has ${question.text.length.toLocaleString('en')} characters, and may have ${TEXT_MAX.toLocaleString('en')}.`);
    }
    const answer = await children.ask(question, signal);
    if (answer.kind === 'refused') throw queryFailed(answer.error.code, answer.error.message, answer.error.line, answer.error.column);
    if (answer.kind !== question.kind) {
      onSaid(answer.kind === 'broken' ? answer.said : `an answer of kind ${answer.kind} to a question of kind ${question.kind}`);
      throw new AppError('INTERNAL', 'This text could not be read, for a reason of the console.');
    }
    return answer as Extract<SqlAnswer, { kind: K }>;
  };

  return {
    parse: async (text, session, signal) => (await ask<'parse'>({ kind: 'parse', text, session }, signal)).script,
    translate: async (text, index, session, relations, signal) => (await ask<'translate'>({ kind: 'translate', text, index, session, relations }, signal)).translation,
    functions: async () => (await ask<'functions'>({ kind: 'functions' })).functions,
    close: () => children.close(),
  };
}
