import { queryFailed, type AppError } from '@/lib/model/errors';
import { currentSchema, fromLogicalType } from '@/lib/model/iceberg';
import { namespaceLevels } from '@/lib/model/routes';
import { typeText } from '@/lib/model/values/type-text';
import type { Column, LogicalType } from '@/lib/model/values/types';
import type { NewTableMention, ParsedStatement, Span, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import type { Context } from '@/lib/kernel/context';
import { createTable } from '../../tables/changes';
import { sqlColumns } from '../../tables/read-scan';
import { resolve, type Relation } from '../resolve';
import { likedProperties } from './liked-properties';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, isThere, placeOf, type Place } from './place';
import { readTableProperties, type TableSettings } from './table-properties';

type CreateTable = Extract<StatementKind, { kind: 'create-table' }>;
interface NewColumn { readonly name: string; readonly type: string; readonly required: boolean; readonly doc?: string }

/** CREATE TABLE with its columns; `dryRun` only says what it would make. */
export async function createByColumns(ctx: Context, statement: ParsedStatement, kind: CreateTable, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const place = placeOf(ctx, kind.name, session);
  const likes = new Map<number, Extract<Relation, { kind: 'table' }>>();
  for (const element of kind.elements) if (element.kind === 'like') likes.set(element.table, await likedTable(ctx, statement, element.table, session));
  const settings = { ...inherited(kind, likes), ...readTableProperties(place.catalog, kind.properties) };
  const columns: NewColumn[] = [];
  for (const element of kind.elements) {
    if (element.kind === 'column') {
      const { name, type, required, comment, span } = element.column;
      columns.push({ name, type: storedText(type, settings, span), required, ...(comment === null ? {} : { doc: comment }) });
      continue;
    }
    const like = likes.get(element.table)!;
    const docs = new Map(currentSchema(like.loaded.metadata).fields.map((field) => [field.name, field.doc]));
    for (const { name, type } of sqlColumns(like.schema)) columns.push({ name, type: typeText(type), required: false, ...(docs.get(name) === undefined ? {} : { doc: docs.get(name)! }) });
  }
  const twice = columns.find(({ name }, i) => columns.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) < i);
  if (twice) throw queryFailed('DUPLICATE_COLUMN_NAME', `Column name '${twice.name}' specified more than once`, statement.span.line, statement.span.column);
  return define(ctx, statement.span, place, kind, settings, columns, dryRun);
}

async function likedTable(ctx: Context, { tables }: ParsedStatement, index: number, session: SqlSession): Promise<Extract<Relation, { kind: 'table' }>> {
  const mention = tables.find((one) => one.index === index)!;
  const like = await resolve(describing(ctx), mention, session);
  if (like.kind !== 'table') throw queryFailed('NOT_SUPPORTED', 'LIKE takes a table of the lake', mention.span.line, mention.span.column);
  return like;
}

/** Properties of the one table that is liked with them. */
function inherited({ elements }: CreateTable, likes: ReadonlyMap<number, Extract<Relation, { kind: 'table' }>>): TableSettings {
  const [first, second] = elements.flatMap((element) => (element.kind === 'like' && element.properties ? [likes.get(element.table)!] : []));
  if (first === undefined) return {};
  if (second !== undefined) throw queryFailed('NOT_SUPPORTED', 'Only one LIKE clause can specify INCLUDING PROPERTIES', second.mention.span.line, second.mention.span.column);
  const format = first.loaded.metadata.properties['write.format.default'] ?? 'parquet';
  if (format.toLowerCase() !== 'parquet') throw queryFailed('NOT_SUPPORTED', `This console writes Parquet; a table of ${format.toUpperCase()} files would be written by others only.`, first.mention.span.line, first.mention.span.column);
  return likedProperties(first.loaded.metadata);
}

/** A new table of columns whose types are those that it can store. */
export function createOfColumns(ctx: Context, span: Span, place: Place, mention: NewTableMention, columns: readonly Column[], dryRun: boolean): Promise<WriteOutcome> {
  return define(ctx, span, place, mention, readTableProperties(place.catalog, mention.properties), columns.map(({ name, type }) => ({ name, type: typeText(type), required: false })), dryRun);
}

async function define(ctx: Context, span: Span, place: Place, mention: NewTableMention, settings: TableSettings, columns: readonly NewColumn[], dryRun: boolean): Promise<WriteOutcome> {
  const on = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  if (mention.ifNotExists && (await isThere(ctx, place))) return unchanged('CREATE TABLE', [`${place.name} is there already`], on);
  const formatVersion = settings.formatVersion ?? (mention.orReplace ? await versionThere(ctx, place) : null);
  const made = await inSql(span, refusals(place, span), () => createTable(ctx, {
    dryRun, catalog: place.catalog, namespace: place.namespace, name: place.table, columns: columns.map((column) => ({ ...column })), orReplace: mention.orReplace, ifNotExists: mention.ifNotExists,
    ...(mention.comment === null ? {} : { comment: mention.comment }), ...(settings.partition === undefined ? {} : { partition: settings.partition.map((field) => ({ ...field })) }),
    ...(settings.sortOrder === undefined ? {} : { sortOrder: settings.sortOrder.map((field) => ({ ...field })) }), ...(formatVersion === null ? {} : { formatVersion }),
    ...(settings.location === undefined ? {} : { location: settings.location }),
  }));
  return { updateType: 'CREATE TABLE', updateCount: null, on, metadataVersion: dryRun ? null : made.metadataVersion, snapshotId: made.snapshotId, words: made.effect.words, undo: made.undo };
}

/** Format version of a table that is to be replaced, which no definition lowers; null where there is none. */
const versionThere = async (ctx: Context, place: Place): Promise<1 | 2 | 3 | null> =>
  ((await isThere(ctx, place)) ? (await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(place.namespace), name: place.table })).metadata.formatVersion : null);

/** What making a table is refused for. */
export const refusals = (place: Place, { line, column }: Span) => ({
  missing: (): AppError => queryFailed('SCHEMA_NOT_FOUND', `Schema '${place.namespace.split('\u001f').join('.')}' does not exist`, line, column),
  taken: (): AppError => queryFailed('TABLE_ALREADY_EXISTS', `Table '${place.name}' already exists`, line, column),
});

function storedText(type: LogicalType, { formatVersion = 2 }: TableSettings, { line, column }: Span): string {
  if (fromLogicalType(type, formatVersion) === null) throw queryFailed('NOT_SUPPORTED', `Type not supported for Iceberg: ${typeText(type)}`, line, column);
  return typeText(type);
}

/** To take over the columns of a table it takes no right to read its rows. */
const describing = (ctx: Context): Context => ({ ...ctx, can: (privilege, on) => ctx.can(privilege === 'select' ? 'describe' : privilege, on) });
