import { currentSchema, type Predicate } from '@/lib/model/iceberg';
import { hasCode, isAppError } from '@/lib/model/errors';
import type { Row } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { sqlColumns } from '../tables/read-scan';
import { schemaNames, tableNamesOf } from './names';
import { informationSchemaColumns } from './information-schema-shape';
import { schemaPath } from './schema-path';

/** Rows of such a table, for what one may see. `filter` keeps it from opening every table for the columns of one. */
export async function informationSchemaRows(ctx: Context, table: string, filter: Predicate): Promise<readonly Row[]> {
  const catalog = ctx.ports.catalog.name;
  const wantedSchema = wanted(filter, table === 'schemata' ? 'schema_name' : 'table_schema');
  const wantedTable = wanted(filter, 'table_name');
  const schemas = (await schemaNames(ctx)).filter(wantedSchema);
  if (table === 'schemata') return schemas.map((schema) => [catalog, schema]);
  if (table === 'views') return [];
  const rows: Row[] = [];
  for (const schema of schemas) {
    for (const name of (await tableNamesOf(ctx, schema)).filter(wantedTable)) {
      ctx.signal.throwIfAborted();
      if (table === 'tables') rows.push([catalog, schema, name, 'BASE TABLE']);
      else rows.push(...(await columnRows(ctx, catalog, schema, name)));
    }
  }
  return rows;
}

async function columnRows(ctx: Context, catalog: string, schema: string, table: string): Promise<readonly Row[]> {
  if (schema === 'information_schema') return (informationSchemaColumns(table) ?? []).map((column, index) => [catalog, schema, table, column.name, String(index + 1), null, 'YES', typeText(column.type)]);
  if (!ctx.can('describe', securables.table(catalog, schemaPath(schema), table))) return [];
  try {
    const { metadata } = await ctx.ports.catalog.loadTable({ namespace: schema.split('.'), name: table });
    return sqlColumns(currentSchema(metadata)).map(({ name, type, field }, index) => [catalog, schema, table, name, String(index + 1), null, field.required ? 'NO' : 'YES', typeText(type)]);
  } catch (error) {
    // one broken table must not hide the columns of all others; the tree shows it as broken
    if (hasCode(error, 'NOT_FOUND', 'BROKEN_TABLE', 'UNSUPPORTED') && isAppError(error)) return [];
    throw error;
  }
}

/** Whether a name can satisfy the conjuncts that compare `column` with text. */
function wanted(filter: Predicate, column: string): (name: string) => boolean {
  if (filter.op === 'and') {
    const all = filter.args.map((arg) => wanted(arg, column));
    return (name) => all.every((one) => one(name));
  }
  if (filter.op === '=' && filter.column === column) return (name) => name === filter.value;
  if (filter.op === 'in' && filter.column === column) return (name) => filter.values.includes(name);
  return () => true;
}
