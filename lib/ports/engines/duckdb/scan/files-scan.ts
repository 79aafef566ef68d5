import type { DuckDBConnection } from '@duckdb/node-api';
import { unsupported } from '@/lib/model/errors';
import type { NestedField } from '@/lib/model/iceberg/types';
import type { FilesScan, ScanFile, ScannedFile } from '../../port';
import { identifier, text } from '../quote';
import { preparePositions, type DeletionVectorReader } from './deleted-positions';
import { equalityDeletes, equalityFilter } from './equality-deletes';
import { fileList } from './file-list';
import { readSchemas, type FilesOfOneSchema } from './footers';
import { constantLiteral, defaultLiteral } from './literal';
import { projectColumn } from './project';
import { rowPlaces } from './row-places';
import { scanType } from './scan-type';

const FILE = 'f';
const CONSTANTS = 'constants';
/** Virtual columns of DuckDB's Parquet reader; a column of the table's own with such a name hides them. */
const virtualColumns = ['filename', 'file_row_number'];

const named = (expression: string, name: string): string => `${expression} AS ${identifier(name)}`;

/** Files that can be read by one SELECT: one schema, the same equality deletes, all or none of them with deleted positions. */
interface Branch {
  readonly columns: FilesOfOneSchema['columns'];
  readonly files: readonly ScanFile<ScannedFile>[];
  readonly positions: boolean;
}

function refuseFormats(files: readonly ScanFile<ScannedFile>[]): void {
  for (const { file, deletes } of files) {
    if (file.format !== 'parquet') throw unsupported(`The data file ${file.path} is ${file.format.toUpperCase()}; the embedded SQL engine reads Parquet.`);
    for (const { file: deleteFile } of deletes) {
      if (deleteFile.format === 'parquet' || (deleteFile.format === 'puffin' && deleteFile.content === 'position-deletes')) continue;
      throw unsupported(`The delete file ${deleteFile.path} is ${deleteFile.format.toUpperCase()}; the embedded SQL engine reads Parquet and deletion vectors.`);
    }
  }
}

/** In the order of the plan, so that the same plan gives rows in the same order. */
function branchesOf(scan: FilesScan<ScannedFile>, schemas: readonly FilesOfOneSchema[]): readonly Branch[] {
  const schemaOf = new Map(schemas.flatMap((schema, number) => schema.files.map((path) => [path, { number, columns: schema.columns }] as const)));
  const branches = new Map<string, { columns: Branch['columns']; files: ScanFile<ScannedFile>[]; positions: boolean }>();
  for (const file of scan.files) {
    const schema = schemaOf.get(file.localPath);
    if (schema === undefined) throw new Error(`no schema of ${file.localPath}`);
    const positions = file.deletes.some(({ file: { content } }) => content === 'position-deletes');
    const equality = file.deletes.filter(({ file: { content } }) => content === 'equality-deletes').map(({ localPath }) => localPath).sort();
    const key = file.deletes.length === 0 ? String(schema.number) : JSON.stringify([schema.number, positions, equality]);
    const branch = branches.get(key) ?? { columns: schema.columns, files: [], positions };
    if (branch.files.push(file) === 1) branches.set(key, branch);
  }
  return [...branches.values()];
}

/** Expressions of the fields that files of a branch lack: a partition value of each file, or the field's default. */
function absentFields(absent: readonly NestedField[], files: readonly ScanFile<ScannedFile>[]): { expressions: ReadonlyMap<number, string>; join: string } {
  const expressions = new Map<number, string>();
  const perFile: NestedField[] = [];
  for (const field of absent) {
    const values = new Set(files.map(({ constants }) => (constants.has(field.id) ? constantLiteral(constants.get(field.id) ?? null, field.type) : defaultLiteral(field.initialDefault, field.type))));
    const [only] = values;
    if (values.size === 1 && only !== undefined) expressions.set(field.id, only);
    else {
      expressions.set(field.id, `${CONSTANTS}.v${perFile.length}`);
      perFile.push(field);
    }
  }
  if (perFile.length === 0) return { expressions, join: '' };
  const rows = files.map(({ localPath, constants }) => `(${[text(localPath), ...perFile.map((field) => (constants.has(field.id) ? constantLiteral(constants.get(field.id) ?? null, field.type) : defaultLiteral(field.initialDefault, field.type)))].join(', ')})`);
  const names = ['file', ...perFile.map((_, index) => `v${index}`)].join(', ');
  return { expressions, join: ` JOIN (VALUES ${rows.join(', ')}) AS ${CONSTANTS}(${names}) ON ${CONSTANTS}.file = ${FILE}.filename` };
}

