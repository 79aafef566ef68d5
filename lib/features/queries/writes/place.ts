import { AppError, hasCode, queryFailed } from '@/lib/model/errors';
import type { Span, SqlSession, TableMention } from '@/lib/ports/parser/port';
import { securables, type Securable } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { qualify } from '../resolve';
import { refused } from '../rights';
import { schemaPath } from '../schema-path';

/** A table that a statement writes, by its names; whether it is there is not asked. */
export interface Place {
  readonly catalog: string;
  /** levels joined by U+001F */
  readonly namespace: string;
  readonly table: string;
  /** full name for messages: lake.shop.orders */
  readonly name: string;
  readonly on: Securable;
}

/** The table that a statement means to write. CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND, NOT_SUPPORTED for what only reads. */
export function placeOf(ctx: Context, mention: TableMention, session: SqlSession): Place {
  const { line, column } = mention.span;
  const { catalog, schema, table } = qualify(mention, session);
  requireCatalog(ctx, catalog, mention.span);
  const name = `${catalog}.${schema}.${table}`;
  if (schema === 'information_schema') throw queryFailed('NOT_SUPPORTED', `Tables of information_schema only read.`, line, column);
  if (mention.metadataTable !== null) throw queryFailed('NOT_SUPPORTED', `${name}$${mention.metadataTable} is a metadata table, which only reads.`, line, column);
  if (mention.version !== null) throw queryFailed('NOT_SUPPORTED', 'A table is written as it is now, not as of another time.', line, column);
  const namespace = schemaPath(schema);
  return { catalog, namespace, table, name, on: securables.table(catalog, namespace, table) };
}

export function requireCatalog(ctx: Context, catalog: string, { line, column }: Span): void {
  if (catalog !== ctx.ports.catalog.name || !ctx.can('discover', securables.catalog(catalog))) throw queryFailed('CATALOG_NOT_FOUND', `Catalog '${catalog}' does not exist`, line, column);
}

/** What is not there, or may not be known of. */
export const missingTable = ({ name, on }: Place, span: Span): AppError => refused('TABLE_NOT_FOUND', `Table '${name}' does not exist`, span, on);

/** Whether the table is there for the person who asks. */
export async function isThere(ctx: Context, { namespace, table, on }: Place): Promise<boolean> {
  return ctx.can('discover', on) && (await ctx.ports.catalog.tableExists({ namespace: namespace.split('\u001f'), name: table }));
}

/** Names of Trino's for what a verb refuses. */
interface Told {
  /** of what is not there */
  readonly missing?: () => AppError;
  /** of what is there already */
  readonly taken?: () => AppError;
}

/** Runs a verb and says what it refuses under Trino's names and at the statement's place. What nobody knows the outcome of keeps its own name. */
export async function inSql<T>(span: Span, told: Told, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND') && told.missing) throw told.missing();
    if (hasCode(error, 'ALREADY_EXISTS') && told.taken) throw told.taken();
    if (hasCode(error, 'FORBIDDEN')) throw new AppError('QUERY_FAILED', `Access Denied: ${error.message}`, { ...error.details, sql: { name: 'PERMISSION_DENIED', line: span.line, column: span.column } });
    if (hasCode(error, 'INVALID_INPUT')) throw queryFailed('INVALID_ARGUMENTS', error.message, span.line, span.column);
    if (hasCode(error, 'UNSUPPORTED')) throw queryFailed('NOT_SUPPORTED', error.message, span.line, span.column);
    throw error;
  }
}
