import type { Cell, Column, Row } from './types';

export interface CsvOptions {
  /** puts ' before text that a spreadsheet would run as a formula; the file is then not exact */
  readonly spreadsheet?: boolean;
}

const needsQuotes = /[",\r\n]/;
const looksLikeFormula = /^[=+\-@\t\r]/;

/** One field per RFC 4180. Null is an empty field, an empty text is `""`, so that the two stay apart. */
export function csvField(text: string | null): string {
  if (text === null) return '';
  return text === '' || needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exactText(cell: Exclude<Cell, null>): string {
  if (typeof cell === 'object') return JSON.stringify(cell);
  return Object.is(cell, -0) ? '-0' : String(cell);
}

/** A row as a record, without the line's end; cells as the API sends them, nested ones as JSON. */
export function csvRecord(row: Row, columns: readonly Column[], { spreadsheet = false }: CsvOptions = {}): string {
  return columns.map(({ type }, index) => {
    const cell = row[index] ?? null;
    if (cell === null) return csvField(null);
    const text = exactText(cell);
    const isText = type.kind === 'varchar' || type.kind === 'char' || type.kind === 'json';
    return csvField(spreadsheet && isText && looksLikeFormula.test(text) ? `'${text}` : text);
  }).join(',');
}

/** The record of column names. */
export const csvHeader = (columns: readonly Column[]): string => columns.map(({ name }) => csvField(name)).join(',');

/** What ends each record (RFC 4180, section 2.1). */
export const CSV_LINE_END = '\r\n';
