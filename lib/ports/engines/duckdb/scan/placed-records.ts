import type { FileScan } from '../../port';
import { REJECTS, RECORD_BYTES_MAX } from './reading-lines';

/** Where the file's lines are, as the worker finds them: `blank_lines` (line of the last of each run, before: lines that are not blank above it, blanks: blank ones up to it) and `reject_places` (byte, newlines before it). */
export const PLACES = "CREATE TEMP TABLE blank_lines (line BIGINT, before BIGINT, blanks BIGINT); CREATE TEMP TABLE reject_places (byte BIGINT, newlines BIGINT)";

/** Whether the engine passes over blank lines between records. Those of JSON lines, and of a CSV of one column, come through as records. */
export const passesBlanks = ({ format, sources }: Pick<FileScan, 'format' | 'sources'>): boolean => format === 'csv' && sources.length > 1;

/** Newlines inside a record, by which the next one's line is further down; where blank lines are passed over, a run of newlines counts once. */
export function innerLines(scan: Pick<FileScan, 'format' | 'sources'>, expression: string): string {
  const plain = passesBlanks(scan) ? `regexp_replace(replace(${expression}, chr(13), ''), '\\n+', chr(10), 'g')` : expression;
  return `CASE WHEN contains(${expression}, chr(10)) THEN length(${plain}) - length(replace(${plain}, chr(10), '')) ELSE 0 END`;
}

const body = "trim(csv_line, chr(10) || chr(13))";
/** What the engine could not take apart, one row for each record: byte (where it looked from, which may be before newlines that lead), reason, record. */
const rejectedRecords = (scan: Pick<FileScan, 'format' | 'sources'>): string => `SELECT line_byte_position - 1 AS byte, string_agg(DISTINCT CASE error_type
  WHEN 'TOO MANY COLUMNS' THEN 'has more fields than there are columns' WHEN 'MISSING COLUMNS' THEN 'has fewer fields than there are columns'
  WHEN 'UNQUOTED VALUE' THEN CASE WHEN contains(${body}, chr(10)) THEN 'a quote is not closed: it takes in ' || (length(${body}) - length(replace(${body}, chr(10), '')) + 1) || ' lines' ELSE 'has a quote that is not closed, or text behind one' END
  WHEN 'LINE SIZE OVER MAXIMUM' THEN 'is longer than ${RECORD_BYTES_MAX / 1024 ** 2} MiB' WHEN 'INVALID ENCODING' THEN 'is not UTF-8' ELSE 'cannot be taken apart' END, '; ') AS reason,
  left(any_value(${body}), 10000) AS record, any_value(${innerLines(scan, body)}) AS inside, any_value(length(replace(regexp_extract(csv_line, '^[\\r\\n]*'), chr(13), ''))) AS lead FROM ${REJECTS} GROUP BY line_byte_position`;

/**
 * SQL for the records of the table `taken` (line: number among those that came through, inside, kept and more) with those that were
 * rejected among them, each at its line in the file. Lines that are not blank are counted first, by records and the newlines inside them,
 * for which `taken` must hold those that have some too, with `kept` false; then the blank ones between are put back.
 * @param rejected the columns of a rejected record, by reason and record
 */
export function placedRecords(scan: FileScan, columns: string, rejected: string): string {
  const above = scan.format === 'csv' && scan.options.header ? scan.sources.join('').split('\n').length : 0;
  const lines = `SELECT *, newlines + 1 + lead AS place FROM (${rejectedRecords(scan)}) JOIN reject_places USING (byte)`;
  const full = `SELECT p.*, place - coalesce(blanks, 0) AS n, sum(inside + 1) OVER (ORDER BY place) AS through FROM (${lines}) AS p ASOF LEFT JOIN blank_lines ON p.place > blank_lines.line`;
  const gaps = `SELECT n - (through - inside - 1) AS since, max(through) AS through FROM (${full}) GROUP BY since`;
  const came = `SELECT ${columns}, kept, line + ${above} + coalesce(sum(inside) OVER (ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS alone FROM taken`;
  const among = `SELECT c.*, alone + coalesce(through, 0) AS n FROM (${came}) AS c ASOF LEFT JOIN (${gaps}) AS gaps ON c.alone >= gaps.since`;
  const placed = `SELECT ${columns}, kept, n + coalesce(blanks, 0) AS line FROM (${among}) AS a ASOF LEFT JOIN blank_lines ON a.n > blank_lines.before`;
  return `SELECT * REPLACE (CAST(line AS BIGINT) AS line) FROM (${placed} UNION ALL SELECT ${rejected}, true, place FROM (${lines}))`;
}
