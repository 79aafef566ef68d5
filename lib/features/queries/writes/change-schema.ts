import { queryFailed } from '@/lib/model/errors';
import { namespaceLevels } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import type { SqlSession, StatementKind } from '@/lib/ports/parser/port';
import { createNamespace } from '../../tables/changes';
import { schemaPath } from '../schema-path';
import { unchanged, type WriteOutcome } from './outcome';
import { inSql, requireCatalog } from './place';

/** CREATE SCHEMA. Its place is the folder of its name, which LOCATION may say and not change. */
export async function createSchema(ctx: Context, { name, ifNotExists, properties }: Extract<StatementKind, { kind: 'create-schema' }>, session: SqlSession, dryRun: boolean): Promise<WriteOutcome> {
  const { line, column } = name.span;
  const catalog = name.catalog ?? session.catalog;
  if (catalog === null) throw queryFailed('MISSING_CATALOG_NAME', 'Catalog must be specified when session catalog is not set', line, column);
  requireCatalog(ctx, catalog, name.span);
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
