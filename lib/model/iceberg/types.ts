/**
 * The table format as data (Iceberg spec v1-v3). Everything is immutable. 64-bit ids are bigint; sizes, counts and
 * times in milliseconds are numbers, checked to be safe integers when they are read. Keys that we do not know, of any object, are
 * kept in `extra` (absent when there are none), as lossless JSON values, and written back.
 */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type Extra = { readonly [key: string]: JsonValue };

export type PrimitiveKind =
  | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'date' | 'time' | 'timestamp' | 'timestamptz' | 'timestamp_ns'
  | 'timestamptz_ns' | 'string' | 'uuid' | 'binary' | 'unknown' | 'variant';

export type PrimitiveType =
  | { readonly type: PrimitiveKind }
  | { readonly type: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly type: 'fixed'; readonly length: number }
  | { readonly type: 'geometry'; readonly crs: string | null }
  | { readonly type: 'geography'; readonly crs: string | null; readonly algorithm: string | null };
export interface StructType { readonly type: 'struct'; readonly fields: readonly NestedField[]; readonly extra?: Extra }
export interface ListType { readonly type: 'list'; readonly elementId: number; readonly element: IcebergType; readonly elementRequired: boolean; readonly extra?: Extra }
export interface MapType {
  readonly type: 'map'; readonly keyId: number; readonly key: IcebergType;
  readonly valueId: number; readonly value: IcebergType; readonly valueRequired: boolean; readonly extra?: Extra;
}
export type IcebergType = PrimitiveType | StructType | ListType | MapType;

export interface NestedField {
  readonly id: number;
  readonly name: string;
  readonly required: boolean;
  readonly type: IcebergType;
  readonly doc?: string;
  /** v3 defaults, as the spec's JSON single-value serialization */
  readonly initialDefault?: JsonValue;
  readonly writeDefault?: JsonValue;
  readonly extra?: Extra;
}

export interface Schema {
  readonly schemaId: number;
  readonly fields: readonly NestedField[];
  readonly identifierFieldIds: readonly number[];
  readonly extra?: Extra;
}

export type Transform =
  | { readonly kind: 'identity' | 'year' | 'month' | 'day' | 'hour' | 'void' }
  | { readonly kind: 'bucket'; readonly buckets: number }
  | { readonly kind: 'truncate'; readonly width: number }
  | { readonly kind: 'unknown'; readonly text: string };

export interface PartitionField {
  readonly fieldId: number;
  readonly sourceId: number;
  /** v3 multi-argument transforms; absent for one source */
  readonly sourceIds?: readonly number[];
  readonly name: string;
  readonly transform: Transform;
  readonly extra?: Extra;
}
export interface PartitionSpec { readonly specId: number; readonly fields: readonly PartitionField[]; readonly extra?: Extra }

export interface SortField {
  readonly sourceId: number;
  /** v3 multi-argument transforms; absent for one source */
  readonly sourceIds?: readonly number[];
  readonly transform: Transform;
  readonly direction: 'asc' | 'desc';
  readonly nullOrder: 'nulls-first' | 'nulls-last';
  readonly extra?: Extra;
}
export interface SortOrder { readonly orderId: number; readonly fields: readonly SortField[]; readonly extra?: Extra }

export type Operation = 'append' | 'replace' | 'overwrite' | 'delete';
export interface Snapshot {
  readonly snapshotId: bigint;
  readonly parentSnapshotId: bigint | null;
  /** 0 in v1 tables */
  readonly sequenceNumber: bigint;
  readonly timestampMs: number;
  /** null only in v1 snapshots that carry `manifests` */
  readonly manifestList: string | null;
  readonly manifests: readonly string[] | null;
  /** null where a v1 writer left it out, or wrote a word that we do not know, which is then kept in `summary` */
  readonly operation: Operation | null;
  /** without `operation` where that is known */
  readonly summary: Readonly<Record<string, string>>;
  readonly schemaId: number | null;
  readonly firstRowId: bigint | null;
  readonly addedRows: bigint | null;
  readonly extra: Extra;
}

export interface SnapshotRef {
  readonly snapshotId: bigint;
  readonly type: 'branch' | 'tag';
  readonly minSnapshotsToKeep: number | null;
  readonly maxSnapshotAgeMs: number | null;
  readonly maxRefAgeMs: number | null;
  readonly extra?: Extra;
}

export interface LogEntry { readonly timestampMs: number; readonly snapshotId: bigint; readonly extra?: Extra }
export interface MetadataLogEntry { readonly timestampMs: number; readonly metadataFile: string; readonly extra?: Extra }

