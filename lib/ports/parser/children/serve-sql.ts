import type { ParsedScript, ResolvedRelation, SqlError, SqlFunctionInfo, SqlSession, Translation } from '../port';
import type { SqlAnswer, SqlQuestion, SqlReply } from './protocol';

/** What a child knows of SQL; server/sql-worker.ts hands in core/sql. */
export interface SqlCraft {
  parse(text: string, session: SqlSession): ParsedScript;
  translate(text: string, index: number, session: SqlSession, relations: readonly ResolvedRelation[]): Translation;
  functions(): readonly SqlFunctionInfo[];
  /** the refusal in an error that the craft threw; null when it is a fault of ours */
  refusal(error: unknown): SqlError | null;
}

/** Everyday statements: the grammar builds its prediction tables on what it reads first, which takes most of a second. */
const WARM_UP = `WITH a AS (SELECT o.x, count(*) AS n, sum(CASE WHEN y > 1.5 THEN 1 ELSE 0 END) FROM c.s.t o JOIN u ON o.id = u.id AND u.k IN (1, 2) WHERE d >= DATE '2020-01-01' AND s LIKE 'x%' AND NOT z BETWEEN 1 AND 2 GROUP BY o.x HAVING count(*) > 1)
  SELECT a.*, row_number() OVER (PARTITION BY x ORDER BY n DESC) AS r, CAST(x AS varchar), m[1], (SELECT max(v) FROM w), date_trunc('day', d) FROM a LEFT JOIN "b$files" FOR VERSION AS OF 12 ON a.x = b.x OR b.y IS NULL WHERE EXISTS (SELECT 1 FROM e WHERE e.k = a.k) ORDER BY 1, n DESC NULLS LAST LIMIT 10;
  SHOW TABLES FROM c.s; DESCRIBE c.s.t; SELECT * FROM t`;
const NOBODY: SqlSession = { catalog: null, schema: null, user: '', nowMs: 0 };

const say = (reply: SqlReply): void => void process.send?.(reply);

/** The life of a child: warm up, then one question after the other. It leaves as soon as the console does. */
export function serveSql(craft: SqlCraft): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', (message) => say(answer(craft, message as SqlQuestion)));
  craft.parse(WARM_UP, NOBODY);
  say({ kind: 'ready' });
}

function answer(craft: SqlCraft, question: SqlQuestion): SqlAnswer {
  try {
    switch (question.kind) {
      case 'parse': return { kind: 'parse', script: craft.parse(question.text, question.session) };
      case 'translate': return { kind: 'translate', translation: craft.translate(question.text, question.index, question.session, question.relations) };
      case 'functions': return { kind: 'functions', functions: craft.functions() };
    }
  } catch (error) {
    const refusal = craft.refusal(error);
    if (refusal) return { kind: 'refused', error: refusal };
    return { kind: 'broken', said: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
