import { z } from 'zod';
import type { LoadedTable } from '@/lib/core/catalog';
import { invalidInput } from '@/lib/model/errors';
import { currentSchema, type NestedField } from '@/lib/model/iceberg';
import { newTable } from '@/lib/model/requests/new-table';
import type { loadRequest } from '@/lib/model/requests/load';
import type { Context } from '@/lib/kernel/context';
import type { FileColumn } from '@/lib/ports/engines/port';
import { checkNewTable } from '../tables/changes/check-new';
import { definitionOf, type Definition } from '../tables/changes/definition-of';
import { requireMatch } from '../tables/changes/etag';
import type { TableWrite } from '../tables/changes/write-input';
import { nameOf } from '../tables/inputs';
import { openTable } from '../tables/open';
import type { openFile } from './look';

export type LoadInput = TableWrite & z.output<z.ZodObject<typeof loadRequest>>;
/** What becomes of the file's columns, and the SELECT over them that gives the table's. */
export interface LoadPlan {
  readonly columns: readonly FileColumn[];
  readonly sql: string;
  /** names of the table's columns that the file says nothing of */
  readonly omitted: readonly string[];
  readonly definition: Definition | null;
  readonly target: LoadedTable | null;
}

/** Throws INVALID_INPUT for columns that do not go together, ALREADY_EXISTS, NOT_FOUND, PRECONDITION_FAILED. */
export async function planLoad(ctx: Context, input: LoadInput, sources: Awaited<ReturnType<typeof openFile>>['sources']): Promise<LoadPlan> {
  const placeOf = (source: string): number => {
    const at = sources.indexOf(source);
    if (at < 0) throw invalidInput(`The file has no column ${source}. It has ${sources.slice(0, 20).join(', ')}${sources.length > 20 ? ', …' : ''}.`);
    return at;
  };
  const names = input.columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidInput(`The column ${twice} is filled twice.`);
  if (input.mode === 'create') {
    await checkNewTable(ctx, nameOf(input));
    const columns = input.columns.map((column) => {
      if (column.type === undefined) throw invalidInput(`Say the type of the column ${column.name}.`);
      return { ...column, type: column.type };
    });
    const { partition, sortOrder, properties, formatVersion, comment } = input;
    const levels = nameOf(input);
    const definition = definitionOf(z.object(newTable).parse({ columns, partition, sortOrder, properties, formatVersion, ...(comment === undefined ? {} : { comment }) }), `${ctx.ports.store.rootUri}/${[...levels.namespace, levels.name].join('/')}`);
    const filled = definition.fields.map(({ type, required }, index) => ({ source: placeOf(input.columns[index]?.source ?? ''), type, required }));
    return { columns: filled, sql: `SELECT ${filled.map((_, index) => `c${index}`).join(', ')} FROM file`, omitted: [], definition, target: null };
  }
  const target = await openTable(ctx, input);
  await requireMatch(ctx, target, input.ifMatch);
  const { fields } = currentSchema(target.metadata);
  for (const name of names) if (!fields.some((field) => field.name === name)) throw invalidInput(`The table has no column ${name}.`);
  const filled = fields.flatMap((field) => {
    const column = input.columns.find(({ name }) => name === field.name);
    if (column === undefined && field.required && field.writeDefault === undefined) throw invalidInput(`The column ${field.name} takes no NULL, so a column of the file must fill it.`);
    return column === undefined ? [] : [{ field, source: placeOf(column.source) }];
  });
  const at = (field: NestedField): number => filled.findIndex((one) => one.field === field);
  return {
    columns: filled.map(({ field: { type, required }, source }) => ({ source, type, required })), definition: null, target,
    sql: `SELECT ${fields.map((field) => (at(field) < 0 ? 'NULL' : `c${at(field)}`)).join(', ')} FROM file`, omitted: fields.filter((field) => at(field) < 0).map(({ name }) => name),
  };
}