export interface TableMetadata {
  readonly formatVersion: 1 | 2 | 3;
  readonly tableUuid: string | null;
  readonly location: string;
  readonly lastSequenceNumber: bigint;
  readonly lastUpdatedMs: number;
  readonly lastColumnId: number;
  readonly schemas: readonly Schema[];
  readonly currentSchemaId: number;
  readonly partitionSpecs: readonly PartitionSpec[];
  readonly defaultSpecId: number;
  readonly lastPartitionId: number;
  readonly sortOrders: readonly SortOrder[];
  readonly defaultSortOrderId: number;
  readonly properties: Readonly<Record<string, string>>;
  /** null: an empty table (absent, null and -1 are the same) */
  readonly currentSnapshotId: bigint | null;
  readonly snapshots: readonly Snapshot[];
  readonly snapshotLog: readonly LogEntry[];
  readonly metadataLog: readonly MetadataLogEntry[];
  readonly refs: Readonly<Record<string, SnapshotRef>>;
  /** v3 row lineage; null before v3 */
  readonly nextRowId: bigint | null;
  readonly statistics: readonly JsonValue[];
  readonly partitionStatistics: readonly JsonValue[];
  readonly extra: Extra;
}

/** A value of a primitive type in memory. int, date: number; long, time, timestamps: bigint (µs, or ns for *_ns);
 *  decimal: unscaled bigint; float, double: number; string, uuid: string; fixed, binary: bytes. */
export type PrimitiveValue = boolean | number | bigint | string | Uint8Array;

export interface FieldSummary {
  readonly containsNull: boolean;
  readonly containsNan: boolean | null;
  readonly lowerBound: Uint8Array | null;
  readonly upperBound: Uint8Array | null;
}

export interface ManifestFile {
  readonly path: string;
  readonly length: number;
  readonly specId: number;
  readonly content: 'data' | 'deletes';
  readonly sequenceNumber: bigint;
  readonly minSequenceNumber: bigint;
  readonly addedSnapshotId: bigint | null;
  /** null where an old writer left it out */
  readonly addedFilesCount: number | null;
  readonly existingFilesCount: number | null;
  readonly deletedFilesCount: number | null;
  readonly addedRowsCount: number | null;
  readonly existingRowsCount: number | null;
  readonly deletedRowsCount: number | null;
  /** null: unknown; may be shorter than the spec */
  readonly partitions: readonly FieldSummary[] | null;
  readonly keyMetadata: Uint8Array | null;
  readonly firstRowId: bigint | null;
}

export type FileFormat = 'parquet' | 'orc' | 'avro' | 'puffin';
export interface ContentFile {
  readonly content: 'data' | 'position-deletes' | 'equality-deletes';
  readonly path: string;
  readonly format: FileFormat;
  readonly specId: number;
  /** by position of the spec's fields; values of the transforms' result types */
  readonly partition: readonly (PrimitiveValue | null)[];
  readonly recordCount: number;
  /** what the writer said; never trust it as a length */
  readonly fileSizeInBytes: number;
  readonly columnSizes: ReadonlyMap<number, number> | null;
  readonly valueCounts: ReadonlyMap<number, number> | null;
  readonly nullValueCounts: ReadonlyMap<number, number> | null;
  readonly nanValueCounts: ReadonlyMap<number, number> | null;
  readonly lowerBounds: ReadonlyMap<number, Uint8Array> | null;
  readonly upperBounds: ReadonlyMap<number, Uint8Array> | null;
  readonly splitOffsets: readonly number[] | null;
  readonly equalityIds: readonly number[] | null;
  readonly sortOrderId: number | null;
  readonly firstRowId: bigint | null;
  /** the one data file that a position delete file or a deletion vector is for */
  readonly referencedDataFile: string | null;
  /** where a deletion vector lies in its Puffin file */
  readonly contentOffset: number | null;
  readonly contentSizeInBytes: number | null;
  readonly keyMetadata: Uint8Array | null;
}

export interface ManifestEntry {
  readonly status: 'existing' | 'added' | 'deleted';
  readonly snapshotId: bigint | null;
  /** data sequence number, inherited where absent */
  readonly sequenceNumber: bigint;
  readonly fileSequenceNumber: bigint;
  readonly file: ContentFile;
}

/** Unbound predicate over top-level or nested columns by dotted name; literals are Iceberg values of the column's type. */
export type Predicate =
  | { readonly op: 'true' | 'false' }
  | { readonly op: 'and' | 'or'; readonly args: readonly Predicate[] }
  | { readonly op: 'not'; readonly arg: Predicate }
  | { readonly op: 'is-null' | 'not-null' | 'is-nan' | 'not-nan'; readonly column: string }
  | { readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'starts-with' | 'not-starts-with'; readonly column: string; readonly value: PrimitiveValue }
  | { readonly op: 'in' | 'not-in'; readonly column: string; readonly values: readonly PrimitiveValue[] };
