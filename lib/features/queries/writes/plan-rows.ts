import { queryFailed } from '@/lib/model/errors';
import type { Predicate } from '@/lib/model/iceberg';
import type { ParsedStatement, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import type { Privilege } from '@/lib/kernel/access/privileges';
import type { Context } from '@/lib/kernel/context';
import type { Origin, RowWrite } from '../../tables/writing';
import { planStatement, type StatementPlan } from '../plan-statement';
import { resolveTarget, type Target } from './resolve-target';

export type RowsKind = Extract<StatementKind, { kind: 'insert' | 'delete' | 'update' | 'merge' }>;
export interface RowsPlan {
  readonly target: Target;
  readonly plan: StatementPlan;
}

const VERBS: Readonly<Record<RowsKind['kind'], { readonly verb: string; readonly privileges: readonly Privilege[] }>> = {
  insert: { verb: 'insert into', privileges: ['insert'] }, delete: { verb: 'delete from', privileges: ['update_delete'] }, update: { verb: 'update', privileges: ['update_delete'] }, merge: { verb: 'merge into', privileges: ['insert', 'update_delete'] },
};

/** Types and plans INSERT, DELETE, UPDATE and MERGE against the table as it is now. */
export async function planRows(ctx: Context, script: string, statement: ParsedStatement, kind: RowsKind, session: SqlSession): Promise<RowsPlan> {
  const { verb, privileges } = VERBS[kind.kind];
  const target = await resolveTarget(ctx, kind.target, session, verb, ...privileges);
  const hidden = target.schema.fields.length - target.columns.length;
  if (hidden > 0 && kind.kind !== 'delete') throw queryFailed('NOT_SUPPORTED', `${target.name} has columns that statements cannot hold (variant, geometry), so its rows cannot be written here.`, statement.span.line, statement.span.column);
  return { target, plan: await planStatement(ctx, script, statement, session, target) };
}

/** The same as the verb that writes takes it. It is planned anew when somebody else's commit makes this plan useless. */
export function rowWrite(ctx: Context, script: string, statement: ParsedStatement, kind: RowsKind, session: SqlSession, { target, plan }: RowsPlan, origin: Origin): RowWrite {
  const { translation, scans, needs } = plan;
  const { write } = translation;
  return {
    target: target.loaded, snapshot: target.snapshot, branch: 'main', operation: kind.kind, sql: translation.sql, functions: translation.functions, scans, needs, origin,
    omitted: write?.kind === 'rows' ? write.omitted : [], whole: write?.kind === 'delta' && write.whole, filter: filterOf(plan, target),
    replan: async () => rowWrite(ctx, script, statement, kind, session, await planRows(ctx, script, statement, kind, session), origin),
  };
}

const filterOf = ({ translation }: StatementPlan, { mention }: Target): Predicate => translation.scans.find(({ index, positions }) => positions && index === mention.index)?.filter ?? { op: 'true' };
