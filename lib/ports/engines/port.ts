import type { ContentFile, JsonValue, NestedField, PrimitiveValue, Predicate } from '@/lib/model/iceberg/types';
import type { Operator, SortKey } from '@/lib/model/values/row-view';
import type { Cell, Column, Row } from '@/lib/model/values/types';
import type { FileScan } from './file-scan';
import type { EngineWriteRun, EngineWriteStatement, WriteRequest, WrittenFile } from './write-port';

export type * from './file-scan';
export type * from './write-port';

/**
 * A SQL engine that is given exactly what it may read: planned scans, never a catalog. One statement runs in a
 * process of its own that is thrown away after it; its rows go to the spool (a folder of Parquet parts, exact in type),
 * and everything that is shown later is read from there.
 */
export interface DeleteFile {
  readonly file: ContentFile;
  /** where the engine reads it on this machine */
  readonly localPath: string;
}

/** What reading needs of a data file's entry; changing rows needs all of it. */
export type ScannedFile = Pick<ContentFile, 'path' | 'format' | 'fileSizeInBytes'>;

export interface ScanFile<File extends ScannedFile = ContentFile> {
  readonly file: File;
  readonly localPath: string;
  /** field id → value of identity partition fields, for columns that the file itself lacks */
  readonly constants: ReadonlyMap<number, PrimitiveValue | null>;
  /** only those that apply to this file, already filtered by sequence number and partition */
  readonly deletes: readonly DeleteFile[];
  /** v3 row lineage */
  readonly firstRowId: bigint | null;
}

/** An Iceberg table (or what is left of it after planning) under a name. */
export interface FilesScan<File extends ScannedFile = ContentFile> {
  readonly kind: 'files';
  readonly alias: string;
  /** columns to be read, by field id, with the type and name to be given to them */
  readonly fields: readonly NestedField[];
  /** columns that only equality deletes need, dropped after they were applied */
  readonly deleteFields: readonly NestedField[];
  readonly files: readonly ScanFile<File>[];
  /** from schema.name-mapping.default, for files without field ids; null when the table has none */
  readonly nameMapping: JsonValue | null;
  /** lets the engine skip row groups; the statement filters again by itself */
  readonly filter: Predicate;
  /** rows after which reading may stop */
  readonly limit: number | null;
  /** also gives each row's place: c_file VARCHAR and c_pos BIGINT, which mean something to the engine alone, and c_row_id BIGINT (null before v3) */
  readonly positions?: boolean;
}

/** Rows that the console itself made: metadata tables, information_schema. */
export interface RowsScan {
  readonly kind: 'rows';
  readonly alias: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
export type EngineScan<File extends ScannedFile = ContentFile> = FilesScan<File> | RowsScan | FileScan;

export interface EngineLimits {
  readonly memoryBytes: number;
  readonly threads: number;
  readonly timeMs: number;
  /** bytes the result, or the files that are written, may take on disk; and what is put aside on the way */
  readonly spoolBytes: number;
}

export interface EngineStatement {
  /** engine's own SQL, one SELECT over the aliases */
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly scans: readonly EngineScan[];
  /** functions that the text may call; anything else in the engine's own parse of it is refused */
  readonly functions: readonly string[];
  /** folder of this statement's result; exists and is empty */
  readonly spool: string;
  /** null: no limit; otherwise the engine stops after so many rows and `truncated` tells whether there were more */
  readonly rowLimit: number | null;
  readonly limits: EngineLimits;
}

export type EngineEvent =
  | { readonly kind: 'started' }
  /** rows that can be read from the spool now */
  | { readonly kind: 'rows'; readonly available: number };

export interface EngineResult {
  readonly rowCount: number;
  readonly truncated: boolean;
  readonly spoolBytes: number;
  readonly peakMemoryBytes: number;
}

export interface EngineRun {
  /** Resolves when all rows are in the spool. Rejects with QUERY_FAILED, CANCELLED, TIMEOUT, STORAGE_FULL, or INTERNAL (the child died). */
  readonly result: Promise<EngineResult>;
  /** Interrupts, and kills 500 ms later when that is not answered. Resolves when the process has let go. */
  cancel(): Promise<void>;
}

export interface SpoolPage {
  readonly rows: readonly Row[];
  /** rows that can be read so far */
  readonly available: number;
}

/** Which rows of a finished spool, in which order (see RowView), with values read as cells of their column's type. */
export interface SpoolView {
  readonly sort: readonly SortKey[];
  readonly filter: readonly { readonly column: number; readonly is: Operator; /** null for `null` and `notnull` */ readonly value: Cell }[];
}

/** What a column of a finished spool holds. */
export interface ColumnSummary {
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  /** false: `distinct` is an estimate, within some percent */
  readonly distinctIsExact: boolean;
  /** null for a column of NULL, or of a type without an order; texts are cut after 300 characters */
  readonly least: Cell;
  readonly greatest: Cell;
  /** rows by equal parts of the range from least to greatest; empty for what is not a number or a date */
  readonly bars: readonly number[];
  /** the most frequent values with their rows, most first; empty for numbers and dates */
  readonly common: readonly { readonly value: Cell; readonly rows: number }[];
}

/** A file's own footer, for the files tab. */
export interface ParquetFooter {
  readonly rowCount: number;
  readonly createdBy: string | null;
  readonly rowGroups: readonly { readonly rows: number; readonly bytes: number; readonly compressedBytes: number }[];
  readonly columns: readonly { readonly path: string; readonly fieldId: number | null; readonly type: string; readonly codec: string; readonly compressedBytes: number; readonly min: string | null; readonly max: string | null; readonly nulls: number | null }[];
}

export interface QueryEngine {
  /** Starts at once; waiting for a turn is the caller's matter. */
  run(statement: EngineStatement, onEvent: (event: EngineEvent) => void): EngineRun;
  /** Rows [offset, offset + limit) of a spool, while it is still written too. */
  readSpool(spool: string, columns: readonly Column[], offset: number, limit: number): Promise<SpoolPage>;
  /**
   * The spool of a view over a finished spool: made when it is first asked for and kept beside the spool
   * for a while, so ask again before each use. Rejects with TIMEOUT or STORAGE_FULL when it is too much to be arranged.
   */
  viewSpool(spool: string, columns: readonly Column[], view: SpoolView): Promise<{ readonly spool: string; readonly rowCount: number }>;
  /** @param bars how many parts of the range, or frequent values, are told apart */
  summarizeColumn(spool: string, columns: readonly Column[], column: number, bars: number): Promise<ColumnSummary>;
  readFooter(localPath: string): Promise<ParquetFooter>;
  write(request: WriteRequest): Promise<readonly WrittenFile[]>;
  /** Starts at once, as `run` does. */
  startWrite(statement: EngineWriteStatement): EngineWriteRun;
  /** throws UNAVAILABLE when no child can be started */
  check(): Promise<void>;
  close(): Promise<void>;
}
