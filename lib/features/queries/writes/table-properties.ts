import { queryFailed } from '@/lib/model/errors';
import type { PropertyAssignment, PropertyValue } from '@/lib/ports/parser/port';

/** What WITH (…) or SET PROPERTIES says of a table, in the words of the verbs; absent where nothing is said. */
export interface TableSettings {
  readonly partition?: readonly { readonly column: string; readonly transform: string }[];
  readonly sortOrder?: readonly { readonly column: string; /** identity where nothing is said */ readonly transform?: string; readonly direction: 'asc' | 'desc'; readonly nulls: 'first' | 'last' }[];
  readonly formatVersion?: 1 | 2 | 3;
  readonly location?: string;
}

const NAME = String.raw`(?:[A-Za-z_][A-Za-z0-9_]*|"(?:[^"]|"")*")`;
const PATH = `${NAME}(?:\\.${NAME})*`;
const PARTITION = new RegExp(`^\\s*(?:(year|month|day|hour|void)\\s*\\(\\s*(${PATH})\\s*\\)|(bucket|truncate)\\s*\\(\\s*(${PATH})\\s*,\\s*(\\d+)\\s*\\)|(${PATH}))\\s*$`, 'i');
const SORT = new RegExp(`^\\s*(${PATH})(?:\\s+(ASC|DESC))?(?:\\s+NULLS\\s+(FIRST|LAST))?\\s*$`, 'i');

/** A path as the verbs name columns: plain words in lower case, quoted ones as they are. */
const columnOf = (written: string): string =>
  (written.match(new RegExp(NAME, 'g')) ?? []).map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase())).join('.');

/**
 * Reads Trino's table properties of its Iceberg connector. A property set to DEFAULT is as if it were not there in a new table, and put back
 * to nothing by SET PROPERTIES. INVALID_TABLE_PROPERTY and NOT_SUPPORTED with Trino's words and the place.
 */
export function readTableProperties(catalog: string, assignments: readonly PropertyAssignment[]): TableSettings {
  let settings: TableSettings = {};
  for (const { name, value, span } of assignments) {
    const fail = (code: string, message: string): Error => queryFailed(code, message, span.line, span.column);
    const invalid = (why: string): Error => fail('INVALID_TABLE_PROPERTY', `Invalid value for catalog '${catalog}' table property '${name}': ${why}`);
    switch (name) {
      case 'partitioning': settings = { ...settings, partition: texts(value, invalid).map((text) => partitionOf(text, invalid)) }; break;
      case 'sorted_by': settings = { ...settings, sortOrder: texts(value, invalid).map((text) => sortOf(text, invalid)) }; break;
      case 'format_version': {
        if (value.kind === 'default') break;
        if (value.kind !== 'number' || !/^[123]$/.test(value.value)) throw invalid('format_version must be 1, 2 or 3');
        settings = { ...settings, formatVersion: Number(value.value) as 1 | 2 | 3 };
        break;
      }
      case 'format': {
        if (value.kind === 'default') break;
        if (value.kind !== 'text' || !/^(parquet|orc|avro)$/i.test(value.value)) throw invalid('it must be PARQUET');
        if (!/^parquet$/i.test(value.value)) throw fail('NOT_SUPPORTED', `This console writes Parquet; a table of ${value.value.toUpperCase()} files would be written by others only.`);
        break;
      }
      case 'location': {
        if (value.kind === 'default') break;
        if (value.kind !== 'text') throw invalid('it must be a text');
        settings = { ...settings, location: value.value };
        break;
      }
      default: throw fail('INVALID_TABLE_PROPERTY', `Catalog '${catalog}' table property '${name}' does not exist`);
    }
  }
  return settings;
}

function texts(value: PropertyValue, invalid: (why: string) => Error): readonly string[] {
  if (value.kind === 'default') return [];
  if (value.kind !== 'texts') throw invalid('it must be an array of texts');
  return value.value;
}

function partitionOf(text: string, invalid: (why: string) => Error): { column: string; transform: string } {
  const match = PARTITION.exec(text);
  if (match === null) throw invalid(`Invalid partition field declaration: ${text}`);
  const [, plain, plainColumn, sized, sizedColumn, size, column] = match;
  if (plain !== undefined) return { column: columnOf(plainColumn!), transform: plain.toLowerCase() };
  if (sized !== undefined) return { column: columnOf(sizedColumn!), transform: `${sized.toLowerCase()}[${size}]` };
  return { column: columnOf(column!), transform: 'identity' };
}

function sortOf(text: string, invalid: (why: string) => Error): { column: string; direction: 'asc' | 'desc'; nulls: 'first' | 'last' } {
  const match = SORT.exec(text);
  if (match === null) throw invalid(`Unable to parse sort field: [${text}]`);
  const direction = match[2]?.toLowerCase() === 'desc' ? 'desc' : 'asc';
  return { column: columnOf(match[1]!), direction, nulls: (match[3]?.toLowerCase() ?? (direction === 'asc' ? 'first' : 'last')) as 'first' | 'last' };
}
