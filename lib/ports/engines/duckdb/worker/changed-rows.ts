import type { DuckDBConnection } from '@duckdb/node-api';
import { queryFailed } from '@/lib/model/errors';
import type { NestedField } from '@/lib/model/iceberg/types';
import { compareValues } from '@/lib/model/iceberg/values';
import type { FilesScan, ScanFile, WriteTarget } from '../../port';
import { text, textList } from '../quote';
import { positionsTableOf } from '../scan/deleted-positions';
import { scanType } from '../scan/scan-type';

/** What the SELECT of a delta gave: where a row lies, what becomes of it, and its new values. */
export const CHANGED = '"changed rows"';
/** Files that lose rows: local, path, grp (position delete files hold the rows of one group), whole (no row is left) */
export const TOUCHED = '"touched files"';
/** of CHANGED: rows that leave their place */
export const GOING = 'op IN (1, 3)';
/** of CHANGED: rows that files must hold anew */
export const COMING = 'op IN (2, 3)';

export interface TouchedFile {
  readonly file: ScanFile;
  /** rows that the statement takes out */
  readonly count: number;
  readonly whole: boolean;
  readonly group: number;
}

/** Columns c0, c1, … as what a scan of such fields gives: a NULL comes without a type. */
export const typedColumns = (fields: readonly NestedField[]): string => fields.map(({ type }, index) => `CAST(c${index} AS ${scanType(type)}) AS c${index}`).join(', ');

/** Puts the changes aside and looks at them: a row may change once. */
export async function stageChanges(connection: DuckDBConnection, sql: string, fields: readonly NestedField[], deletesOnly: boolean): Promise<{ readonly inserted: number; readonly updated: number; readonly deleted: number }> {
  const places = 'file, pos, row_id, op';
  // of a row that goes nothing but its place is needed
  const [kept, names] = deletesOnly ? [places, places] : [`${places}, ${typedColumns(fields)}`, [places, ...fields.map((_, index) => `c${index}`)].join(', ')];
  await connection.run(`CREATE TABLE ${CHANGED} AS SELECT ${kept} FROM (${sql}\n) AS changes(${names})`);
  const twice = await connection.runAndReadAll(`SELECT 1 FROM ${CHANGED} WHERE ${GOING} GROUP BY file, pos HAVING count(*) > 1 LIMIT 1`);
  if (twice.currentRowCount > 0) throw queryFailed('MERGE_TARGET_ROW_MULTIPLE_MATCHES', 'One MERGE target table row matched more than one source row');
  const reader = await connection.runAndReadAll(`SELECT count(*) FILTER (op = 2), count(*) FILTER (op = 3), count(*) FILTER (op = 1), count(*) FROM ${CHANGED}`);
  const [inserted = 0, updated = 0, deleted = 0, all = 0] = (reader.getRows()[0] ?? []).map(Number);
  if (inserted + updated + deleted !== all) throw new Error('a change is none of delete, insert and update');
  return { inserted, updated, deleted };
}

/** Finds the files that lose rows, and which of them lose their last, and leaves that in the table TOUCHED. */
export async function touchFiles(connection: DuckDBConnection, asked: FilesScan, { deleteFileEach }: Pick<WriteTarget, 'deleteFileEach'>): Promise<readonly TouchedFile[]> {
  const byLocal = new Map(asked.files.map((file) => [file.localPath, file]));
  const gone = asked.files.some(({ deletes }) => deletes.some(({ file }) => file.content === 'position-deletes'))
    ? `(SELECT file, count(DISTINCT pos) AS gone FROM ${positionsTableOf(asked.alias)} GROUP BY file)` : '(SELECT NULL::VARCHAR AS file, 0 AS gone WHERE false)';
  const reader = await connection.runAndReadAll(`SELECT c.file, c.going, coalesce(g.gone, 0) FROM (SELECT file, count(*) AS going FROM ${CHANGED} WHERE ${GOING} GROUP BY file) AS c LEFT JOIN ${gone} AS g ON g.file = c.file`);
  const counted = reader.getRows().map(([local, going, before]) => {
    const file = byLocal.get(String(local));
    if (file === undefined) throw new Error('a change names a file that the statement did not read');
    return { file, count: Number(going), left: file.file.recordCount - Number(before) - Number(going) };
  });
  const emptied = await emptiedFiles(connection, counted.filter(({ left }) => left <= 0).map(({ file, left }) => ({ local: file.localPath, gone: file.file.recordCount - left })));
  const groups = new Map<string, number>();
  const touched = counted.map(({ file, count }) => {
    const key = deleteFileEach ? file.file.path : JSON.stringify([file.file.specId, file.file.partition.map((value) => (value instanceof Uint8Array ? [...value] : `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`))]);
    const group = groups.get(key) ?? groups.size;
    groups.set(key, group);
    return { file, count, whole: emptied.has(file.localPath), group };
  }).sort((a, b) => compareValues(a.file.file.path, b.file.file.path));
  await connection.run(`CREATE TABLE ${TOUCHED} (local VARCHAR, path VARCHAR, grp INTEGER, whole BOOLEAN)`);
  const appender = await connection.createAppender(TOUCHED.replaceAll('"', ''));
  for (const { file, whole, group } of touched) {
    appender.appendVarchar(file.localPath);
    appender.appendVarchar(file.file.path);
    appender.appendInteger(group);
    appender.appendBoolean(whole);
    appender.endRow();
  }
  appender.closeSync();
  return touched;
}

/** Of files that should have no row left by what their entries say, those where their footers say so too. */
async function emptiedFiles(connection: DuckDBConnection, files: readonly { readonly local: string; readonly gone: number }[]): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const reader = await connection.runAndReadAll(`SELECT file_name, num_rows FROM parquet_file_metadata(${textList(files.map(({ local }) => local))})`);
  const rows = new Map(reader.getRows().map(([name, count]) => [String(name), Number(count)]));
  return new Set(files.filter(({ local, gone }) => rows.get(local) === gone).map(({ local }) => local));
}

/** Positions of all rows that are gone from the touched files, by local path, with those that position delete files named before; whole files are left out. */
export async function readPositions(connection: DuckDBConnection, asked: FilesScan, touched: readonly TouchedFile[]): Promise<ReadonlyMap<string, Float64Array>> {
  const older = touched.filter(({ file, whole }) => !whole && file.deletes.some((one) => one.file.content === 'position-deletes' && one.file.format === 'parquet')).map(({ file }) => text(file.localPath));
  const before = older.length === 0 ? '' : ` UNION SELECT file, pos FROM ${positionsTableOf(asked.alias)} WHERE file IN (${older.join(', ')})`;
  const result = await connection.stream(`SELECT file, CAST(pos AS DOUBLE) FROM (SELECT file, pos FROM ${CHANGED} WHERE ${GOING}${before}) WHERE file IN (SELECT local FROM ${TOUCHED} WHERE NOT whole) ORDER BY file, pos`);
  const positions = new Map<string, Float64Array>();
  let current: string | null = null;
  let values: number[] = [];
  const keep = (): void => { if (current !== null) positions.set(current, Float64Array.from(values)); };
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [files, places] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const file = String(files.getItem(row));
      if (file !== current) {
        keep();
        [current, values] = [file, []];
      }
      values.push(Number(places.getItem(row)));
    }
  }
  keep();
  return positions;
}
