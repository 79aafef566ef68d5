import type { SqlError, Span } from '@/lib/ports/parser/port';
import type { Database } from '@/lib/ports/db/port';
import { parseType, typeText } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import type { Phase } from './run-state';
import type { WriteOutcome } from './writes/outcome';
import type { QueryRun, ReadSnapshot, RunOrder, ScanStatistics, StatementRun } from './run';

/** A run as it is told to others: from the process while it lives, from the database afterwards. */
export interface RunRecord extends RunOrder {
  readonly phase: Phase;
  readonly session: { readonly catalog: string | null; readonly schema: string | null };
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly error: SqlError | null;
  readonly statements: readonly Readonly<StatementRun>[];
  /** false once the spool was swept */
  readonly resultKept: boolean;
}

type WireColumn = { readonly name: string; readonly type: string };
const columnsOut = (columns: readonly Column[] | null): WireColumn[] | null => columns?.map(({ name, type }) => ({ name, type: typeText(type) })) ?? null;
/** Json columns hold what this module itself wrote. */
const json = <T>(value: unknown): T => value as T;

/** Undo carries a body of any JSON; all of it is what this console made itself. */
const changeOut = ({ words, undo, on, ...rest }: WriteOutcome) => ({ ...rest, words: [...words], on: on === null ? null : { ...on }, undo: undo === null ? null : { ...undo, body: json<Record<string, string> | null>(undo.body) } });

export async function insertRun(db: Database, order: RunOrder, engine: string): Promise<void> {
  const { id, userId, sql, catalog, schema, rowLimit, via, submittedAt } = order;
  await db.client.query.create({ data: { id, userId, sql, catalog, schema, rowLimit, via, submittedAt, engine, phase: 'queued' } });
}

/** Writes the run and all its statements as they are now. */
export async function saveRun(db: Database, run: QueryRun): Promise<void> {
  const { phase, startedAt, endedAt, session } = run;
  await db.transaction(async (tx) => {
    await tx.query.update({
      where: { id: run.order.id },
      data: { phase, startedAt, endedAt, sessionCatalog: session.catalog, sessionSchema: session.schema, ...(run.error ? { error: { ...run.error } } : {}) },
    });
    for (const statement of run.statements) {
      const data = {
        phase: statement.phase, verb: statement.verb, text: statement.text, span: { ...statement.span },
        rowCount: statement.rowCount === null ? null : BigInt(statement.rowCount), truncated: statement.truncated,
        snapshots: statement.snapshots.map((snapshot) => ({ ...snapshot })),
        spool: statement.spool, spoolBytes: statement.spoolBytes === null ? null : BigInt(statement.spoolBytes),
        startedAt: statement.startedAt, endedAt: statement.endedAt,
        ...(statement.columns ? { columns: columnsOut(statement.columns) ?? [] } : {}),
        ...(statement.change ? { change: changeOut(statement.change) } : {}),
        ...(statement.statistics ? { statistics: { ...statement.statistics } } : {}),
        ...(statement.error ? { error: { ...statement.error } } : {}),
      };
      const key = { queryId: run.order.id, index: statement.index };
      await tx.queryStatement.upsert({ where: { queryId_index: key }, create: { ...key, ...data }, update: data });
    }
  });
}

const withAll = { user: { select: { name: true } }, statements: { orderBy: { index: 'asc' } } } as const;

export async function findRun(db: Database, id: string): Promise<RunRecord | null> {
  const row = await db.client.query.findUnique({ where: { id }, include: withAll });
  return row === null ? null : toRecord(row);
}

type Found = NonNullable<Awaited<ReturnType<typeof rowOf>>>;
const rowOf = (db: Database, id: string) => db.client.query.findUnique({ where: { id }, include: withAll });

