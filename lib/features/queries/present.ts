import { typeText } from '@/lib/model/values/type-text';
import type { QueryRun } from './run';
import { outer } from './run-state';
import type { RunRecord } from './store';
import type { WriteOutcome } from './writes/outcome';

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;
export const recordOf = (run: QueryRun): RunRecord => ({ ...run.order, phase: run.phase, session: run.session, startedAt: run.startedAt, endedAt: run.endedAt, error: run.error, statements: run.statements, resultKept: true });

/** The parts of `table/lake/shop/orders`: a name may hold points, so they cannot be read off its text. */
function placeOf(on: string): { catalog: string; namespace: string; table: string } {
  const [catalog = '', namespace = '', table = ''] = on.split('/').slice(1).map(decodeURIComponent);
  return { catalog, namespace, table };
}

const presentChange = (change: WriteOutcome | null) =>
  (change === null ? null : { on: change.on, metadataVersion: change.metadataVersion, snapshotId: change.snapshotId, words: [...change.words], undo: change.undo });

/** A run as the API tells it. */
export function presentRun(run: RunRecord, queuePosition: number | null) {
  return {
    id: run.id, state: outer(run.phase), phase: run.phase, sql: run.sql, catalog: run.catalog, schema: run.schema, rowLimit: run.rowLimit, user: run.userName, queuePosition,
    submittedAt: run.submittedAt.toISOString(), startedAt: instant(run.startedAt), endedAt: instant(run.endedAt), session: { ...run.session }, error: run.error,
    statements: run.statements.map((statement) => ({
      index: statement.index, verb: statement.verb, text: statement.text, span: { ...statement.span }, state: outer(statement.phase), phase: statement.phase,
      columns: statement.columns?.map(({ name, type }) => ({ name, type: typeText(type) })) ?? null, rowCount: statement.rowCount, truncated: statement.truncated, statistics: statement.statistics,
      snapshots: statement.snapshots.map(({ table, on, snapshotId, at }) => ({ name: table, ...placeOf(on), snapshotId, at })), updateType: statement.change?.updateType ?? null, updateCount: statement.change?.updateCount ?? null, change: presentChange(statement.change),
      error: statement.error, startedAt: instant(statement.startedAt), endedAt: instant(statement.endedAt),
    })),
  };
}

/** One line of the history. */
export function presentHistory(run: RunRecord) {
  const last = [...run.statements].reverse().find((statement) => statement.rowCount !== null);
  return {
    id: run.id, sql: run.sql.slice(0, 2000), state: outer(run.phase), phase: run.phase, user: run.userName, submittedAt: run.submittedAt.toISOString(), endedAt: instant(run.endedAt),
    milliseconds: run.startedAt === null || run.endedAt === null ? null : run.endedAt.getTime() - run.startedAt.getTime(), rowCount: last?.rowCount ?? null, statements: run.statements.length, error: run.error, resultKept: run.resultKept,
  };
}
