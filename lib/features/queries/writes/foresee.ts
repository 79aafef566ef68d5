import type { ParsedStatement, SqlSession, WriteKind } from '@/lib/ports/parser/port';
import type { Context } from '@/lib/kernel/context';
import { planStatement, type TableRead } from '../plan-statement';
import type { ScanStatistics } from '../run';
import { alterTable } from './alter-table';
import { createSchema, dropSchema } from './change-schema';
import { createByColumns } from './create-table';
import { foreseeTableAs } from './create-table-as';
import { dropByName } from './drop-table';
import { callProcedure, executeProcedure } from './execute-procedure';
import type { WriteOutcome } from './outcome';
import { planRows, type RowsKind, type RowsPlan } from './plan-rows';
import { resolveTarget } from './resolve-target';
import { requireWritingToken } from './run-write';

/** What a statement that writes would read and change, found without doing any of it. */
export interface Foreseen {
  /** a line each */
  readonly words: readonly string[];
  readonly reads: readonly TableRead[];
  /** null where nothing is read */
  readonly statistics: ScanStatistics | null;
}

export async function foresee(ctx: Context, kind: WriteKind, script: string, statement: ParsedStatement, session: SqlSession): Promise<Foreseen> {
  requireWritingToken(ctx, statement);
  const only = async (outcome: Promise<WriteOutcome>): Promise<Foreseen> => ({ words: (await outcome).words, reads: [], statistics: null });
  switch (kind.kind) {
    case 'create-schema': return only(createSchema(ctx, kind, session, true));
    case 'create-table': return only(createByColumns(ctx, statement, kind, session, true));
    case 'create-table-as': {
      const plan = await planStatement(ctx, script, statement, session);
      return { ...(await only(foreseeTableAs(ctx, statement, kind, session, plan))), reads: plan.reads, statistics: plan.statistics };
    }
    case 'insert': case 'delete': case 'update': case 'merge': {
      const rows = await planRows(ctx, script, statement, kind, session);
      return { words: wordsOf(kind, rows), reads: rows.plan.reads, statistics: rows.plan.statistics };
    }
    case 'truncate': {
      const { name, snapshot } = await resolveTarget(ctx, kind.target, session, 'truncate', 'update_delete');
      const rows = snapshot?.summary['total-records'];
      return { words: [snapshot === null ? `${name} holds no rows` : `removes every row of ${name}${rows === undefined ? '' : `, ${Number(rows).toLocaleString('en-US')} in its files`}; snapshot ${snapshot.snapshotId} keeps them until it is expired`], reads: [], statistics: null };
    }
    case 'alter-table': case 'comment': return only(alterTable(ctx, statement.span, kind, session, true));
    case 'execute': return only(executeProcedure(ctx, script, statement, kind, session, true));
    case 'call': return only(callProcedure(ctx, kind, session, true));
    case 'drop-table': return only(dropByName(ctx, kind, session, true));
    case 'drop-schema': return only(dropSchema(ctx, kind, session, true));
  }
}

const MODES: Readonly<Record<string, string>> = { 'merge-on-read': 'delete files mark the rows that go', 'copy-on-write': 'files that hold such rows are written anew' };

function wordsOf({ kind }: RowsKind, { target, plan }: RowsPlan): readonly string[] {
  if (kind === 'insert') return [`adds rows to ${target.name}`];
  const of = plan.reads.find(({ relation }) => relation === target)?.statistics;
  const files = of === null || of === undefined ? '' : `, in ${of.filesPlanned.toLocaleString('en-US')} of ${of.filesTotal.toLocaleString('en-US')} files`;
  const does = kind === 'delete' ? 'deletes rows of' : kind === 'update' ? 'changes rows of' : 'changes, deletes or adds rows of';
  const mode = MODES[target.loaded.metadata.properties[`write.${kind}.mode`] ?? 'copy-on-write'];
  return [`${does} ${target.name}${files}`, ...(mode === undefined || target.snapshot === null ? [] : [target.loaded.metadata.formatVersion === 1 ? MODES['copy-on-write']! : mode])];
}
