import type { ResolvedRelation, SqlSession, Span, TableMention } from '@/lib/ports/parser/port';
import type { Predicate } from '@/lib/model/iceberg/types';
import type { LogicalType } from '@/lib/model/values/types';
import type { Expr, Identifier, Query, TableName, WindowSpec } from '../ast';

/** A value known while the statement is typed. Decimals and whole numbers as their digits. */
export type Constant = null | boolean | string | number;

/** A typed expression as DuckDB's SQL, its value in the carrier of `type`. */
export interface Typed {
  readonly type: LogicalType;
  readonly sql: string;
  /** may raise an error when it is evaluated; such parts must not be computed where Trino would not */
  readonly fails: boolean;
  /** set when the value is known now */
  readonly constant?: Constant;
  /** a plain column of a scan, for push down */
  readonly column?: ColumnSource;
  /** a real or double that can be NaN; absent means it can when its type is a float */
  readonly nan?: boolean;
  /** reads a subquery, so that it may not stand in a lambda of DuckDB */
  readonly subquery?: boolean;
  /** reads a column from around the query it stands in, which a lambda of DuckDB cannot see */
  readonly outer?: boolean;
}
export interface ColumnSource {
  readonly scan: number;
  readonly position: number;
  /** an outer join may have put NULL in the place of its row */
  readonly nullable: boolean;
}

export interface Field {
  readonly name: string | null;
  /** alias, or the table's name as it was written, lower case; empty when no qualifier reaches the field */
  readonly qualifier: readonly string[];
  readonly value: Typed;
}

export interface Scope {
  readonly fields: readonly Field[];
  readonly parent: Scope | null;
  /** after grouping: what a field of this scope may still be used as */
  readonly remap: ((value: Typed, span: Span, name: string) => Typed) | null;
}

/** A query typed: its SQL gives columns c0, c1, … */
export interface TypedQuery {
  readonly sql: string;
  readonly fields: readonly { readonly name: string | null; readonly type: LogicalType; readonly column: ColumnSource | null }[];
  readonly ordered: boolean;
}

export interface NamedQuerySql {
  readonly query: TypedQuery;
}
export type NamedQueries = ReadonlyMap<string, TypedQuery>;

/** What one translation carries along. */
export interface Env {
  readonly session: SqlSession;
  readonly mentions: ReadonlyMap<TableName, TableMention>;
  readonly relations: ReadonlyMap<number, ResolvedRelation>;
  readonly scans: Map<number, ScanUse>;
  /** conditions that every row of a scan must pass */
  readonly filters: Map<number, Predicate[]>;
  alias(): string;
  expr(e: Expr, cx: Context): Typed;
  query(query: Query, outer: Scope | null, named: NamedQueries): TypedQuery;
}
export interface ScanUse {
  readonly used: Set<number>;
  /** rows after which the scan may stop */
  limit: number | null;
}

/** Where an expression stands. */
export interface Context {
  readonly env: Env;
  readonly scope: Scope;
  readonly named: NamedQueries;
  readonly lambda: ReadonlyMap<string, Typed>;
  /** null where aggregates may not stand; `clause` then says where */
  readonly grouped: Grouped | null;
  readonly clause: string;
  /** null where window functions may not stand */
  readonly windows: ReadonlyMap<string, WindowSpec> | null;
  /** in ORDER BY: the output columns by name, null for a name that means two */
  readonly outputs: ReadonlyMap<string, Typed | null> | null;
}

/** Aggregation under way: expressions of the select list are read against it. */
export interface Grouped {
  /** context of the rows before grouping */
  readonly base: Context;
  key(sql: string): Typed | null;
  aggregate(e: Extract<Expr, { node: 'call' }>): Typed;
  grouping(names: readonly Expr[], span: Span): Typed;
}

/** What keeps the parts of an expression out of lambdas, for the whole of it. */
export function trapped(parts: readonly Pick<Typed, 'subquery' | 'outer'>[]): { readonly subquery?: true; readonly outer?: true } {
  return { ...(parts.some((part) => part.subquery) ? { subquery: true as const } : {}), ...(parts.some((part) => part.outer) ? { outer: true as const } : {}) };
}
/** Whether an expression may stand in the body of a lambda that the emitter writes. */
export const isTrapped = (value: Pick<Typed, 'subquery' | 'outer'>): boolean => value.subquery === true || value.outer === true;
export const typed = (type: LogicalType, sql: string, fails = false): Typed => ({ type, sql, fails });
export const identifierKey = (id: Identifier): string => id.value.toLowerCase();
