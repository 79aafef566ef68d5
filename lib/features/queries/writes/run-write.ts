import { AppError, queryFailed } from '@/lib/model/errors';
import type { ParsedStatement, SqlSession, StatementKind, WriteKind } from '@/lib/ports/parser/port';
import type { Context } from '@/lib/kernel/context';
import type { ScanStatistics } from '../run';
import { alterTable } from './alter-table';
import { createSchema, dropSchema } from './change-schema';
import { createByColumns } from './create-table';
import { createAs } from './create-table-as';
import { callProcedure, executeProcedure } from './execute-procedure';
import { dropByName } from './drop-table';
import type { WriteOutcome } from './outcome';
import { planRows } from './plan-rows';
import { changeRows, truncate } from './write-rows';

interface WriteRun {
  readonly script: string;
  readonly statement: ParsedStatement;
  readonly session: SqlSession;
  readonly queryId: string;
  /** told what is read, as soon as it is planned */
  planned(statistics: ScanStatistics): void;
}

/** Does what a statement that writes asks for, by the verbs that the screens use. */
export async function runWrite(ctx: Context, kind: WriteKind, { script, statement, session, queryId, planned }: WriteRun): Promise<WriteOutcome> {
  requireWritingToken(ctx, statement);
  switch (kind.kind) {
    case 'create-schema': return createSchema(ctx, kind, session, false);
    case 'create-table': return createByColumns(ctx, statement, kind, session, false);
    case 'create-table-as': return createAs(ctx, script, statement, kind, session, queryId);
    case 'insert': case 'delete': case 'update': case 'merge': {
      const rows = await planRows(ctx, script, statement, kind, session);
      planned(rows.plan.statistics);
      if (ctx.signal.aborted) throw new AppError('CANCELLED', 'The query was cancelled.');
      return changeRows(ctx, script, statement, kind, session, rows, queryId);
    }
    case 'truncate': return truncate(ctx, statement, kind, session, queryId);
    case 'alter-table': case 'comment': return alterTable(ctx, statement.span, kind, session, false);
    case 'execute': return executeProcedure(ctx, script, statement, kind, session, false);
    case 'call': return callProcedure(ctx, kind, session, false);
    case 'drop-table': return dropByName(ctx, kind, session, false);
    case 'drop-schema': return dropSchema(ctx, kind, session, false);
  }
}

const READING: ReadonlySet<StatementKind['kind']> = new Set(['query', 'explain', 'use', 'unsupported', 'show-catalogs', 'show-schemas', 'show-tables', 'show-columns', 'show-create-table', 'show-create-schema', 'show-functions', 'show-session']);
export const isWrite = (kind: StatementKind): kind is WriteKind => !READING.has(kind.kind);

/** A token that may only read says so before anything is looked up for it. */
export function requireWritingToken(ctx: Context, { span: { line, column } }: ParsedStatement): void {
  if (ctx.rights.scope === 'read') throw queryFailed('PERMISSION_DENIED', 'Access Denied: This token may only read. Use one with the scope all.', line, column);
}