function toRecord(row: Found): RunRecord {
  return {
    id: row.id, userId: row.userId, userName: row.user.name, sql: row.sql, catalog: row.catalog, schema: row.schema, rowLimit: row.rowLimit, via: row.via,
    submittedAt: row.submittedAt, startedAt: row.startedAt, endedAt: row.endedAt, phase: json<Phase>(row.phase),
    session: { catalog: row.sessionCatalog ?? row.catalog, schema: row.sessionSchema ?? row.schema },
    error: json<SqlError | null>(row.error), resultKept: row.spoolSweptAt === null,
    statements: row.statements.map((s) => ({
      index: s.index, verb: s.verb, text: s.text, span: json<Span>(s.span), phase: json<Phase>(s.phase),
      columns: json<WireColumn[] | null>(s.columns)?.map(({ name, type }) => ({ name, type: parseType(type) ?? { kind: 'unknown' as const } })) ?? null,
      rowCount: s.rowCount === null ? null : Number(s.rowCount), truncated: s.truncated,
      statistics: json<ScanStatistics | null>(s.statistics), snapshots: json<readonly ReadSnapshot[] | null>(s.snapshots) ?? [], change: json<WriteOutcome | null>(s.change),
      error: json<SqlError | null>(s.error), spool: s.spool, spoolBytes: s.spoolBytes === null ? null : Number(s.spoolBytes),
      startedAt: s.startedAt, endedAt: s.endedAt,
    })),
  };
}

export interface HistoryFilter {
  /** null: everybody's */
  readonly userId: string | null;
  readonly text: string | null;
  readonly phases: readonly Phase[] | null;
  readonly before: { readonly submittedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
export async function listRuns(db: Database, filter: HistoryFilter): Promise<readonly RunRecord[]> {
  const rows = await db.client.query.findMany({
    where: {
      ...(filter.userId === null ? {} : { userId: filter.userId }),
      ...(filter.text === null ? {} : { sql: { contains: filter.text, mode: 'insensitive' as const } }),
      ...(filter.phases === null ? {} : { phase: { in: [...filter.phases] } }),
      ...(filter.before === null ? {} : { OR: [{ submittedAt: { lt: filter.before.submittedAt } }, { submittedAt: filter.before.submittedAt, id: { lt: filter.before.id } }] }),
    },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }], take: filter.limit, include: withAll,
  });
  return rows.map(toRecord);
}

/** What a run says that the console stopped under. */
export const RUN_LOST: SqlError = { code: 'RUN_LOST', message: 'The console stopped while this was running. Run it again.', line: null, column: null };

/** What was under way when the last process ended is lost: nobody will finish it. Answers how many. */
export async function loseOpenRuns(db: Database, now: Date): Promise<number> {
  const open = ['queued', 'starting', 'running', 'finishing', 'cancelling'];
  const error = { ...RUN_LOST };
  return db.transaction(async (tx) => {
    await tx.queryStatement.updateMany({ where: { phase: { in: open } }, data: { phase: 'lost', endedAt: now, error } });
    return (await tx.query.updateMany({ where: { phase: { in: open } }, data: { phase: 'lost', endedAt: now, error } })).count;
  });
}

/** Ended runs whose results are kept, in the order of their end. */
export async function sweepable(db: Database): Promise<readonly { readonly id: string; readonly userId: string; readonly endedAt: Date }[]> {
  const rows = await db.client.query.findMany({ where: { spoolSweptAt: null, endedAt: { not: null } }, select: { id: true, userId: true, endedAt: true }, orderBy: { endedAt: 'asc' } });
  return rows.flatMap(({ endedAt, ...row }) => (endedAt === null ? [] : [{ ...row, endedAt }]));
}
export async function markSwept(db: Database, ids: readonly string[], now: Date): Promise<void> {
  await db.client.query.updateMany({ where: { id: { in: [...ids] } }, data: { spoolSweptAt: now } });
}
export async function forgetRuns(db: Database, before: Date): Promise<number> {
  return (await db.client.query.deleteMany({ where: { submittedAt: { lt: before }, endedAt: { not: null } } })).count;
}
export async function countRuns(db: Database, since: Date): Promise<{ all: number; failed: number }> {
  const [all, failed] = await Promise.all([
    db.client.query.count({ where: { submittedAt: { gte: since } } }),
    db.client.query.count({ where: { submittedAt: { gte: since }, phase: { in: ['failed', 'lost'] } } }),
  ]);
  return { all, failed };
}
