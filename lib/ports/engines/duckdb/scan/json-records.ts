import type { FileScan } from '../../port';
import { text } from '../quote';
import { readingLines } from './reading-lines';

/** A character that Unicode keeps for such things; a line that holds it itself is read without its help. */
const MARK = '\u{FDD0}';
/** whatever is no number, strings whole; then a number, or the end */
const NUMBERS = '((?:"(?:[^"\\\\]|\\\\.)*"|[^"0-9-])*)(-?[0-9][0-9.eE+-]*|$)';
/** digits that a number may have without being changed by the engine, which reads fractions as doubles */
const MANY_DIGITS = '[0-9][0-9.]{15}';

/** The text of a line in which each number is a marked string, so that the engine carries it as it is written. */
const markedText = (record: string): string => `replace(regexp_replace(${record}, ${text(NUMBERS)}, ${text(`\\1"${MARK}\\2"`)}, 'g'), ${text(`"${MARK}"`)}, '')`;

/** A value of `jsonLines`, beside whose column `marked` it stands, as text, its numbers with every digit. */
export const exactText = (value: string): string => `CASE WHEN marked AND contains(${value}, ${text(MARK)}) THEN regexp_replace(${value}, ${text(`"?${MARK}([0-9.eE+-]*)"?`)}, '\\1', 'g') ELSE ${value} END`;

export const pointer = (key: string): string => text(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);

/** The JSON of each line as j, and as q with exact numbers (`exactText`), with line and record; lines that are blank are left out. */
export const jsonLines = ({ localPath }: Pick<FileScan, 'localPath'>, numbered: boolean): string => {
  const lines = `SELECT ${numbered ? 'row_number() OVER ()' : '0'} AS line, record FROM read_csv(${text(localPath)}, ${readingLines}, header = false, delim = '', quote = '', escape = '', columns = {'record': 'VARCHAR'})`;
  const parsed = `SELECT *, TRY_CAST(record AS JSON) AS j FROM (${lines}) WHERE trim(coalesce(record, '')) <> ''`;
  const asked = `SELECT *, j IS NOT NULL AND regexp_matches(record, ${text(MANY_DIGITS)}) AND NOT contains(record, ${text(MARK)}) AS marked FROM (${parsed})`;
  return `SELECT *, CASE WHEN marked THEN TRY_CAST(${markedText('record')} AS JSON) ELSE j END AS q FROM (${asked})`;
};
