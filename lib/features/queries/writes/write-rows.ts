import { createHash } from 'node:crypto';
import { currentSnapshot } from '@/lib/model/iceberg';
import type { ParsedStatement, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import type { Context } from '@/lib/kernel/context';
import { tablePath } from '../../tables/changes/api-path';
import type { Undo } from '../../tables/changes/effect';
import { etagOf } from '../../tables/changes/etag';
import { truncateTable, writeRows, type Origin, type WriteAnswer } from '../../tables/writing';
import type { WriteOutcome } from './outcome';
import { inSql, missingTable, placeOf } from './place';
import { rowWrite, type RowsKind, type RowsPlan } from './plan-rows';
import { resolveTarget, type Target } from './resolve-target';

/** Where a write comes from. */
export const originOf = (queryId: string, { text }: ParsedStatement): Origin => ({ queryId, textHash: createHash('sha256').update(text).digest('hex') });

/** Runs a planned INSERT, DELETE, UPDATE or MERGE. */
export async function changeRows(ctx: Context, script: string, statement: ParsedStatement, kind: RowsKind, session: SqlSession, planned: RowsPlan, queryId: string): Promise<WriteOutcome> {
  const { target } = planned;
  const place = placeOf(ctx, kind.target, session);
  const write = rowWrite(ctx, script, statement, kind, session, planned, originOf(queryId, statement));
  const answer = await inSql(statement.span, { missing: () => missingTable(place, kind.target.span) }, () => writeRows(ctx, { write }));
  return { updateType: kind.kind.toUpperCase(), updateCount: answer.rows, on: { catalog: place.catalog, namespace: place.namespace, table: place.table }, ...committed(answer), words: wordsOf(answer), undo: backOf(place, target, answer) };
}

/** TRUNCATE TABLE: every file goes by the metadata alone. */
export async function truncate(ctx: Context, statement: ParsedStatement, kind: Extract<StatementKind, { kind: 'truncate' }>, session: SqlSession, queryId: string): Promise<WriteOutcome> {
  const place = placeOf(ctx, kind.target, session);
  const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  const target = await resolveTarget(ctx, kind.target, session, 'truncate', 'update_delete');
  const answer = await inSql(statement.span, { missing: () => missingTable(place, kind.target.span) }, () => truncateTable(ctx, { ...on, origin: originOf(queryId, statement) }));
  return { updateType: 'TRUNCATE TABLE', updateCount: null, on, ...committed(answer), words: wordsOf(answer), undo: backOf(place, target, answer) };
}

const committed = ({ metadataVersion, snapshotId }: WriteAnswer) => ({ metadataVersion, snapshotId });

/** `2 rows inserted`, `1 file removed`: only what there was of it. */
export function wordsOf({ changed }: WriteAnswer): readonly string[] {
  const said = (count: number, one: string, done: string): string[] => (count === 0 ? [] : [`${count.toLocaleString('en-US')} ${count === 1 ? one : `${one}s`} ${done}`]);
  return [
    ...said(changed.inserted, 'row', 'inserted'), ...said(changed.updated, 'row', 'updated'), ...said(changed.deleted, 'row', 'deleted'),
    ...said(changed.filesAdded, 'file', 'added'), ...said(changed.filesRemoved, 'file', 'removed'), ...said(changed.deleteFilesAdded, 'delete file', 'added'),
  ];
}

/** Puts main back to the snapshot that the statement began on, unless the table has changed since; of a table without one nothing does. */
function backOf({ catalog, namespace, table, name }: ReturnType<typeof placeOf>, { loaded }: Target, answer: WriteAnswer): Undo | null {
  const before = currentSnapshot(loaded.metadata);
  if (before === null || answer.snapshotId === null) return null;
  const ifMatch = etagOf({ metadata: loaded.metadata, version: answer.metadataVersion });
  return { method: 'POST', path: tablePath({ catalog, namespace, table }, ['rollback']), ifMatch, body: { snapshotId: before.snapshotId.toString(), ref: 'main' }, words: `Put ${name} back to snapshot ${before.snapshotId}` };
}
