import { sqlIdentifier } from '@/lib/model/sql-name';
import { cellText } from '@/lib/model/values/cell-text';
import { csvHeader, csvRecord } from '@/lib/model/values/csv';
import { sqlLiteral } from '@/lib/model/values/sql-literal';
import type { Cell, Column, LogicalType, Row } from '@/lib/model/values/types';

export type CopyFormat = 'tsv' | 'tsv-headers' | 'csv' | 'json' | 'markdown' | 'insert';

const EXACT_NUMBERS: ReadonlySet<LogicalType['kind']> = new Set(['bigint', 'decimal']);

/** Rows as text for the clipboard. `columns` and the cells of each row are those that were selected, in their order. */
export function copiedText(format: CopyFormat, columns: readonly Column[], rows: readonly Row[]): string {
  switch (format) {
    case 'tsv': return rows.map((row) => tsvLine(row, columns)).join('\n');
    case 'tsv-headers': return [columns.map(({ name }) => tsvField(name)).join('\t'), ...rows.map((row) => tsvLine(row, columns))].join('\n');
    case 'csv': return [csvHeader(columns), ...rows.map((row) => csvRecord(row, columns))].join('\n');
    case 'json': return `[\n${rows.map((row) => `  {${columns.map(({ name, type }, index) => `${JSON.stringify(name)}: ${jsonValue(row[index] ?? null, type)}`).join(', ')}}`).join(',\n')}\n]`;
    case 'markdown': return markdown(columns, rows);
    case 'insert': return `INSERT INTO result (${columns.map(({ name }) => sqlIdentifier(name)).join(', ')})\nVALUES\n${rows.map((row) => `  (${columns.map(({ type }, index) => insertedValue(row[index] ?? null, type)).join(', ')})`).join(',\n')}`;
  }
}

/** A literal as VALUES of an INSERT take it: the table's own types make NULL and texts need no cast. */
function insertedValue(cell: Cell, type: LogicalType): string {
  if (cell === null) return 'NULL';
  return sqlLiteral(cell, type.kind === 'varchar' && typeof cell === 'string' ? { kind: 'varchar', length: [...cell].length } : type);
}

/** A field as spreadsheets paste it: NULL is nothing, tabs and lines are kept inside quotes. */
const tsvField = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const tsvLine = (row: Row, columns: readonly Column[]): string => columns.map(({ type }, index) => (row[index] == null ? '' : tsvField(cellText(row[index], type)))).join('\t');

/** JSON in which every digit of an integer or decimal stands; rows become objects by the names of their fields. */
export function jsonValue(cell: Cell, type: LogicalType): string {
  if (cell === null) return 'null';
  if (typeof cell === 'object') return jsonNested(cell, type);
  if (typeof cell === 'string' && (EXACT_NUMBERS.has(type.kind) || (type.kind === 'json' && isJson(cell)))) return cell;
  return Object.is(cell, -0) ? '-0' : JSON.stringify(cell);
}

function jsonNested(cell: readonly Cell[], type: LogicalType): string {
  switch (type.kind) {
    case 'array': return `[${cell.map((item) => jsonValue(item, type.element)).join(', ')}]`;
    case 'map': return `{${(cell as readonly (readonly [Cell, Cell])[]).map(([key, value]) => `${JSON.stringify(cellText(key, type.key))}: ${jsonValue(value, type.value)}`).join(', ')}}`;
    case 'row': return `{${type.fields.map(({ name, type: field }, index) => `${JSON.stringify(name ?? `field${index}`)}: ${jsonValue(cell[index] ?? null, field)}`).join(', ')}}`;
    default: return JSON.stringify(cell);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const markdownField = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\r\n|[\r\n]/g, '<br>');
function markdown(columns: readonly Column[], rows: readonly Row[]): string {
  const line = (fields: readonly string[]) => `| ${fields.join(' | ')} |`;
  const ruled = columns.map(({ type }) => (EXACT_NUMBERS.has(type.kind) || ['tinyint', 'smallint', 'integer', 'real', 'double'].includes(type.kind) ? '---:' : '---'));
  return [line(columns.map(({ name }) => markdownField(name))), line(ruled), ...rows.map((row) => line(columns.map(({ type }, index) => markdownField(cellText(row[index] ?? null, type)))))].join('\n');
}
