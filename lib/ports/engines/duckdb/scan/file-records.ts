import type { FileOptions, FileScan } from '../../port';
import { identifier, text, textList } from '../quote';

/** A longer record is a bad one: nobody's row has megabytes, and one of a gigabyte must not be held in memory. */
const RECORD_BYTES_MAX = 4 * 1024 ** 2;
const BUFFER_BYTES = 32 * 1024 ** 2;
/** where the engine puts what it could not take apart */
export const REJECTS = 'file_rejects';

const reading = `auto_detect = false, store_rejects = true, rejects_limit = 0, rejects_table = '${REJECTS}', rejects_scan = 'file_reject_scans', max_line_size = ${RECORD_BYTES_MAX}, buffer_size = ${BUFFER_BYTES}`;

export const dialectOptions = ({ delimiter, quote }: Pick<FileOptions, 'delimiter' | 'quote'>): string => `delim = ${text(delimiter)}, quote = ${text(quote)}, escape = ${text(quote)}`;

const pointer = (key: string): string => text(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
/** newlines inside a record, by which the next one's line is further down */
export const innerLines = (expression: string): string => `length(${expression}) - length(replace(${expression}, chr(10), ''))`;

/** The JSON of each line as j, with line and record; lines that are blank are left out. */
export const jsonLines = ({ localPath }: Pick<FileScan, 'localPath'>, numbered: boolean): string =>
  `SELECT * FROM (SELECT ${numbered ? 'row_number() OVER ()' : '0'} AS line, record, TRY_CAST(record AS JSON) AS j FROM read_csv(${text(localPath)}, ${reading}, header = false, delim = '', quote = '', escape = '', columns = {'record': 'VARCHAR'})) WHERE trim(coalesce(record, '')) <> ''`;

/**
 * SQL for the records of a file: line, record (its text), broken (why it is none, else NULL), and for each source the text s0, s1, … and
 * the value x0, x1, … to be made into the column's type.
 * @param numbered line is the record's number among those that came through, a header's included (`placedRecords` makes lines of it); false: line is 0, and the file is read by several threads
 */
export function fileRecords(scan: FileScan, numbered: boolean): string {
  const { sources, localPath, options } = scan;
  const each = (of: (index: number, name: string) => string): string => sources.map((name, index) => of(index, name)).join(', ');
  switch (scan.format) {
    case 'csv': {
      const nulls = textList([...new Set(['', options.nullText])]);
      const columns = each((index) => `'s${index}': 'VARCHAR'`);
      const cells = `concat_ws(${text(options.delimiter)}, ${each((index) => `coalesce(CASE WHEN s${index} = '' OR contains(s${index}, ${text(options.delimiter)}) OR contains(s${index}, chr(10)) OR contains(s${index}, '"') THEN '"' || replace(s${index}, '"', '""') || '"' ELSE s${index} END, '')`)})`;
      const read = `SELECT *, ${cells} AS record FROM read_csv(${text(localPath)}, ${reading}, ${dialectOptions(options)}, header = ${options.header}, nullstr = ${nulls}, allow_quoted_nulls = false, columns = {${columns}})`;
      const line = numbered ? `row_number() OVER () + ${options.header ? 1 : 0}` : '0';
      return `SELECT CAST(${line} AS BIGINT) AS line, record, CAST(NULL AS VARCHAR) AS broken, ${each((index) => `s${index}, s${index} AS x${index}`)} FROM (${read})`;
    }
    case 'json': {
      const cells = each((index, name) => `j ->> ${pointer(name)} AS s${index}, j ->> ${pointer(name)} AS x${index}, json_type(j, ${pointer(name)}) AS t${index}`);
      return `SELECT line, record, CASE WHEN j IS NULL THEN 'is no JSON' WHEN json_type(j) <> 'OBJECT' THEN 'is no JSON object' END AS broken, ${cells} FROM (${jsonLines(scan, numbered)})`;
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

/** What the engine could not take apart, one row for each record: line (of the record's number, blank lines counted), reason, record. */
const rejectedRecords = `SELECT CAST(line AS BIGINT) AS line, string_agg(DISTINCT CASE error_type
  WHEN 'TOO MANY COLUMNS' THEN 'has more fields than there are columns' WHEN 'MISSING COLUMNS' THEN 'has fewer fields than there are columns'
  WHEN 'UNQUOTED VALUE' THEN CASE WHEN contains(trim(csv_line, chr(10)), chr(10)) THEN 'a quote is not closed: it takes in ' || (${innerLines('trim(csv_line, chr(10))')} + 1) || ' lines' ELSE 'has a quote that is not closed, or text behind one' END
  WHEN 'LINE SIZE OVER MAXIMUM' THEN 'is longer than ${RECORD_BYTES_MAX / 1024 ** 2} MiB' WHEN 'INVALID ENCODING' THEN 'is not UTF-8' ELSE 'cannot be taken apart' END, '; ') AS reason,
  left(any_value(trim(csv_line, chr(10))), 10000) AS record FROM ${REJECTS} GROUP BY line`;

/**
 * SQL for the records of the table `taken` (line, record, kept and more) with those that were rejected among them, each at its line in
 * the file: below those that were rejected before it, and below the newlines inside earlier records, for which `taken` must hold these
 * too, with `kept` false. Blank lines of a CSV are seen by nobody: below them the lines of records that came through are too low.
 * @param rejected the columns of a rejected record, by line, reason and record
 */
export function placedRecords(taken: string, columns: string, rejected: string): string {
  const rejects = `SELECT *, row_number() OVER (ORDER BY line) AS place FROM (${rejectedRecords})`;
  const came = `SELECT ${columns}, kept, ${innerLines('record')} AS inside, line + coalesce(place, 0) AS number FROM ${taken} ASOF LEFT JOIN (SELECT place, line - place + 1 AS threshold FROM (${rejects})) AS gaps ON ${taken}.line >= gaps.threshold`;
  const not = `SELECT ${rejected}, true, ${innerLines('record')}, line FROM (${rejects})`;
  return `SELECT * EXCLUDE (kept, inside, number), CAST(number + coalesce(sum(inside) OVER (ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS line, kept FROM (${came} UNION ALL ${not})`;
}
