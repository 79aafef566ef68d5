import { z } from 'zod';
import { AppError, isAppError, queryFailed } from '@/lib/model/errors';
import type { ParsedScript, SqlSession } from '@/lib/ports/parser/port';
import { securables } from '@/lib/kernel/access/securables';
import { appendDenial } from '@/lib/kernel/audit/denial';
import { command } from '@/lib/kernel/command';
import { newContext } from '@/lib/kernel/new-context';
import type { Context } from '@/lib/kernel/context';
import { executeStatement } from './execute-statement';
import { applyTo, type QueryRun, type StatementRun } from './run';
import { hasEnded } from './run-state';
import type { Runs } from './runs';
import { toSqlError } from './sql-error';
import { RUN_LOST, saveRun } from './store';

const STATEMENTS_MAX = 200;
/** How long the embedded database, which works on the same thread, gives way to rows that leave. */
const SERVED_MS = 100;
/** A run that has ended by then is saved once, as it ended: until then it lives here, and what a kill leaves is lost either way. */
const SAVED_AFTER_MS = 250;

/**
 * Takes a submitted run from its turn to its end. Never rejects: what fails is the run's own failure, and what the
 * console does wrong is logged. `submitter` is the context of the request; the run gets one of its own that lives longer.
 */
export async function drive(submitter: Context, runs: Runs, run: QueryRun): Promise<void> {
  const { ports } = submitter;
  const now = submitter.now;
  let back: (() => void) | null = null;
  let saving: ReturnType<typeof setTimeout> | undefined;
  try {
    back = await runs.turns.enter(run.order.userId, run.order.id);
    run.apply('start', now());
    // read by a child, while it is asked here whether it may run at all
    const script = ports.parser.parse(run.order.sql, sessionOf(submitter, run), run.abort.signal);
    script.catch(() => undefined);
    const ctx = await mayRun(newContext(ports, submitter.principal, submitter.source, { requestId: submitter.requestId, signal: run.abort.signal, now }), {});
    saving = setTimeout(() => void save(ctx, run), SAVED_AFTER_MS);
    await runAll(ctx, run, await script);
  } catch (error) {
    if (!run.abort.signal.aborted) {
      run.error ??= toSqlError(error);
      run.apply('fail', now());
      if (run.error.code === 'GENERIC_INTERNAL_ERROR') ports.log.error({ error, queryId: run.order.id }, 'A query failed for a reason of the console');
    }
  } finally {
    clearTimeout(saving);
    finish(run, now());
    run.tell();
    back?.();
    await run.served(SERVED_MS);
    const isSaved = await save(submitter, run);
    const state = run.phase === 'finished' ? 'finished' : run.phase === 'cancelled' ? 'cancelled' : 'failed';
    runs.endedCounts[state] += 1;
    if (isSaved) runs.remove(run);
    else runs.unsaved.keep(run.order.id, () => save(submitter, run), () => runs.remove(run));
    run.settle();
  }
}

/** Answers the context with the rights that were read for it. */
const mayRun = command({ name: 'query.run', audit: 'none', input: z.object({}), permission: { privilege: 'run', securable: securables.engine() }, run: async (ctx) => ctx });

/** Whatever has no end yet gets the one that the run's course gives it. */
function finish(run: QueryRun, now: Date): void {
  if (run.lost) {
    for (const statement of run.statements) if (!hasEnded(statement.phase)) { statement.error = RUN_LOST; applyTo(statement, 'lose', now); }
    if (!run.hasEnded) { run.error = RUN_LOST; run.apply('lose', now); }
    return;
  }
  const cancelled = run.abort.signal.aborted || run.phase === 'cancelling';
  for (const statement of run.statements) {
    if (hasEnded(statement.phase)) continue;
    // what never began, or was interrupted by a failure elsewhere, counts as cancelled
    applyTo(statement, 'cancel', now);
    applyTo(statement, 'let-go', now);
  }
  if (run.hasEnded) return;
  if (cancelled) {
    run.apply('cancel', now);
    run.apply('let-go', now);
  } else run.apply(run.error === null ? 'finish' : 'fail', now);
}

