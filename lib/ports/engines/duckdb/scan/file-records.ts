import type { FileOptions, FileScan } from '../../port';
import { identifier, text, textList } from '../quote';
import { exactText, jsonLines, pointer } from './json-records';
import { BUFFER_BYTES, readingLines, RECORD_BYTES_MAX } from './reading-lines';

export const dialectOptions = ({ delimiter, quote }: Pick<FileOptions, 'delimiter' | 'quote'>): string => `delim = ${text(delimiter)}, quote = ${text(quote)}, escape = ${text(quote)}`;

/**
 * SQL for the records of a file: line, record (its text), broken (why it is none, else NULL), and for each source the text s0, s1, … and
 * the value x0, x1, … to be made into the column's type; of JSON lines the values as JSON too, j0, j1, ….
 * @param numbered line is the record's number among those that came through (`placedRecords` makes lines of it; of Parquet it is its place already); false: line is 0, and the file is read by several threads
 */
export function fileRecords(scan: FileScan, numbered: boolean): string {
  const { sources, localPath, options } = scan;
  const each = (of: (index: number, name: string) => string): string => sources.map((name, index) => of(index, name)).join(', ');
  switch (scan.format) {
    case 'csv': {
      const nulls = textList([...new Set(['', options.nullText])]);
      const columns = each((index) => `'s${index}': 'VARCHAR'`);
      const cells = `concat_ws(${text(options.delimiter)}, ${each((index) => `coalesce(CASE WHEN s${index} = '' OR contains(s${index}, ${text(options.delimiter)}) OR contains(s${index}, chr(10)) OR contains(s${index}, '"') THEN '"' || replace(s${index}, '"', '""') || '"' ELSE s${index} END, '')`)})`;
      const read = `SELECT *, ${cells} AS record FROM read_csv(${text(localPath)}, ${readingLines}, ${dialectOptions(options)}, header = ${options.header}, nullstr = ${nulls}, allow_quoted_nulls = false, columns = {${columns}})`;
      const line = numbered ? 'row_number() OVER ()' : '0';
      return `SELECT CAST(${line} AS BIGINT) AS line, record, CAST(NULL AS VARCHAR) AS broken, ${each((index) => `s${index}, s${index} AS x${index}`)} FROM (${read})`;
    }
    case 'json': {
      const cells = each((index) => `${exactText(`(j${index} ->> '$')`)} AS s${index}, s${index} AS x${index}, j${index}`);
      const values = each((index, name) => `json_extract(q, ${pointer(name)}) AS j${index}`);
      return `SELECT line, record, CASE WHEN q IS NULL THEN 'is no JSON' WHEN json_type(q) <> 'OBJECT' THEN 'is no JSON object' END AS broken, marked, ${cells} FROM (SELECT line, record, q, marked, ${values} FROM (${jsonLines(scan, numbered)}))`;
    }
    case 'parquet': {
      const read = `SELECT file_row_number + 1 AS line, ${each((index, name) => `${identifier(name)} AS x${index}`)} FROM read_parquet(${text(localPath)}, file_row_number = true)`;
      const cells = `concat_ws(',', ${each((index) => `coalesce('"' || replace(CAST(x${index} AS VARCHAR), '"', '""') || '"', '')`)})`;
      return `SELECT line, ${cells} AS record, CAST(NULL AS VARCHAR) AS broken, ${each((index) => `CAST(x${index} AS VARCHAR) AS s${index}, x${index}`)} FROM (${read})`;
    }
  }
}

/** The first record of a CSV that can be taken apart, as texts, padded with NULL to so many. */
export const firstRecordOf = ({ localPath, options }: Pick<FileScan, 'localPath' | 'options'>, width: number): string =>
  `SELECT * FROM read_csv(${text(localPath)}, ${dialectOptions(options)}, auto_detect = false, header = false, ignore_errors = true, null_padding = true, parallel = false, max_line_size = ${RECORD_BYTES_MAX}, buffer_size = ${BUFFER_BYTES}, columns = {${Array.from({ length: width }, (_, index) => `'s${index}': 'VARCHAR'`).join(', ')}}) LIMIT 1`;