/** What a scan with positions gives beside its fields. */
const PLACE_COLUMNS = ['c_file', 'c_pos', 'c_row_id'];
/** Data sequence numbers of files by their path in metadata; with them a scan with positions also gives `c_last_change`. */
export type SequenceNumbers = ReadonlyMap<string, bigint>;
const placeColumns = ({ positions }: FilesScan<ScannedFile>, sequenceNumbers: SequenceNumbers | null): readonly string[] => (positions === true ? [...PLACE_COLUMNS, ...(sequenceNumbers === null ? [] : ['c_last_change'])] : []);

function branchSql(branch: Branch, paths: string, fields: readonly NestedField[], positionsTable: string, places: readonly string[], sequenceNumbers: SequenceNumbers | null): string {
  const found = new Map(fields.map((field) => [field.id, projectColumn(FILE, branch.columns, field)]));
  const { expressions, join } = absentFields(fields.filter(({ id }) => found.get(id) === null), branch.files);
  const hidden = branch.columns.find(({ name }) => virtualColumns.includes(name.toLowerCase()));
  if (hidden && (join !== '' || branch.positions)) throw unsupported(`A data file has a column named ${hidden.name}, which the embedded SQL engine needs for itself to apply deletes and partition values.`);
  const select = fields.map((field) => named(found.get(field.id) ?? expressions.get(field.id) ?? 'NULL', field.name));
  const place = places.length === 0 ? null : rowPlaces(FILE, branch.columns, branch.files, sequenceNumbers);
  if (place !== null) [place.file, place.position, place.rowId, place.lastChange].slice(0, places.length).forEach((sql, index) => select.push(named(sql, places[index] ?? '')));
  const where = branch.positions ? ` WHERE NOT EXISTS (SELECT 1 FROM ${positionsTable} AS gone WHERE gone.file = ${FILE}.filename AND gone.pos = ${FILE}.file_row_number)` : '';
  return `SELECT ${select.length === 0 ? '1' : select.join(', ')} FROM read_parquet(${paths}, hive_partitioning = false) AS ${FILE}${join}${place?.join ?? ''}${where}`;
}

/** The schemas of a scan's data files, as their footers have them. Rejects with UNSUPPORTED for formats that cannot be read. */
export async function schemasOf(connection: DuckDBConnection, { files, nameMapping }: FilesScan<ScannedFile>): Promise<readonly FilesOfOneSchema[]> {
  refuseFormats(files);
  return readSchemas(connection, files, nameMapping);
}

interface Given {
  readonly sequenceNumbers?: SequenceNumbers | null;
  /** of the scan's files, where they were read already */
  readonly schemas?: readonly FilesOfOneSchema[] | null;
}

/**
 * SQL of the view that a statement reads a table by: exactly the planned files, columns by field id with the table's types, deletes
 * applied; with positions also where each row lies. What it needs in the engine beside (lists of files, deleted positions) is there
 * when it resolves. Rejects with UNSUPPORTED for formats and types that cannot be read exactly.
 */
export async function filesView(connection: DuckDBConnection, scan: FilesScan<ScannedFile>, readDeletionVector: DeletionVectorReader, { sequenceNumbers = null, schemas: given = null }: Given = {}): Promise<string> {
  const schemas = given ?? (await schemasOf(connection, scan));
  const positionsTable = await preparePositions(connection, scan, readDeletionVector);
  const fields = [...scan.fields, ...scan.deleteFields];
  const places = placeColumns(scan, sequenceNumbers);
  const outer = [...scan.fields.map(({ name }) => name), ...places].map(identifier).join(', ') || '1';
  const selects: string[] = [];
  for (const [index, branch] of branchesOf(scan, schemas).entries()) {
    const deletes = equalityDeletes(branch.files[0]?.deletes ?? []);
    const paths = await fileList(connection, `${index} ${scan.alias}`, branch.files.map(({ localPath }) => localPath));
    const inner = branchSql(branch, paths, deletes.length === 0 ? scan.fields : fields, positionsTable, places, sequenceNumbers);
    if (deletes.length === 0) selects.push(inner);
    else selects.push(`SELECT ${outer} FROM (${inner}) AS kept WHERE ${(await equalityFilter(connection, 'kept', deletes, fields, scan.nameMapping)).join(' AND ')}`);
  }
  if (selects.length === 0) {
    const empty = scan.fields.map((field) => named(`CAST(NULL AS ${scanType(field.type)})`, field.name));
    const nowhere = places.map((name, index) => named(`CAST(NULL AS ${index === 0 ? 'VARCHAR' : 'BIGINT'})`, name));
    selects.push(`SELECT ${[...empty, ...nowhere].join(', ') || '1'} WHERE false`);
  }
  return `CREATE VIEW ${identifier(scan.alias)} AS ${selects.join(' UNION ALL ')}`;
}

/** Creates that view at once. */
export async function createFilesView(connection: DuckDBConnection, scan: FilesScan<ScannedFile>, readDeletionVector: DeletionVectorReader, sequenceNumbers: SequenceNumbers | null = null): Promise<void> {
  await connection.run(await filesView(connection, scan, readDeletionVector, { sequenceNumbers }));
}
