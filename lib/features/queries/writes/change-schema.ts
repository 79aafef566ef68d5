import { hasCode, queryFailed } from '@/lib/model/errors';
import { namespaceLevels } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import type { SchemaMention, SqlSession, StatementKind } from '@/lib/ports/parser/port';
import { createNamespace, dropNamespace } from '../../tables/changes';
import { schemaPath } from '../schema-path';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, requireCatalog } from './place';

/** CREATE SCHEMA. Its place is the folder of its name, which LOCATION may say and not change. */
export async function createSchema(ctx: Context, { name, ifNotExists, properties }: Extract<StatementKind, { kind: 'create-schema' }>, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const { line, column } = name.span;
  const catalog = catalogOf(ctx, name, session);
  const namespace = schemaPath(name.schema);
  const levels = namespaceLevels(namespace);
  const on = { catalog, namespace, table: null };
  for (const { name: key, value, span } of properties) {
    if (key !== 'location') throw queryFailed('INVALID_SCHEMA_PROPERTY', `Catalog '${catalog}' schema property '${key}' does not exist`, span.line, span.column);
    const folder = `${ctx.ports.store.rootUri}/${levels.join('/')}`;
    if (value.kind !== 'text' || value.value.replace(/\/+$/, '') !== folder) throw queryFailed('NOT_SUPPORTED', `A schema of this catalog lies in its own folder, ${folder}; leave the location out.`, span.line, span.column);
  }
  const taken = name.schema === 'information_schema' || ((await ctx.ports.catalog.namespaceExists(levels)) && ctx.can('discover', securables.namespace(catalog, namespace)));
  if (taken && ifNotExists) return unchanged('CREATE SCHEMA', [`${catalog}.${name.schema} is there already`], on);
  const exists = () => queryFailed('SCHEMA_ALREADY_EXISTS', `Schema '${catalog}.${name.schema}' already exists`, line, column);
  if (taken) throw exists();
  const made = await inSql(name.span, { taken: exists, missing: () => queryFailed('SCHEMA_NOT_FOUND', `Schema '${levels.slice(0, -1).join('.')}' does not exist`, line, column) }, () => createNamespace(ctx, { catalog, namespace, dryRun }));
  return { updateType: 'CREATE SCHEMA', updateCount: null, on, metadataVersion: null, snapshotId: null, words: made.effect.words, undo: made.undo };
}

/** DROP SCHEMA of one that is empty. */
export async function dropSchema(ctx: Context, { name, ifExists }: Extract<StatementKind, { kind: 'drop-schema' }>, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const { line, column } = name.span;
  const catalog = catalogOf(ctx, name, session);
  const namespace = schemaPath(name.schema);
  const missing = () => queryFailed('SCHEMA_NOT_FOUND', `Schema '${catalog}.${name.schema}' does not exist`, line, column);
  const isThere = ctx.can('discover', securables.namespace(catalog, namespace)) && (await ctx.ports.catalog.namespaceExists(namespaceLevels(namespace)));
  if (name.schema === 'information_schema') throw queryFailed('NOT_SUPPORTED', 'information_schema is made by the catalog itself and stays.', line, column);
  if (!isThere && ifExists) return unchanged('DROP SCHEMA', [`${catalog}.${name.schema} is not there`]);
  if (!isThere) throw missing();
  const made = await inSql(name.span, { missing }, () => dropNamespace(ctx, { catalog, namespace, dryRun }).catch((error: unknown) => {
    throw hasCode(error, 'CONFLICT') ? queryFailed('SCHEMA_NOT_EMPTY', `Cannot drop non-empty schema '${name.schema}'`, line, column) : error;
  }));
  return { updateType: 'DROP SCHEMA', updateCount: null, on: { catalog, namespace, table: null }, metadataVersion: null, snapshotId: null, words: made.effect.words, undo: made.undo };
}

function catalogOf(ctx: Context, { catalog: named, span }: SchemaMention, session: SqlSession): string {
  const catalog = named ?? session.catalog;
  if (catalog === null) throw queryFailed('MISSING_CATALOG_NAME', 'Catalog must be specified when session catalog is not set', span.line, span.column);
  requireCatalog(ctx, catalog, span);
  return catalog;
}
