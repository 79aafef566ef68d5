import type { Predicate } from '@/lib/model/iceberg/types';
import type { Column } from '@/lib/model/values/types';

/**
 * SQL in Trino's dialect, worked on in child processes with a deadline: hostile text may cost a child, never the
 * console. Two steps, because what a statement means depends on tables that only the caller may look up: `parse` says what a
 * text touches, `translate` types it against the resolved relations and yields the engine's SQL and the scans that it needs.
 */
export interface SqlSession {
  readonly catalog: string | null;
  /** the namespace, levels joined by '.' as SQL names it; null when none was chosen */
  readonly schema: string | null;
  /** of the person who asks, for current_user */
  readonly user: string;
  /** for now(), current_date and relatives: one instant for the whole run, epoch milliseconds */
  readonly nowMs: number;
}

/** Offsets are UTF-16 units in the text that was sent; line and column count from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface SqlError {
  /** Trino's error name, for example SYNTAX_ERROR, COLUMN_NOT_FOUND, NOT_SUPPORTED */
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** A table version as written: an id or ref after FOR VERSION AS OF, or an instant after FOR TIMESTAMP AS OF. */
export type VersionMention =
  | { readonly kind: 'snapshot'; readonly snapshotId: string }
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'timestamp'; /** epoch microseconds as text; the latest snapshot at or before it */ readonly micros: string };

/** One mention of a table in a statement (a table named twice is two mentions). */
export interface TableMention {
  /** position among the statement's mentions; names the relation in `translate` */
  readonly index: number;
  readonly span: Span;
  readonly catalog: string | null;
  readonly schema: string | null;
  /** without the `$suffix` */
  readonly table: string;
  /** `snapshots` of "t$snapshots"; null for the table itself */
  readonly metadataTable: string | null;
  readonly version: VersionMention | null;
}

/**
 * What a statement asks for. `query` runs on the engine; `explain` wraps one; the rest the console answers itself
 * from names and metadata; `unsupported` carries the plain sentence that refuses it (statements that write, for now).
 */
export type StatementKind =
  | { readonly kind: 'query' }
  | { readonly kind: 'explain'; readonly analyze: boolean }
  | { readonly kind: 'use'; readonly catalog: string | null; readonly schema: string }
  | { readonly kind: 'show-catalogs'; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-schemas'; readonly catalog: string | null; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-tables'; readonly catalog: string | null; readonly schema: string | null; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-columns'; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-create-table' }
  | { readonly kind: 'show-create-schema'; readonly catalog: string | null; readonly schema: string }
  | { readonly kind: 'show-functions'; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-session' }
  | { readonly kind: 'unsupported'; readonly error: SqlError };

export interface ParsedStatement {
  readonly index: number;
  readonly span: Span;
  readonly text: string;
  /** what the statement does, in a word or two for the strip above a result: SELECT, SHOW TABLES, INSERT */
  readonly verb: string;
  readonly statement: StatementKind;
  /** every table that is read, in order of mention; CTE names are not tables */
  readonly tables: readonly TableMention[];
}
export interface ParsedScript {
  readonly statements: readonly ParsedStatement[];
  /** the first syntax error; statements before it are listed */
  readonly error: SqlError | null;
}

export interface ResolvedRelation {
  readonly index: number;
  /** full name for error messages: lake.shop.orders */
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface ScanNeed {
  readonly index: number;
  /** name under which the engine's SQL reads it */
  readonly alias: string;
  /** names of the relation's columns that are read at all, in the relation's order; empty for count(*) */
  readonly columns: readonly string[];
  /** what may be pushed down: rows that fail it are not needed. Literals are values of the column's LogicalType as Iceberg stores them. */
  readonly filter: Predicate;
  /** rows after which the scan may stop, when nothing above it needs more */
  readonly limit: number | null;
}

export interface Translation {
  /** one SELECT in DuckDB's SQL over the aliases of `scans` */
  readonly sql: string;
  /** of the answer, by position; names may repeat */
  readonly columns: readonly Column[];
  readonly scans: readonly ScanNeed[];
  /** function names of the engine that the text may call, for the second wall */
  readonly functions: readonly string[];
  /** whether row order is part of the answer */
  readonly ordered: boolean;
}

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'keyword' | 'function' | 'catalog' | 'schema' | 'table' | 'column';
  readonly detail: string | null;
  readonly insert: string;
}

export interface SqlFunctionInfo {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /** as Trino writes it: `date_trunc(varchar, timestamp(p)) -> timestamp(p)` */
  readonly signatures: readonly string[];
}

export interface SqlParser {
  /** Splits and reads a whole text (at most 256 kB, else TOO_LARGE). Never throws for wrong SQL. */
  parse(text: string, session: SqlSession, signal?: AbortSignal): Promise<ParsedScript>;
  /** Types statement `index` of the text. Throws QUERY_FAILED with Trino's error name and place. */
  translate(text: string, index: number, session: SqlSession, relations: readonly ResolvedRelation[], signal?: AbortSignal): Promise<Translation>;
  /** Every admitted function, for SHOW FUNCTIONS and completion. */
  functions(): Promise<readonly SqlFunctionInfo[]>;
  close(): Promise<void>;
}

