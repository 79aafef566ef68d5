import { DuckDBTypeId, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
import { unsupported } from '@/lib/model/errors';
import { typeWords } from '@/lib/model/files/type-words';
import { typeToText } from '@/lib/model/iceberg/schema/type-json';
import type { FileColumn, FileScan } from '../../port';
import { identifier, text } from '../quote';
import { dialectOptions, fileRecords, firstRecordOf } from '../scan/file-records';
import { jsonLines } from '../scan/json-records';
import { jsonValue } from '../scan/json-value';
import { nativeValue } from '../scan/native-value';
import { innerLines } from '../scan/placed-records';
import { textValue } from '../scan/text-value';
import { storedType } from '../write/stored-type';
import { placeRecords } from './place-records';

const SHOWN_CHARACTERS = 60;
const KEYS_OF_LINES = 1000;
/** looked for where the sniffer fails */
const COLUMNS_MAX = 500;

/** Gives a part of a person's file its name in the statement's database; see FileScan. */
export async function createFileScan(connection: DuckDBConnection, scan: FileScan): Promise<void> {
  const name = identifier(scan.alias);
  switch (scan.part) {
    case 'dialect': return dialect(connection, scan, name);
    case 'columns': return columns(connection, scan, name);
    case 'rows': {
      const fits = ['broken IS NULL', ...scan.columns.map((_, index) => `p${index} IS NULL`)].join(' AND ');
      await connection.run(`CREATE VIEW ${name} AS SELECT ${scan.columns.map((_, index) => `v${index} AS c${index}`).join(', ')} FROM (${await checked(connection, scan, false, null)}) WHERE ${fits}`);
      return;
    }
    case 'sample': return sample(connection, scan, name);
    case 'bad': {
      const reasons = scan.columns.map((column, index) => `${text(`${scan.sources[column.source] ?? ''}: `)} || p${index}`);
      const reason = `coalesce(broken, concat_ws('; ', ${reasons.join(', ')}))`;
      const bad = ['broken IS NOT NULL', ...scan.columns.map((_, index) => `p${index} IS NOT NULL`)].join(' OR ');
      await connection.run(`CREATE TEMP TABLE taken AS SELECT line, ${reason} AS reason, left(record, 10000) AS record, ${innerLines(scan, 'record')} AS inside, ${bad} AS kept FROM (${await checked(connection, scan, true, null)}) WHERE kept OR inside > 0`);
      await placeRecords(connection, scan, name, 'reason, record', 'reason, record');
    }
  }
}

/** Records with the value v and the problem p of each column, where there is one. */
async function checked(connection: DuckDBConnection, scan: FileScan, numbered: boolean, limit: number | null): Promise<string> {
  const types = scan.format === 'parquet' ? await parquetTypes(connection, scan) : new Map<string, DuckDBType>();
  const records = `SELECT * FROM (${fileRecords(scan, numbered)})${limit === null ? '' : ` LIMIT ${limit}`}`;
  const values = scan.columns.map((column) => valueOf(scan, column, types));
  const problems = scan.columns.map(({ source, type, required }, index) => {
    const missing = required ? text('holds nothing, and the column takes no NULL') : 'NULL';
    const shown = `'‘' || left(s${source}, ${SHOWN_CHARACTERS}) || CASE WHEN length(s${source}) > ${SHOWN_CHARACTERS} THEN '…' ELSE '' END || '’ is no '`;
    return `CASE WHEN broken IS NOT NULL THEN NULL WHEN x${source} IS NULL THEN ${missing} WHEN NOT (${values[index]?.fits ?? `v${index} IS NOT NULL`}) THEN ${shown} || ${text(typeWords(type))} END AS p${index}`;
  });
  return `SELECT ${['*', ...problems].join(', ')} FROM (SELECT ${['*', ...values.map(({ value }, index) => `${value} AS v${index}`)].join(', ')} FROM (${records}))`;
}

/** The value, and whether it fits where it being NULL does not tell. */
function valueOf({ format, options, sources }: FileScan, { source, type }: FileColumn, types: ReadonlyMap<string, DuckDBType>): { readonly value: string; readonly fits?: string } {
  const native = types.get(sources[source] ?? '');
  if (native !== undefined && native.typeId !== DuckDBTypeId.VARCHAR) return { value: nativeValue(`x${source}`, native, type) };
  if (type.type !== 'struct' && type.type !== 'list' && type.type !== 'map') return { value: textValue(`x${source}`, type, options) };
  if (format === 'json') return jsonValue(`j${source}`, type, options);
  throw unsupported(`A column of type ${type.type} is loaded from Parquet and JSON lines only; from other files load it as a string.`);
}

async function sample(connection: DuckDBConnection, scan: FileScan, name: string): Promise<void> {
  const cells = `[${scan.sources.map((_, index) => `s${index}`).join(', ')}]::VARCHAR[]`;
  const problems = `CASE WHEN broken IS NOT NULL THEN [broken] ELSE [${scan.columns.map((_, index) => `p${index}`).join(', ')}]::VARCHAR[] END`;
  await connection.run(`CREATE TEMP TABLE taken AS SELECT line, CASE WHEN broken IS NOT NULL THEN [record] ELSE ${cells} END AS cells, ${problems} AS problems, broken IS NOT NULL AS broken, ${innerLines(scan, 'record')} AS inside, true AS kept FROM (${await checked(connection, scan, true, scan.limit)})`);
  await placeRecords(connection, scan, name, 'cells, problems, broken', '[record], [reason], true');
}

async function dialect(connection: DuckDBConnection, { localPath }: FileScan, name: string): Promise<void> {
  const guess = "SELECT CAST(',' AS VARCHAR) AS delimiter, CAST('\"' AS VARCHAR) AS quote, true AS header";
  try {
    await connection.run(`CREATE TABLE ${name} AS SELECT CASE WHEN Delimiter = '(empty)' THEN ',' ELSE Delimiter END AS delimiter, CASE WHEN Quote = '(empty)' THEN '"' ELSE Quote END AS quote, HasHeader AS header FROM sniff_csv(${text(localPath)}, ignore_errors = true)`);
  } catch {
    // what cannot be guessed is told by whoever looks at the sample
    await connection.run(`CREATE TABLE ${name} AS ${guess}`);
  }
}

async function columns(connection: DuckDBConnection, scan: FileScan, name: string): Promise<void> {
  const { localPath, options, format } = scan;
  if (format === 'csv') {
    try {
      await connection.run(`CREATE TABLE ${name} AS SELECT entry.name AS name, CAST(NULL AS VARCHAR) AS type FROM (SELECT unnest(Columns) AS entry FROM sniff_csv(${text(localPath)}, ignore_errors = true, all_varchar = true, ${dialectOptions(options)}, header = ${options.header}))`);
    } catch {
      // a line that is too long or bytes that are no text stop the sniffer, and not the reader
      await firstRecord(connection, scan, name);
    }
    return;
  }
  if (format === 'json') {
    const keys = `SELECT line, unnest(json_keys(j)) AS name, unnest(range(len(json_keys(j)))) AS place, j FROM (SELECT * FROM (${jsonLines(scan, true)}) WHERE json_type(j) = 'OBJECT' LIMIT ${KEYS_OF_LINES})`;
    const kind = "json_type(j, '/' || replace(replace(name, '~', '~0'), '/', '~1'))";
    await connection.run(`CREATE TABLE ${name} AS SELECT name, CASE WHEN bool_or(kind IN ('OBJECT', 'ARRAY')) THEN 'json' WHEN bool_or(kind = 'VARCHAR') THEN 'text' END AS type FROM (SELECT line, name, place, ${kind} AS kind FROM (${keys})) GROUP BY name ORDER BY min(line), min(place)`);
    return;
  }
  const found = [...(await parquetTypes(connection, scan))].map(([column, from]) => {
    const type = storedType(from);
    return `(${text(column)}, ${type === null ? 'NULL' : text(typeToText(type))})`;
  });
  await connection.run(`CREATE TABLE ${name} (name VARCHAR, type VARCHAR); INSERT INTO ${name} VALUES ${found.join(', ')}`);
}

async function parquetTypes(connection: DuckDBConnection, { localPath }: FileScan): Promise<ReadonlyMap<string, DuckDBType>> {
  const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet(${text(localPath)}) LIMIT 0`);
  return new Map(reader.columnNames().map((column, index) => [column, reader.columnType(index)]));
}

/** The columns of a CSV by its first record alone, each under a name of its own. */
async function firstRecord(connection: DuckDBConnection, scan: FileScan, name: string): Promise<void> {
  const reader = await connection.runAndReadAll(firstRecordOf(scan, COLUMNS_MAX));
  const cells = (reader.getRows()[0] ?? []).map((cell) => (cell === null ? null : String(cell)));
  const width = cells.findLastIndex((cell) => cell !== null) + 1;
  const names: string[] = [];
  for (const [index, cell] of cells.slice(0, width).entries()) {
    const wanted = scan.options.header && cell !== null ? cell : `column${index}`;
    let free = wanted;
    for (let n = 1; names.includes(free); n += 1) free = `${wanted}_${n}`;
    names.push(free);
  }
  await connection.run(`CREATE TABLE ${name} (name VARCHAR, type VARCHAR)`);
  if (names.length > 0) await connection.run(`INSERT INTO ${name} VALUES ${names.map((one) => `(${text(one)}, NULL)`).join(', ')}`);
}
