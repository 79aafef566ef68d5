import { queryFailed } from '@/lib/model/errors';
import { currentSchema, currentSpec, currentSortOrder } from '@/lib/model/iceberg';
import { typeText } from '@/lib/model/values/type-text';
import type { ParsedStatement, SqlSession } from '@/lib/ports/parser/port';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { trinoDdl } from '../tables/ddl';
import { list, nothing, sheet, type Answer } from './answers';
import { explain, explainWrite } from './explain';
import { likeMatcher } from './like';
import { schemaNames, tableNamesOf } from './names';
import { planStatement } from './plan-statement';
import { resolve } from './resolve';
import { foresee } from './writes/foresee';

/** The answer of a statement that the console gives itself; null for one that the engine runs or that writes. `use` changes the session. */
export async function answerStatement(ctx: Context, script: string, statement: ParsedStatement, session: SqlSession, use: (catalog: string, schema: string) => void): Promise<Answer | null> {
  const kind = statement.statement;
  const catalog = ctx.ports.catalog.name;
  const { line, column } = statement.span;
  const requireCatalog = (named: string | null): void => {
    const wanted = named ?? session.catalog;
    if (wanted === null) throw queryFailed('MISSING_CATALOG_NAME', 'Catalog must be specified when session catalog is not set', line, column);
    if (wanted !== catalog || !ctx.can('discover', securables.catalog(catalog))) throw queryFailed('CATALOG_NOT_FOUND', `Catalog '${wanted}' does not exist`, line, column);
  };
  const requireSchema = async (schema: string): Promise<void> => {
    if (!(await schemaNames(ctx)).includes(schema)) throw queryFailed('SCHEMA_NOT_FOUND', `Schema '${schema}' does not exist`, line, column);
  };
  switch (kind.kind) {
    case 'query': return null;
    case 'unsupported': throw queryFailed(kind.error.code, kind.error.message, kind.error.line, kind.error.column);
    case 'explain': {
      if (kind.analyze) throw queryFailed('NOT_SUPPORTED', 'EXPLAIN ANALYZE is not available here; run the statement and read its header, or use EXPLAIN.', line, column);
      if (kind.of !== null) return explainWrite(await foresee(ctx, kind.of, script, statement, session));
      return explain((await planStatement(ctx, script, statement, session)).reads);
    }
    case 'use': {
      requireCatalog(kind.catalog);
      await requireSchema(kind.schema);
      use(kind.catalog ?? session.catalog ?? catalog, kind.schema);
      return nothing;
    }
    case 'show-catalogs': return list('Catalog', (ctx.can('discover', securables.catalog(catalog)) ? [catalog] : []).filter(likeMatcher(kind.like, kind.escape)));
    case 'show-schemas': requireCatalog(kind.catalog); return list('Schema', (await schemaNames(ctx)).filter(likeMatcher(kind.like, kind.escape)));
    case 'show-tables': {
      requireCatalog(kind.catalog);
      const schema = kind.schema ?? session.schema;
      if (schema === null) throw queryFailed('MISSING_SCHEMA_NAME', 'Schema must be specified when session schema is not set', line, column);
      await requireSchema(schema);
      return list('Table', [...(await tableNamesOf(ctx, schema))].sort().filter(likeMatcher(kind.like, kind.escape)));
    }
    case 'show-columns': {
      const [mention] = statement.tables;
      if (mention === undefined) throw queryFailed('SYNTAX_ERROR', 'SHOW COLUMNS needs a table', line, column);
      const relation = await resolve(describing(ctx), mention, session);
      const docs = relation.kind === 'table' ? new Map(currentSchema(relation.loaded.metadata).fields.map((field) => [field.name, field.doc ?? ''])) : new Map<string, string>();
      const matches = likeMatcher(kind.like, kind.escape);
      return sheet(['Column', 'Type', 'Extra', 'Comment'], relation.columns.filter(({ name }) => matches(name)).map(({ name, type }) => [name, typeText(type), '', docs.get(name) ?? '']));
    }
    case 'show-create-table': {
      const [mention] = statement.tables;
      const relation = mention === undefined ? null : await resolve(describing(ctx), mention, session);
      if (relation?.kind !== 'table') throw queryFailed('NOT_SUPPORTED', 'SHOW CREATE TABLE needs a table of the lake', line, column);
      const { metadata } = relation.loaded;
      return list('Create Table', [trinoDdl(relation.name, metadata, currentSchema(metadata), currentSpec(metadata), currentSortOrder(metadata))]);
    }
    case 'show-create-schema': {
      requireCatalog(kind.catalog);
      await requireSchema(kind.schema);
      return list('Create Schema', [`CREATE SCHEMA ${kind.catalog ?? session.catalog ?? catalog}.${kind.schema}\nWITH (\n   location = '${ctx.ports.store.rootUri}/${kind.schema.split('.').join('/')}'\n)`]);
    }
    case 'show-functions': {
      const matches = likeMatcher(kind.like, kind.escape);
      const functions = (await ctx.ports.parser.functions()).filter(({ name }) => matches(name));
      return sheet(['Function', 'Return Type', 'Argument Types', 'Function Type', 'Deterministic', 'Description'], functions.flatMap(({ name, kind: type, signatures }) => signatures.map((signature) => {
        const match = /^[^(]*\((.*)\) -> (.*)$/.exec(signature);
        return [name, match?.[2] ?? '', match?.[1] ?? '', type, 'true', ''];
      })));
    }
    case 'show-session': return sheet(['Name', 'Value', 'Default', 'Type', 'Description'], []);
    // statements that write have no rows of their own
    default: return null;
  }
}

/** To describe a table it takes no right to read it: `select` is answered by `describe` for the length of a look-up. */
const describing = (ctx: Context): Context => ({ ...ctx, can: (privilege, on) => ctx.can(privilege === 'select' ? 'describe' : privilege, on) });
