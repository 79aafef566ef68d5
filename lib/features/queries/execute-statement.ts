import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, hasCode } from '@/lib/model/errors';
import type { EngineScan, EngineStatement } from '@/lib/ports/engines/port';
import type { ParsedStatement, SqlSession } from '@/lib/ports/parser/port';
import { command, type Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { answerStatement } from './answer-statement';
import { nothing, type Answer } from './answers';
import { planStatement } from './plan-statement';
import { applyTo, type QueryRun, type StatementRun } from './run';
import { dropSpool, makeSpool, spoolName } from './spool';
import { isWrite, runWrite } from './writes/run-write';

interface Execution {
  readonly run: QueryRun;
  readonly statement: StatementRun;
  readonly needs: readonly Need[];
  readonly sql: string;
  readonly functions: readonly string[];
  readonly scans: readonly EngineScan[];
}

/**
 * Runs one planned statement on the engine: the act by which rows are read, so it passes the seam and is recorded; before it
 * begins as well, since its first rows leave while it runs.
 */
const execute = command({
  name: 'query.read', audit: 'mutation', withReadScope: true, input: z.object({ execution: z.custom<Execution>() }),
  permission: ({ execution }) => (execution.needs.length === 0 ? 'authenticated' : execution.needs),
  run: async (ctx, { execution: { run, statement, sql, functions, scans } }) => {
    const { settings, engine } = ctx.ports;
    ctx.note({ queryId: run.order.id, statement: statement.index, textHash: createHash('sha256').update(statement.text).digest('hex'), tables: statement.snapshots.map(({ table, snapshotId }) => ({ table, snapshotId })) });
    const spool = spoolName(run.order.id, statement.index);
    statement.spool = spool;
    const order: EngineStatement = {
      sql, functions, scans, columns: statement.columns ?? [], spool: await makeSpool(settings.spool, spool), rowLimit: run.order.rowLimit,
      limits: { memoryBytes: settings.queries.memoryBytes, threads: settings.queries.threads, timeMs: settings.queries.timeMs, spoolBytes: settings.queries.resultBytes },
    };
    ctx.signal.throwIfAborted();
    const engineRun = engine.run(order, (event) => {
      applyTo(statement, 'work', ctx.now());
      if (event.kind !== 'rows') return;
      statement.rowCount = event.available;
      run.tell();
    });
    const stop = (): void => { engineRun.cancel().catch((error: unknown) => ctx.ports.log.error({ error, queryId: run.order.id }, 'A cancelled statement could not be stopped')); };
    ctx.signal.addEventListener('abort', stop, { once: true });
    try {
      const result = await engineRun.result;
      applyTo(statement, 'drained', ctx.now());
      statement.rowCount = result.rowCount;
      statement.truncated = result.truncated;
      statement.spoolBytes = result.spoolBytes;
      run.tell();
      ctx.note({ rows: result.rowCount, bytes: result.spoolBytes });
    } catch (error) {
      // what is there of an answer that does not fit must not be what keeps the disk full
      if (hasCode(error, 'STORAGE_FULL')) {
        await dropSpool(settings.spool, spool);
        Object.assign(statement, { spool: null, rowCount: null });
      }
      throw error;
    } finally {
      ctx.signal.removeEventListener('abort', stop);
    }
  },
});

/** Does what a statement that writes asks for and answers as Trino does: the count of rows, or nothing. Null of one that does not write. */
async function writeAnswer(ctx: Context, run: QueryRun, statement: StatementRun, parsed: ParsedStatement, session: SqlSession): Promise<Answer | null> {
  const kind = parsed.statement;
  if (!isWrite(kind)) return null;
  applyTo(statement, 'work', ctx.now());
  const planned = (statistics: StatementRun['statistics']): void => { statement.statistics = statistics; };
  statement.change = await runWrite(ctx, kind, { script: run.order.sql, statement: parsed, session, queryId: run.order.id, planned });
  const { updateCount } = statement.change;
  return updateCount === null ? nothing : { columns: [{ name: 'rows', type: { kind: 'bigint' } }], rows: [[String(updateCount)]] };
}

/** One statement from its tables to its rows in the spool. Throws what it fails with. */
export async function executeStatement(ctx: Context, run: QueryRun, statement: StatementRun, parsed: ParsedStatement, session: SqlSession): Promise<void> {
  const script = run.order.sql;
  const use = (catalog: string, schema: string): void => { run.session = { catalog, schema }; };
  const answer = (await answerStatement(ctx, script, parsed, session, use)) ?? (await writeAnswer(ctx, run, statement, parsed, session));
  if (answer !== null) {
    statement.columns = answer.columns;
    const columns = answer.columns.map(({ type }, index) => ({ name: `c${index}`, type }));
    const sql = `SELECT ${columns.map(({ name }) => name).join(', ')} FROM answer`;
    await execute(ctx, { execution: { run, statement, needs: [], sql, functions: [], scans: [{ kind: 'rows', alias: 'answer', columns, rows: answer.rows }] } });
    return;
  }
  const plan = await planStatement(ctx, script, parsed, session);
  statement.columns = plan.translation.columns;
  statement.statistics = plan.statistics;
  statement.snapshots = plan.snapshots;
  if (ctx.signal.aborted) throw new AppError('CANCELLED', 'The query was cancelled.');
  await execute(ctx, { execution: { run, statement, needs: plan.needs, sql: plan.translation.sql, functions: plan.translation.functions, scans: plan.scans } });
}
