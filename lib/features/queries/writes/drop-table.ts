import { queryFailed } from '@/lib/model/errors';
import type { SqlSession, StatementKind } from '@/lib/ports/parser/port';
import type { Context } from '@/lib/kernel/context';
import { dropTable } from '../../tables/changes';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, isThere, missingTable, placeOf } from './place';

/** DROP TABLE: the folder goes to the trash, from where it can be put back. */
export async function dropByName(ctx: Context, kind: Extract<StatementKind, { kind: 'drop-table' }>, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const place = placeOf(ctx, kind.target, session);
  const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  if (!(await isThere(ctx, place))) {
    if (kind.ifExists) return unchanged('DROP TABLE', [`${place.name} is not there`]);
    throw missingTable(place, kind.target.span);
  }
  const { line, column } = kind.target.span;
  const made = await inSql(kind.target.span, { missing: () => queryFailed('TABLE_NOT_FOUND', `Table '${place.name}' does not exist`, line, column) }, () => dropTable(ctx, { ...on, dryRun }));
  return { updateType: 'DROP TABLE', updateCount: null, on, metadataVersion: null, snapshotId: null, words: made.effect.words, undo: made.undo };
}
