import { typeText } from '@/lib/model/values/type-text';
import type { Column, LogicalType } from '@/lib/model/values/types';
import type { ResolvedRelation, Span, TranslatedWrite } from '@/lib/ports/parser/port';
import { carrierOf } from '../carriers';
import type { Identifier, TableName } from '../ast';
import { castTo } from '../emit/cast';
import { fail } from '../errors';
import { canStore } from '../types/coercion';
import { type Context, type Env, type Field, identifierKey, type Typed } from './typed';

/** A statement that writes, typed: a SELECT whose columns are c0, c1, … and what they are for. */
export interface Written {
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly ordered: boolean;
  readonly write: TranslatedWrite;
}

/** The table that a statement writes, as it was resolved. */
export function targetOf(name: TableName, env: Env): ResolvedRelation {
  const mention = env.mentions.get(name);
  const relation = mention && env.relations.get(mention.index);
  return relation ?? fail('TABLE_NOT_FOUND', `Table '${name.parts.map((part) => part.value).join('.')}' does not exist`, name.span);
}

/** Places of named columns in the target. `missing` and `twice` say it as the statement does. */
export function placesOf(columns: readonly Identifier[], target: ResolvedRelation, missing: (name: string) => string, twice: (name: string) => string): readonly number[] {
  const places: number[] = [];
  for (const id of columns) {
    const at = target.columns.findIndex((column) => column.name.toLowerCase() === identifierKey(id));
    if (at < 0) return fail('COLUMN_NOT_FOUND', missing(id.value), id.span);
    if (places.includes(at)) return fail('DUPLICATE_COLUMN_NAME', twice(id.value), id.span);
    places.push(at);
  }
  return places;
}

/** Whether each value may be stored in its column, as Trino asks of INSERT, UPDATE and MERGE. */
export function storable(values: readonly LogicalType[], columns: readonly Column[]): boolean {
  return values.length === columns.length && values.every((type, i) => canStore(type, columns[i]!.type));
}

export const typeList = (types: readonly LogicalType[]): string => types.map(typeText).join(', ');

/** A value in the carrier of the column that stores it. */
export const stored = (value: Typed, column: Column, span: Span): string => castTo(value, column.type, span).sql;

/** NULL in the carrier of a type, or without one where it has none. */
export function nullSql(type: LogicalType): string {
  const carrier = carrierOf(type);
  return carrier === null ? 'NULL' : `CAST(NULL AS ${carrier})`;
}

/** Where an expression over the rows of a statement that writes stands. */
export const rowContext = (env: Env, fields: readonly Field[], clause: string): Context => ({ env, scope: { fields, parent: null, remap: null }, named: new Map(), lambda: new Map(), grouped: null, clause, windows: null, outputs: null });
