import type { NestedField, PrimitiveValue, SortField, Transform } from '@/lib/model/iceberg/types';
import type { EngineLimits, EngineScan, FilesScan } from './port';

/** What a writer gets back for each Parquet file that it made. */
export interface WrittenFile {
  readonly localPath: string;
  readonly recordCount: number;
  readonly fileSizeInBytes: number;
  /** by position of the spec's fields, as the partition expressions gave them; empty when unpartitioned */
  readonly partition: readonly (PrimitiveValue | null)[];
  readonly columnSizes: ReadonlyMap<number, number>;
  readonly valueCounts: ReadonlyMap<number, number>;
  readonly nullValueCounts: ReadonlyMap<number, number>;
  /** of float and double columns outside of lists and maps */
  readonly nanValueCounts: ReadonlyMap<number, number>;
  readonly lowerBounds: ReadonlyMap<number, Uint8Array>;
  readonly upperBounds: ReadonlyMap<number, Uint8Array>;
}

export type FileCodec = 'zstd' | 'snappy' | 'gzip' | 'brotli' | 'lz4' | 'uncompressed';

/** Trusted SQL of the console's own (the demo), never a person's text. */
export interface WriteRequest {
  readonly sql: string;
  readonly scans: readonly EngineScan[];
  /** schema of the files, with field ids at every level */
  readonly fields: readonly NestedField[];
  /** SQL over the select's columns for each partition field, with the Iceberg type of its result; one file at least a tuple */
  readonly partition: readonly { readonly sql: string; readonly field: NestedField }[];
  /** SQL that orders rows inside a file; empty when the table has no sort order */
  readonly orderBy: readonly string[];
  /** local folder under which files are made; names are the writer's */
  readonly folder: string;
  readonly targetFileBytes: number;
  readonly compression: FileCodec;
  readonly limits: EngineLimits;
}

/** What is told of a column's values: nothing but its size, counts, or bounds too, whole or cut to so many characters or bytes. */
export type MetricsMode = 'none' | 'counts' | 'full' | number;
/** By field id; 16 where nothing is said. */
export type MetricsModes = ReadonlyMap<number, MetricsMode>;

/** How the data files of a table are laid out. */
export interface FileLayout {
  /** schema of the files, with field ids at every level */
  readonly fields: readonly NestedField[];
  /** the spec's fields in its order; sources are fields of the schema, at the top or inside structs */
  readonly partition: readonly { readonly sourceId: number; readonly transform: Transform }[];
  /** order of rows inside a file; empty when the table has none */
  readonly sort: readonly SortField[];
  readonly targetFileBytes: number;
  /** of a position delete file */
  readonly targetDeleteFileBytes: number;
  readonly compression: FileCodec;
  /** null: the codec's own */
  readonly compressionLevel: number | null;
  /** bytes of a row group in memory; null: the engine's own size */
  readonly rowGroupBytes: number | null;
  readonly metrics: MetricsModes;
  /** v3: rows that move keep their row id, and rows that do not change also the sequence number of their last change */
  readonly rowLineage: boolean;
}

/**
 * How rows that go leave their files: `files` writes position delete files (v2), `positions` hands the positions back (for
 * deletion vectors, v3), `rewrite` writes what stays of each touched file anew (copy-on-write).
 */
export type DeleteMode = 'files' | 'positions' | 'rewrite';

/** The table whose rows a statement changes. */
export interface WriteTarget {
  /** all columns of the layout that files hold, named c0, c1, … by their place in it, of every file that may hold such rows; with positions */
  readonly scan: FilesScan;
  readonly mode: DeleteMode;
  /** data sequence number of each file, by its path in metadata; for `rewrite` with row lineage */
  readonly sequenceNumbers: ReadonlyMap<string, bigint>;
  /** one position delete file for each data file, and not for all of a partition */
  readonly deleteFileEach: boolean;
}

/**
 * A statement that writes: a person's SELECT behind the same walls as a query, whose rows become files in `staging`.
 * - `rows`: the SELECT's columns are every column of the table in the schema's order.
 * - `delta`: the columns are file VARCHAR, pos BIGINT, row_id BIGINT (what a scan with positions gave), op TINYINT (1 delete,
 *   2 insert, 3 update), then every column of the table in the schema's order. One of the scans is the target's with positions.
 * - `delete`: the same, and every row is a delete.
 * - `rewrite`: no SELECT; every row of the target's scan goes into new files.
 */
export interface EngineWriteStatement {
  readonly kind: 'rows' | 'delta' | 'delete' | 'rewrite';
  /** engine's own SQL, one SELECT over the aliases; empty for `rewrite` */
  readonly sql: string;
  readonly scans: readonly EngineScan[];
  /** functions that the text may call */
  readonly functions: readonly string[];
  /** for `rows`: ids of columns that take their write default, or NULL where they have none, whatever the SELECT gives */
  readonly omitted: readonly number[];
  readonly layout: FileLayout;
  /** null for `rows` */
  readonly target: WriteTarget | null;
  /** local folder, empty, that the engine's children may write to */
  readonly staging: string;
  readonly limits: EngineLimits;
}

/** Rows that a statement took out of one data file. */
export interface DeletedRows {
  /** the data file's path in metadata */
  readonly path: string;
  /** true: no row of it is left, so the file itself goes */
  readonly whole: boolean;
  readonly count: number;
  /** of the rows that go, and of those that position delete files named before, ascending; null unless the mode is `positions` */
  readonly positions: Float64Array | null;
}

export interface EngineWriteResult {
  readonly files: readonly WrittenFile[];
  readonly deleted: readonly DeletedRows[];
  /** position delete files, each with the data files that it names */
  readonly deleteFiles: readonly { readonly file: WrittenFile; readonly names: readonly string[] }[];
  readonly rows: { readonly inserted: number; readonly updated: number; readonly deleted: number };
  readonly peakMemoryBytes: number;
}

export interface EngineWriteRun {
  /**
   * Resolves when every file is written; nothing of it is durable or visible yet. Rejects as a run does; then files may lie
   * in the staging folder, which is the caller's to remove.
   */
  readonly result: Promise<EngineWriteResult>;
  cancel(): Promise<void>;
}
