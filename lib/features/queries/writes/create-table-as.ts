import { queryFailed } from '@/lib/model/errors';
import { typeText } from '@/lib/model/values/type-text';
import type { ParsedStatement, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import { namespaceLevels } from '@/lib/model/routes';
import type { Context } from '@/lib/kernel/context';
import { tablePath } from '../../tables/changes/api-path';
import { definitionOf } from '../../tables/changes/definition-of';
import { createTableAs } from '../../tables/writing';
import { planStatement, type StatementPlan } from '../plan-statement';
import { createOfColumns, refusals } from './create-table';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, isThere, placeOf } from './place';
import { readTableProperties } from './table-properties';
import { originOf, wordsOf } from './write-rows';

export type TableAsKind = Extract<StatementKind, { kind: 'create-table-as' }>;

/** What CREATE TABLE AS would make: the columns of its query in an empty table, under the same rights. */
export async function foreseeTableAs(ctx: Context, statement: ParsedStatement, kind: TableAsKind, session: SqlSession, plan: StatementPlan): Promise<WriteOutcome> {
  return createOfColumns(ctx, statement.span, placeOf(ctx, kind.name, session), kind, plan.translation.columns, true);
}

/** CREATE TABLE AS: a new table that holds the rows of a query from its first version on. */
export async function createAs(ctx: Context, script: string, statement: ParsedStatement, kind: TableAsKind, session: SqlSession, queryId: string): Promise<WriteOutcome> {
  const place = placeOf(ctx, kind.name, session);
  const { catalog, namespace, table } = place;
  const { line, column } = statement.span;
  if (kind.ifNotExists && (await isThere(ctx, place))) return { ...unchanged('CREATE TABLE', [`${place.name} is there already`], { catalog, namespace, table }), updateCount: 0 };
  if (kind.orReplace && (await isThere(ctx, place))) throw queryFailed('NOT_SUPPORTED', 'CREATE OR REPLACE TABLE … AS of a table that is there would take two commits: replace it without AS, then INSERT.', line, column);
  const plan = await planStatement(ctx, script, statement, session);
  const { translation, scans, needs } = plan;
  const settings = readTableProperties(catalog, kind.properties);
  const formatVersion = settings.formatVersion ?? 2;
  const definition = await inSql(statement.span, {}, async () => definitionOf({
    columns: translation.columns.map(({ name, type }) => ({ name, type: typeText(type), required: false })), identifierFields: [], formatVersion, properties: {}, orReplace: false, ifNotExists: false,
    partition: (settings.partition ?? []).map((field) => ({ ...field })), sortOrder: (settings.sortOrder ?? []).map((field) => ({ ...field, transform: 'identity' })),
    ...(kind.comment === null ? {} : { comment: kind.comment }), ...(settings.location === undefined ? {} : { location: settings.location }),
  }, [ctx.ports.store.rootUri, ...namespaceLevels(namespace), table].join('/')));
  const source = kind.withData ? { sql: translation.sql, functions: translation.functions, scans, needs, origin: originOf(queryId, statement) } : null;
  const answer = await inSql(statement.span, refusals(place, statement.span), () => createTableAs(ctx, { as: { table: { namespace: namespaceLevels(namespace), name: table }, definition, source } }));
  return {
    updateType: 'CREATE TABLE', updateCount: answer.rows, on: { catalog, namespace, table }, metadataVersion: answer.metadataVersion, snapshotId: answer.snapshotId, words: [`makes the table ${table} with ${translation.columns.length} columns`, ...wordsOf(answer)],
    undo: { method: 'DELETE', path: tablePath({ catalog, namespace, table }), ifMatch: null, body: null, words: `Drop ${table} again` },
  };
}