/** Saves the run as it is when its turn comes: one after the other, so that an older state never follows a newer one. False when the database could not take it. */
function save(ctx: Context, run: QueryRun): Promise<boolean> {
  run.saved = run.saved.then(() => saveRun(ctx.ports.db, run)).then(() => true, (error: unknown) => {
    ctx.ports.log.error({ error, queryId: run.order.id }, 'The state of a query could not be saved');
    return false;
  });
  return run.saved;
}

const sessionOf = (ctx: Context, run: QueryRun): SqlSession => ({ ...run.session, user: ctx.principal.name, nowMs: run.startedAt?.getTime() ?? ctx.now().getTime() });

async function runAll(ctx: Context, run: QueryRun, script: ParsedScript): Promise<void> {
  run.statements = statementsOf(script, run.order.sql);
  if (script.statements.length > STATEMENTS_MAX) throw new AppError('INVALID_INPUT', `A run may have ${STATEMENTS_MAX} statements; this one has ${script.statements.length}.`);
  if (script.error === null && run.statements.length === 0) throw queryFailed('SYNTAX_ERROR', 'There is no statement in this text.', 1, 1);
  if (script.error !== null) {
    // nothing runs when any of it cannot be read
    const failed = run.statements.at(-1);
    if (failed) { failed.error = script.error; applyTo(failed, 'fail', ctx.now()); }
    run.error = script.error;
    run.apply('fail', ctx.now());
    return;
  }
  for (const [index, statement] of run.statements.entries()) {
    const parsed = script.statements[index];
    if (parsed === undefined || run.abort.signal.aborted) return;
    applyTo(statement, 'start', ctx.now());
    run.apply('work', ctx.now());
    try {
      await executeStatement(ctx, run, statement, parsed, sessionOf(ctx, run));
      applyTo(statement, 'finish', ctx.now());
      run.tell();
    } catch (error) {
      if (run.abort.signal.aborted) return;
      statement.error = toSqlError(error);
      await recordRefusal(ctx, run, statement, error);
      if (statement.error.code === 'GENERIC_INTERNAL_ERROR') ctx.ports.log.error({ error, queryId: run.order.id }, 'A statement failed for a reason of the console');
      applyTo(statement, 'fail', ctx.now());
      run.error = statement.error;
      run.apply('fail', ctx.now());
      return;
    }
    if (index < run.statements.length - 1) await save(ctx, run);
  }
}

/** What a statement was refused is in the audit, as every denial is; the seam records those that it answers itself. */
async function recordRefusal(ctx: Context, run: QueryRun, statement: StatementRun, error: unknown): Promise<void> {
  if (!isAppError(error) || error.code !== 'QUERY_FAILED' || error.details.securable === undefined) return;
  await appendDenial(ctx, 'query.read', error.details.securable, { refused: error.message, queryId: run.order.id, statement: statement.index });
}

function statementsOf(script: ParsedScript, sql: string): StatementRun[] {
  const blank = { phase: 'queued' as const, columns: null, rowCount: null, truncated: false, statistics: null, snapshots: [], change: null, error: null, spool: null, spoolBytes: null, startedAt: null, endedAt: null };
  const statements: StatementRun[] = script.statements.slice(0, STATEMENTS_MAX).map(({ index, verb, text, span }) => ({ ...blank, index, verb, text, span }));
  if (script.error === null) return statements;
  const start = script.statements.at(-1)?.span.end ?? 0;
  const { line, column } = script.error;
  return [...statements, { ...blank, index: statements.length, verb: 'statement', text: sql.slice(start).replace(/^[\s;]+/, ''), span: { start, end: sql.length, line: line ?? 1, column: column ?? 1 } }];
}
