import { z } from 'zod';
import { AppError, isAppError } from '@/lib/model/errors';
import type { ParsedStatement, SqlSession, WriteKind } from '@/lib/ports/parser/port';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { planStatement, type TableRead } from './plan-statement';
import { qualify } from './resolve';
import { schemaPath } from './schema-path';
import { toSqlError } from './sql-error';
import { foresee } from './writes/foresee';
import { isWrite } from './writes/run-write';

const CHECKED_MAX = 20;

/** One sentence when a partitioned table is read whole. */
function advise(reads: readonly TableRead[]): string | null {
  const whole = reads.find(({ relation, statistics }) => relation.kind === 'table' && statistics !== null && statistics.filesTotal > 8 && statistics.filesPlanned === statistics.filesTotal);
  if (whole?.relation.kind !== 'table') return null;
  const { metadata } = whole.relation.loaded;
  const spec = metadata.partitionSpecs.find((candidate) => candidate.specId === metadata.defaultSpecId);
  const field = spec?.fields.find((candidate) => candidate.transform.kind !== 'void');
  const source = whole.relation.schema.fields.find((candidate) => candidate.id === field?.sourceId);
  return source === undefined ? null : `${whole.relation.name} has no filter on ${source.name}, by which it is partitioned; one would read fewer files.`;
}

/** What a cluster of Trino 426 would not know yet. */
function newerThan(kind: WriteKind): string | null {
  const newer = kind.kind === 'truncate' ? 'TRUNCATE TABLE' : 'orReplace' in kind && kind.orReplace ? 'CREATE OR REPLACE TABLE' : null;
  return newer === null ? null : `${newer} of Iceberg tables is newer than Trino 426, which does not know it.`;
}

async function checkOne(ctx: Context, sql: string, parsed: ParsedStatement, session: SqlSession) {
  const tables = parsed.tables.flatMap((mention) => {
    try {
      const { catalog, schema, table } = qualify(mention, session);
      return [{ name: `${catalog}.${schema}.${table}`, catalog, namespace: schemaPath(schema), table }];
    } catch {
      // which name is missing is said by the plan below
      return [];
    }
  });
  const base = { index: parsed.index, span: { ...parsed.span }, verb: parsed.verb, tables };
  try {
    const kind = parsed.statement;
    if (kind.kind === 'unsupported') return { ...base, error: kind.error, statistics: null, advice: null, words: [] };
    if (isWrite(kind)) {
      const { words, statistics, reads } = await foresee(ctx, kind, sql, parsed, session);
      return { ...base, error: null, statistics, advice: newerThan(kind) ?? advise(reads), words: [...words] };
    }
    if (kind.kind !== 'query' && kind.kind !== 'explain') return { ...base, error: null, statistics: null, advice: null, words: [] };
    const { statistics, reads } = await planStatement(ctx, sql, parsed, session);
    return { ...base, error: null, statistics, advice: advise(reads), words: [] };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...base, error: toSqlError(error), statistics: null, advice: null, words: [] };
  }
}

const WAITING_MAX = 20;
const KEY = Symbol.for('lakehouse-console.checks');
interface Turn { readonly last: Promise<unknown>; readonly waiting: number }

/** One text of a person at a time: an editor asks at every pause, and none may take the readers of SQL from everybody else. */
async function inTurn<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  const holder = ctx.ports as { [KEY]?: Map<string, Turn> };
  const turns = (holder[KEY] ??= new Map());
  const { id } = ctx.principal;
  const before = turns.get(id);
  if ((before?.waiting ?? 0) >= WAITING_MAX) throw new AppError('TOO_MANY_REQUESTS', 'Too many of your texts wait to be checked. Ask again in a moment.', { retryAfterSeconds: 2 });
  const mine = (before?.last ?? Promise.resolve()).then(() => {
    if (ctx.signal.aborted) throw new AppError('CANCELLED', 'Nobody waits for this check any more.');
    return work();
  });
  const last = mine.catch(() => undefined);
  turns.set(id, { last, waiting: (before?.waiting ?? 0) + 1 });
  try {
    return await mine;
  } finally {
    const now = turns.get(id);
    if (now?.last === last) turns.delete(id);
    else if (now !== undefined) turns.set(id, { ...now, waiting: now.waiting - 1 });
  }
}

/** Reads, types and plans a text as running it would, and runs nothing. */
export const checkQuery = command({
  name: 'query.check', audit: 'none', permission: { privilege: 'run', securable: securables.engine() },
  input: z.object({ sql: z.string().min(1).max(262_144), catalog: z.string().max(255).optional(), schema: z.string().max(2000).optional() }),
  run: (ctx, input) => inTurn(ctx, async () => {
    let session: SqlSession = { catalog: input.catalog ?? ctx.ports.catalog.name, schema: input.schema ?? null, user: ctx.principal.name, nowMs: ctx.now().getTime() };
    const script = await ctx.ports.parser.parse(input.sql, session, ctx.signal);
    const statements = [];
    for (const parsed of script.statements.slice(0, CHECKED_MAX)) {
      statements.push(await checkOne(ctx, input.sql, parsed, session));
      if (parsed.statement.kind === 'use') session = { ...session, catalog: parsed.statement.catalog ?? session.catalog, schema: parsed.statement.schema };
    }
    return { statements, error: script.error };
  }),
});
