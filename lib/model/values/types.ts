/**
 * Logical types of the console: Trino's type system, because Trino's SQL is the one dialect. Every column that a
 * person or a script sees has one; engines and the table format translate at their own door.
 */
export type SimpleKind =
  | 'unknown' | 'boolean' | 'tinyint' | 'smallint' | 'integer' | 'bigint' | 'real' | 'double' | 'date' | 'varbinary'
  | 'json' | 'uuid' | 'interval day to second' | 'interval year to month';
export type TemporalKind = 'time' | 'time with time zone' | 'timestamp' | 'timestamp with time zone';

export type LogicalType =
  | { readonly kind: SimpleKind }
  | { readonly kind: TemporalKind; /** fraction digits, 0-12 */ readonly precision: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'varchar'; /** code points; null = unbounded */ readonly length: number | null }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'array'; readonly element: LogicalType }
  | { readonly kind: 'map'; readonly key: LogicalType; readonly value: LogicalType }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] };

export interface RowField {
  /** null for an anonymous field */
  readonly name: string | null;
  readonly type: LogicalType;
}

export interface Column {
  readonly name: string;
  readonly type: LogicalType;
}

/**
 * One value as it travels from the engine to the screen, exact to the last digit:
 * boolean; tinyint, smallint, integer, real, double as number (NaN, Infinity, -Infinity as those words);
 * bigint, decimal, date, times, timestamps, intervals, uuid, varchar, char, json as text in Trino's spelling;
 * varbinary as base64; array and row as arrays by position; map as [[key, value], …].
 */
export type Cell = null | boolean | number | string | readonly Cell[];
export type Row = readonly Cell[];
