import type { ContentFile, NestedField, SchemaChange, Transform } from '@/lib/model/iceberg';

/** A column of a demo table; ids are given by the catalog. */
export const column = (name: string, type: NestedField['type'], doc: string, required = false): NestedField => ({ id: 0, name, type, doc, required });
export const long = { type: 'long' } as const;
export const int = { type: 'int' } as const;
export const string = { type: 'string' } as const;
export const instant = { type: 'timestamptz' } as const;
export const decimal = (precision: number, scale: number) => ({ type: 'decimal', precision, scale }) as const;

/** A commit of the history, in words for its summary. Days count back from the last one, which is 0. */
export type Step =
  | { readonly kind: 'append'; readonly day: number; readonly batch: number; readonly branch?: string }
  | { readonly kind: 'schema'; readonly day: number; readonly changes: readonly SchemaChange[] }
  | { readonly kind: 'spec'; readonly day: number; readonly fields: readonly { readonly column: string; readonly transform: Transform }[] }
  | { readonly kind: 'tag' | 'branch'; readonly day: number; readonly name: string }
  | { readonly kind: 'delete'; readonly day: number; /** in files of this batch */ readonly batch: number; /** row positions in each file */ readonly positions: readonly number[] };

/** Rows of several commits written by one statement of the engine. */
export interface Writing {
  /** SELECT of `batch` (which commit a row belongs to) and the columns; `{now}` is replaced by the last instant */
  readonly sql: string;
  /** how many of the plan's schema steps have happened when these rows were written */
  readonly afterSchemas: number;
  readonly afterSpecs: number;
  /** SQL of each partition field of the spec in force, with the type of its result */
  readonly partition: readonly { readonly sql: string; readonly type: 'int' | 'date' }[];
  readonly orderBy: string;
}

export interface TablePlan {
  readonly namespace: string;
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly NestedField[];
  readonly partition: readonly { readonly column: string; readonly transform: Transform }[];
  readonly writings: readonly Writing[];
  readonly steps: readonly Step[];
}

export type BatchFiles = ReadonlyMap<number, readonly ContentFile[]>;

/** Days of daily history before the last day. */
export const DAYS = 30;

/** Pseudo-random whole number below `below`, the same for the same key and salt. */
export const pick = (key: string, salt: string, below: number): string => `(hash(${key}, '${salt}') % ${below})::BIGINT`;
/** One of `values`, by key. */
export const oneOf = (key: string, salt: string, values: readonly string[]): string => `[${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')}][1 + ${pick(key, salt, values.length)}]`;
