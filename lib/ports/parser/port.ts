import type { Predicate } from '@/lib/model/iceberg/types';
import type { Column, LogicalType } from '@/lib/model/values/types';

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

/** A schema as it was written; the session gives the catalog that is missing. Levels of the namespace are joined by '.'. */
export interface SchemaMention {
  readonly span: Span;
  readonly catalog: string | null;
  readonly schema: string;
}

/** A value of WITH (…), SET PROPERTIES or of a procedure's argument: a literal, an array of texts; `default` is the word DEFAULT. */
export type PropertyValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; /** as it was written, with its sign */ readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  | { readonly kind: 'timestamp'; /** epoch microseconds */ readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'default' };
export interface PropertyAssignment {
  /** lower case */
  readonly name: string;
  readonly value: PropertyValue;
  readonly span: Span;
}

export interface ColumnDefinition {
  readonly name: string;
  /** as it was written: which of Iceberg's types stores it is the caller's matter (`fromLogicalType` of the model) */
  readonly type: LogicalType;
  readonly required: boolean;
  readonly comment: string | null;
  readonly span: Span;
}
export type TableElement =
  | { readonly kind: 'column'; readonly column: ColumnDefinition }
  /** LIKE other: `table` is among the statement's tables */
  | { readonly kind: 'like'; readonly table: number; readonly properties: boolean };

/** What both forms of CREATE TABLE say beside their columns. */
export interface NewTableMention {
  readonly name: TableMention;
  readonly ifNotExists: boolean;
  readonly orReplace: boolean;
  readonly comment: string | null;
  readonly properties: readonly PropertyAssignment[];
}

/** One change of ALTER TABLE. Columns are paths: `a.b` is the field b of the row column a. */
export type AlterTable =
  | { readonly change: 'add-column'; readonly path: readonly string[]; readonly type: LogicalType; readonly required: boolean; readonly comment: string | null; readonly ifNotExists: boolean }
  | { readonly change: 'drop-column'; readonly path: readonly string[]; readonly ifExists: boolean }
  | { readonly change: 'rename-column'; readonly path: readonly string[]; readonly to: string; readonly ifExists: boolean }
  | { readonly change: 'set-type'; readonly path: readonly string[]; readonly type: LogicalType }
  | { readonly change: 'drop-not-null'; readonly path: readonly string[] }
  | { readonly change: 'set-properties'; readonly properties: readonly PropertyAssignment[] };

/** An argument of CALL or EXECUTE; `name` is null where it was given by its place. */
export interface Argument {
  readonly name: string | null;
  readonly value: PropertyValue;
  readonly span: Span;
}

/**
 * What a statement asks for. `query` runs on the engine; `explain` wraps a query or a statement that writes; insert, delete,
 * update, merge and create-table-as have a part that is typed and runs on the engine (`translate`); the other writing kinds say all
 * there is to say here; the rest the console answers itself from names and metadata; `unsupported` carries the plain sentence
 * that refuses it.
 */
export type StatementKind =
  | { readonly kind: 'query' }
  | { readonly kind: 'explain'; readonly analyze: boolean; readonly of: WriteKind | null }
  | { readonly kind: 'use'; readonly catalog: string | null; readonly schema: string }
  | { readonly kind: 'show-catalogs'; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-schemas'; readonly catalog: string | null; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-tables'; readonly catalog: string | null; readonly schema: string | null; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-columns'; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-create-table' }
  | { readonly kind: 'show-create-schema'; readonly catalog: string | null; readonly schema: string }
  | { readonly kind: 'show-functions'; readonly like: string | null; readonly escape: string | null }
  | { readonly kind: 'show-session' }
  | { readonly kind: 'unsupported'; readonly error: SqlError }
  | WriteKind;

/** Statements that change something. */
export type WriteKind =
  | { readonly kind: 'create-schema'; readonly name: SchemaMention; readonly ifNotExists: boolean; readonly properties: readonly PropertyAssignment[] }
  | { readonly kind: 'drop-schema'; readonly name: SchemaMention; readonly ifExists: boolean }
  | ({ readonly kind: 'create-table'; readonly elements: readonly TableElement[] } & NewTableMention)
  /** `columns`: the names that replace those of the query */
  | ({ readonly kind: 'create-table-as'; readonly columns: readonly string[] | null; readonly withData: boolean } & NewTableMention)
  /** `target`: where the rows go. Of delete, update and merge it is among the statement's tables as well, since its rows are read. */
  | { readonly kind: 'insert'; readonly target: TableMention; readonly columns: readonly string[] | null }
  | { readonly kind: 'delete' | 'update' | 'merge'; readonly target: TableMention }
  | { readonly kind: 'truncate'; readonly target: TableMention }
  | { readonly kind: 'drop-table'; readonly target: TableMention; readonly ifExists: boolean }
  | { readonly kind: 'alter-table'; readonly target: TableMention; readonly ifExists: boolean; readonly alter: AlterTable }
  /** `path` is empty for a comment on the table itself; a null text takes the comment away */
  | { readonly kind: 'comment'; readonly target: TableMention; readonly path: readonly string[]; readonly text: string | null }
  | { readonly kind: 'call'; /** catalog, schema and name, lower case */ readonly procedure: readonly string[]; readonly args: readonly Argument[]; readonly span: Span }
  /** ALTER TABLE … EXECUTE; the filter of its WHERE comes from `translate` */
  | { readonly kind: 'execute'; readonly target: TableMention; readonly procedure: string; readonly args: readonly Argument[]; readonly filtered: boolean };

export interface ParsedStatement {
  readonly index: number;
  readonly span: Span;
  readonly text: string;
  /** what the statement does, in a word or two for the strip above a result: SELECT, SHOW TABLES, INSERT */
  readonly verb: string;
  readonly statement: StatementKind;
  /** every table that is read, in order of mention; CTE names are not tables. The target of an INSERT is none of them. */
  readonly tables: readonly TableMention[];
}
export interface ParsedScript {
  readonly statements: readonly ParsedStatement[];
  /** the first syntax error; statements before it are listed */
  readonly error: SqlError | null;
}

export interface ResolvedRelation {
  /** of the mention that it was found for */
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
  /** the scan also gives c_file, c_pos and c_row_id of each row: it is the target of a delta */
  readonly positions: boolean;
}

/**
 * What the rows of a translation are for. `rows`: they are appended to the target, whose columns they are in the order of its
 * relation; `omitted` names those that the statement gives no value (NULL in the rows). `delta`: each row is a change of one row of
 * the target, in columns file VARCHAR, pos BIGINT, row_id BIGINT, op TINYINT (1 delete, 2 insert, 3 update) and then every column of
 * the target as it is to be (NULL of a deleted row); the scan of the target gives the columns c_file, c_pos and c_row_id. `table`: they
 * become a table of the translation's own columns. `filter`: nothing is read or written; only the scan's filter is of use (EXECUTE …
 * WHERE), and it is all of the condition.
 */
export type TranslatedWrite =
  | { readonly kind: 'rows'; readonly target: number; readonly omitted: readonly string[] }
  | {
      readonly kind: 'delta';
      readonly target: number;
      readonly operation: 'delete' | 'update' | 'merge';
      /** columns of the target that the text reads, which takes the right to read them; its scan may need more */
      readonly reads: readonly string[];
      readonly inserts: boolean;
      readonly changes: boolean;
      /** every row that the scan's filter admits is deleted: its condition says no more than the filter */
      readonly whole: boolean;
    }
  | { readonly kind: 'table' }
  | { readonly kind: 'filter'; readonly target: number };

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
  /** null: the rows are the answer */
  readonly write: TranslatedWrite | null;
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

