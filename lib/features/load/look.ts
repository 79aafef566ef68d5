import { invalidInput, isAppError } from '@/lib/model/errors';
import type { Column, Row } from '@/lib/model/values/types';
import type { FileOptionsInput } from '@/lib/model/requests/load';
import type { Context } from '@/lib/kernel/context';
import type { FileOptions, FileScan } from '@/lib/ports/engines/port';
import { readRows } from '../tables/read-rows';
import type { SourceFile } from './source-file';

const text: Column['type'] = { kind: 'varchar', length: null };
const texts: Column['type'] = { kind: 'array', element: text };
export const BAD_COLUMNS: readonly Column[] = [{ name: 'line', type: { kind: 'bigint' } }, { name: 'reason', type: text }, { name: 'record', type: text }];
const PARTS = {
  dialect: [{ name: 'delimiter', type: text }, { name: 'quote', type: text }, { name: 'header', type: { kind: 'boolean' } }],
  columns: [{ name: 'name', type: text }, { name: 'type', type: text }],
  sample: [{ name: 'line', type: { kind: 'bigint' } }, { name: 'cells', type: texts }, { name: 'problems', type: texts }, { name: 'broken', type: { kind: 'boolean' } }],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

/** A file's scan without its part. */
export type WholeFile = Pick<FileScan, 'localPath' | 'name' | 'format' | 'options' | 'sources' | 'columns'>;
export const scanOf = (file: WholeFile, part: FileScan['part'], limit = 0): FileScan => ({ ...file, kind: 'file', alias: 'file', part, limit });

/** What the engine says of a file that it cannot read, for whoever brought the file. */
export function unreadable(error: unknown, { name, format }: Pick<WholeFile, 'name' | 'format'>): unknown {
  if (!isAppError(error) || (error.code !== 'BROKEN_TABLE' && !(error.code === 'QUERY_FAILED' && error.details.sql?.name === 'GENERIC_INTERNAL_ERROR'))) return error;
  const words = { csv: 'taken apart as CSV with these options. Look at delimiter, quote and header', json: 'read as JSON lines, one object a line', parquet: 'read as Parquet; it is damaged or something else' }[format];
  return invalidInput(`${name} cannot be ${words}.`);
}

async function look(ctx: Context, file: WholeFile, part: keyof typeof PARTS, limit: number): Promise<readonly Row[]> {
  const columns = PARTS[part];
  try {
    return (await readRows(ctx, { sql: `SELECT ${columns.map(({ name }) => name).join(', ')} FROM file`, columns, scans: [scanOf(file, part, limit)], limit: 10_000 })).rows;
  } catch (error) {
    throw unreadable(error, file);
  }
}

/** The file with what its options left open found out, its columns, and what it says itself of their types. */
export async function openFile(ctx: Context, file: SourceFile, asked: FileOptionsInput): Promise<WholeFile & { readonly types: readonly (string | null)[] }> {
  const { nullText, dateFormat, timestampFormat } = asked;
  const given: FileOptions = { delimiter: asked.delimiter ?? ',', quote: asked.quote ?? '"', header: asked.header ?? true, nullText, dateFormat, timestampFormat };
  const bare: WholeFile = { ...file, options: given, sources: [], columns: [] };
  const needsLook = file.format === 'csv' && (asked.delimiter === undefined || asked.quote === undefined || asked.header === undefined);
  const [found] = needsLook ? await look(ctx, bare, 'dialect', 1) : [];
  const options: FileOptions = found === undefined ? given : { ...given, delimiter: asked.delimiter ?? String(found[0]), quote: asked.quote ?? String(found[1]), header: asked.header ?? found[2] === true };
  const columns = await look(ctx, { ...bare, options }, 'columns', 0);
  if (columns.length === 0) throw invalidInput(file.format === 'json' ? `${file.name} holds no JSON object on any of its first lines. JSON lines is one object a line; a JSON array is not that.` : `${file.name} has no columns.`);
  return { ...bare, options, sources: columns.map(([name]) => String(name)), types: columns.map(([, type]) => (typeof type === 'string' ? type : null)) };
}

export interface SampledRecord { readonly line: number; readonly cells: readonly (string | null)[]; readonly problems: readonly (string | null)[]; readonly broken: boolean }
/** The first records, each with what does not fit its columns. */
export async function sampleFile(ctx: Context, file: WholeFile, limit: number): Promise<readonly SampledRecord[]> {
  const rows = await look(ctx, file, 'sample', limit);
  return rows.map(([line, cells, problems, broken]) => ({ line: Number(line), cells: (cells ?? []) as readonly (string | null)[], problems: (problems ?? []) as readonly (string | null)[], broken: broken === true }));
}
