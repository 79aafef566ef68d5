import type { IcebergType } from '@/lib/model/iceberg/types';

export type FileFormat = 'csv' | 'json' | 'parquet';

/** How a file is read, beyond its format; all but the last two are of CSV alone. */
export interface FileOptions {
  readonly delimiter: string;
  /** empty: none */
  readonly quote: string;
  readonly header: boolean;
  /** a field that is this text, beside an empty one, is NULL */
  readonly nullText: string;
  /** by strptime's letters (%d.%m.%Y); empty: ISO 8601 */
  readonly dateFormat: string;
  readonly timestampFormat: string;
}

/** A column to be made of the file's. */
export interface FileColumn {
  /** place of the file's column among `sources` */
  readonly source: number;
  readonly type: IcebergType;
  readonly required: boolean;
}

/**
 * One file that a person brought, of which a part is given under a name:
 * - `dialect`: what looking at a CSV tells: delimiter, quote VARCHAR, header BOOLEAN;
 * - `columns`: name and type (Iceberg's text; null where the format knows none; of JSON lines 'text' or 'json' where there are any) of the file's columns, VARCHAR both;
 * - `sample`: its first records: line BIGINT, cells VARCHAR[] (the file's own texts, by `sources`), problems VARCHAR[] (by `columns`, null
 *   where the value fits; or a single one when the record cannot be taken apart);
 * - `rows`: c0, c1, … of every record whose values all fit, by `columns`;
 * - `bad`: line BIGINT, reason VARCHAR, record VARCHAR of every other one.
 */
export interface FileScan {
  readonly kind: 'file';
  readonly alias: string;
  readonly localPath: string;
  /** what people call it */
  readonly name: string;
  readonly format: FileFormat;
  readonly options: FileOptions;
  /** names of the file's columns, in their order */
  readonly sources: readonly string[];
  readonly columns: readonly FileColumn[];
  readonly part: 'dialect' | 'columns' | 'sample' | 'rows' | 'bad';
  /** records that a sample holds at most */
  readonly limit: number;
}
