import { unsupported } from '@/lib/model/errors';
import { LAST_CHANGE_FIELD, ROW_ID_FIELD } from '@/lib/model/iceberg/reserved-fields';
import type { ScanFile, ScannedFile } from '../../port';
import { identifier, text } from '../quote';
import type { FileField } from './parquet-tree';

const PLACES = 'places';

/** SQL of where a row lies, for files that are read by one SELECT under the name `file`. */
export interface RowPlaces {
  readonly file: string;
  readonly position: string;
  /** NULL before v3 */
  readonly rowId: string;
  /** data sequence number of the row's last change; NULL before v3 */
  readonly lastChange: string;
  readonly join: string;
}

/**
 * Where rows of `files` lie and which ids they have: what the file holds, or what it inherits by its entry in the manifest (spec,
 * Row Lineage).
 * @param sequenceNumbers data sequence number of each file by its path in metadata; null when nobody asks for the last change
 */
export function rowPlaces(file: string, columns: readonly FileField[], files: readonly ScanFile<ScannedFile>[], sequenceNumbers: ReadonlyMap<string, bigint> | null): RowPlaces {
  const hidden = columns.find(({ name }) => ['filename', 'file_row_number'].includes(name.toLowerCase()));
  if (hidden) throw unsupported(`A data file has a column named ${hidden.name}, which the embedded SQL engine needs for itself to tell rows apart.`);
  const plain = { file: `${file}.filename`, position: `${file}.file_row_number` };
  const first = (of: ScanFile<ScannedFile>): bigint | null => of.firstRowId;
  if (files.every((of) => first(of) === null)) return { ...plain, rowId: 'CAST(NULL AS BIGINT)', lastChange: 'CAST(NULL AS BIGINT)', join: '' };
  const held = (id: number, otherwise: string): string => {
    const column = columns.find((candidate) => candidate.id === id);
    return column === undefined ? otherwise : `coalesce(${file}.${identifier(column.name)}, ${otherwise})`;
  };
  const number = (value: bigint | null | undefined): string => `CAST(${value === null || value === undefined ? 'NULL' : String(value)} AS BIGINT)`;
  const rows = files.map((of) => `(${text(of.localPath)}, ${number(first(of))}, ${number(sequenceNumbers?.get(of.file.path))})`);
  return {
    ...plain,
    rowId: held(ROW_ID_FIELD.id, `${PLACES}.first_row_id + ${plain.position}`), lastChange: held(LAST_CHANGE_FIELD.id, `${PLACES}.sequence_number`),
    join: ` JOIN (VALUES ${rows.join(', ')}) AS ${PLACES}(file, first_row_id, sequence_number) ON ${PLACES}.file = ${plain.file}`,
  };
}
