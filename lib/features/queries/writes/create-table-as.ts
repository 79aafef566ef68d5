import { typeText } from '@/lib/model/values/type-text';
import type { ParsedStatement, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import { namespaceLevels } from '@/lib/model/routes';
import type { LoadedTable } from '@/lib/core/catalog';
import type { Context } from '@/lib/kernel/context';
import { tablePath } from '../../tables/changes/api-path';
import { definitionOf, type Definition } from '../../tables/changes/definition-of';
import { createTableAs, replaceTableAs, type ReplacedTable, type RowSource } from '../../tables/writing';
import { planStatement, type StatementPlan } from '../plan-statement';
import { createOfColumns, refusals } from './create-table';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, isThere, missingTable, placeOf, type Place } from './place';
import { readTableProperties } from './table-properties';
import { originOf, wordsOf } from './write-rows';

export type TableAsKind = Extract<StatementKind, { kind: 'create-table-as' }>;

/** The statement as the person wrote it. */
interface Asked { readonly script: string; readonly statement: ParsedStatement; readonly kind: TableAsKind; readonly session: SqlSession; readonly queryId: string; readonly place: Place }

/** What CREATE TABLE AS would make: the columns of its query in an empty table, under the same rights. */
export async function foreseeTableAs(ctx: Context, statement: ParsedStatement, kind: TableAsKind, session: SqlSession, plan: StatementPlan): Promise<WriteOutcome> {
  return createOfColumns(ctx, statement.span, placeOf(ctx, kind.name, session), kind, plan.translation.columns, true);
}

/** CREATE TABLE AS: a new table that holds the rows of a query from its first version on, or takes the place of one that is there. */
export async function createAs(ctx: Context, script: string, statement: ParsedStatement, kind: TableAsKind, session: SqlSession, queryId: string): Promise<WriteOutcome> {
  const place = placeOf(ctx, kind.name, session);
  const asked = { script, statement, kind, session, queryId, place };
  const there = (kind.ifNotExists || kind.orReplace) && (await isThere(ctx, place));
  if (there && kind.ifNotExists) return { ...unchanged('CREATE TABLE', [`${place.name} is there already`], onOf(place)), updateCount: 0 };
  if (there && kind.withData) return replaceAs(ctx, asked);
  const plan = await planStatement(ctx, script, statement, session);
  if (there) return { ...(await createOfColumns(ctx, statement.span, place, kind, plan.translation.columns, false)), updateCount: 0 };
  const definition = await defined(ctx, asked, plan, 2);
  const source = kind.withData ? sourceOf(asked, plan) : null;
  const answer = await inSql(statement.span, refusals(place, statement.span), () => createTableAs(ctx, { as: { table: { namespace: namespaceLevels(place.namespace), name: place.table }, definition, source } }));
  return {
    updateType: 'CREATE TABLE', updateCount: answer.rows, on: onOf(place), metadataVersion: answer.metadataVersion, snapshotId: answer.snapshotId, words: [`makes the table ${place.table} with ${plan.translation.columns.length} columns`, ...wordsOf(answer)],
    undo: { method: 'DELETE', path: tablePath(onOf(place)), ifMatch: null, body: null, words: `Drop ${place.table} again` },
  };
}

async function replaceAs(ctx: Context, asked: Asked): Promise<WriteOutcome> {
  const { statement, place } = asked;
  const as = await replacement(ctx, asked);
  const answer = await inSql(statement.span, { missing: () => missingTable(place, asked.kind.name.span) }, () => replaceTableAs(ctx, { as }));
  return {
    updateType: 'CREATE TABLE', updateCount: answer.rows, on: onOf(place), metadataVersion: answer.metadataVersion, snapshotId: answer.snapshotId, undo: null,
    words: [`puts another definition with ${as.definition.fields.length} columns in the place of ${place.table} and its rows`, ...wordsOf(answer)],
  };
}

async function replacement(ctx: Context, asked: Asked): Promise<ReplacedTable> {
  const { script, statement, session, place } = asked;
  const target = await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(place.namespace), name: place.table });
  const plan = await planStatement(ctx, script, statement, session);
  return { target, definition: await defined(ctx, asked, plan, target.metadata.formatVersion), source: sourceOf(asked, plan), reads: readsOf(plan, target), replan: () => replacement(ctx, asked) };
}

/** Which snapshot of main the query reads of the table that it replaces; rows of another time are the same whatever comes. */
function readsOf({ reads }: StatementPlan, { folder }: LoadedTable): ReplacedTable['reads'] {
  for (const { relation } of reads) if (relation.kind === 'table' && relation.loaded.folder === folder && relation.mention.version === null) return { snapshotId: relation.snapshot?.snapshotId ?? null };
  return null;
}

/** The definition that the columns of the query and the properties give; `formatVersion` where they say none. */
function defined(ctx: Context, { kind, statement, place }: Asked, { translation: { columns } }: StatementPlan, formatVersion: 1 | 2 | 3): Promise<Definition> {
  const { namespace, table, catalog } = place;
  const settings = readTableProperties(catalog, kind.properties);
  return inSql(statement.span, {}, async () => definitionOf({
    columns: columns.map(({ name, type }) => ({ name, type: typeText(type), required: false })), identifierFields: [], formatVersion: settings.formatVersion ?? formatVersion, properties: {}, orReplace: false, ifNotExists: false,
    partition: (settings.partition ?? []).map((field) => ({ ...field })), sortOrder: (settings.sortOrder ?? []).map((field) => ({ ...field, transform: 'identity' })),
    ...(kind.comment === null ? {} : { comment: kind.comment }), ...(settings.location === undefined ? {} : { location: settings.location }),
  }, [ctx.ports.store.rootUri, ...namespaceLevels(namespace), table].join('/')));
}

const sourceOf = ({ queryId, statement }: Asked, { translation: { sql, functions }, scans, needs }: StatementPlan): RowSource => ({ sql, functions, scans, needs, origin: originOf(queryId, statement) });
const onOf = ({ catalog, namespace, table }: Place) => ({ catalog, namespace, table });
