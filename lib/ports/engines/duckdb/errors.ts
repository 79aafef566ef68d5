import { accessSync, constants } from 'node:fs';
import { isAppError, type ErrorDetails } from '@/lib/model/errors';
import type { WireError } from './protocol';

/** What the paths of a run are called outside; paths that are not in here are never shown. */
export interface KnownFiles {
  /** local path of a data or delete file → its path in the table's metadata */
  readonly files: ReadonlyMap<string, string>;
}

const sqlError = (name: string, message: string, line: number | null = null, column: number | null = null): WireError =>
  ({ code: 'QUERY_FAILED', message, details: { sql: { name, line, column } } });

/** `LHC:<NAME>:<message>`, as our macros raise errors that Trino knows; `LHC:<NAME>@<line>:<column>:` where the place is known. */
const raised = /LHC:([A-Z][A-Z_]*)(?:@(\d+):(\d+))?:([^\n]*)/;

// Texts of DuckDB 1.5, first match wins. The message is what the person reads; groups may be used by `$n`.
const known: readonly (readonly [RegExp, string, string])[] = [
  [/max_temp_directory_size/i, 'EXCEEDED_SPILL_LIMIT', 'The statement put aside more data on disk than it may.'],
  [/Out of Memory Error|failed to allocate|could not allocate|std::bad_alloc|Array buffer allocation failed/i, 'EXCEEDED_LOCAL_MEMORY_LIMIT', 'The statement needed more memory than it may use.'],
  [/division by zero/i, 'DIVISION_BY_ZERO', 'Division by zero'],
  [/Could not convert string '([^'\n]*)' to ([A-Z0-9_(), ]+)/i, 'INVALID_CAST_ARGUMENT', "Cannot cast '$1' to $2"],
  [/(?:date|timestamp|time|uuid|interval) (?:field value out of range|.*format)|Could not parse string/i, 'INVALID_CAST_ARGUMENT', 'A text could not be read as a value of the type it is cast to.'],
  [/(?:Date|Time|Timestamp) out of range: [-+0-9]/, 'INVALID_CAST_ARGUMENT', 'A text could not be read as a value of the type it is cast to.'],
  // whole numbers among themselves are out of range; from other types, and to decimals, the cast is what fails in Trino
  [/Type (?:DOUBLE|FLOAT) with value (\S+) can't be cast because .* destination type INT(?:8|16|32)\b(?<!value -?nan can't .*)/, 'NUMERIC_VALUE_OUT_OF_RANGE', 'The number $1 is out of range of the type that it is cast to.'],
  [/Type (?:DOUBLE|FLOAT) with value (\S+) can't be cast/, 'INVALID_CAST_ARGUMENT', 'The number $1 is out of range of the type that it is cast to.'],
  [/(?:Failed to cast decimal value|Could not cast value|Casting value "?)\s?([-0-9.]+)"? to (?:type )?([A-Z0-9_(), ]+)/, 'INVALID_CAST_ARGUMENT', 'The number $1 is out of range of the type that it is cast to.'],
  [/Overflow in (addition|subtraction|multiplication|negation)/i, 'NUMERIC_VALUE_OUT_OF_RANGE', 'A number is out of range: overflow in $1.'],
  [/out of range|overflow/i, 'NUMERIC_VALUE_OUT_OF_RANGE', 'A number is out of range of its type.'],
  [/More than one row returned by a subquery|scalar subquery/i, 'SUBQUERY_MULTIPLE_ROWS', 'Scalar sub-query has returned multiple rows'],
  [/invalid regular expression|error parsing regexp|missing argument to repetition|bad repetition/i, 'INVALID_FUNCTION_ARGUMENT', 'The regular expression is not valid.'],
  [/Max expression depth|stack depth|nested too deep/i, 'STATEMENT_TOO_LARGE', 'The statement is nested too deeply.'],
  [/Conversion Error/i, 'INVALID_CAST_ARGUMENT', 'A value could not be cast to the type that was asked for.'],
];

const diskFull = /No space left on device|Could not write all bytes|disk quota/i;
const brokenFile = /No magic bytes found|Variable-length int over|not a Parquet|too small to be a Parquet|Invalid (?:Parquet|file)|corrupt|TProtocolException|snappy|zstd|gzip|decompress|No files found|Cannot open file|Could not read|Failed to read|Parquet|don't match|end of (?:file|buffer)|Out of buffer|thrift/i;

/** The file of this run that an engine's message names: where it lies, and what it is called outside. */
function namedFile(message: string, { files }: KnownFiles): readonly [local: string, path: string] | null {
  for (const entry of files) if (message.includes(entry[0])) return entry;
  return null;
}

/** What is wrong with a file that the engine stumbled over; DuckDB's words for a missing one speak of patterns and permissions. */
function fileError(local: string, path: string): WireError {
  const wrong = (message: string): WireError => ({ code: 'BROKEN_TABLE', message, details: { file: path } });
  try {
    accessSync(local, constants.R_OK);
    return wrong(`The data file ${path} is damaged and cannot be read.`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return wrong(`The data file ${path} is missing.`);
    return { code: 'UNAVAILABLE', message: `The SQL engine's user may not read the data file ${path}.`, details: { file: path } };
  }
}

/**
 * Turns what the engine said into an error of ours. Its own words go no further: they hold local paths, offsets in
 * translated text, and suggestions drawn from names that the person may not see.
 */
export function translateError(error: unknown, known_: KnownFiles): WireError {
  if (isAppError(error)) return { code: error.code, message: error.message, details: error.details as ErrorDetails };
  const message = error instanceof Error ? error.message : String(error);
  const own = raised.exec(message);
  if (own) return sqlError(own[1] ?? 'GENERIC_USER_ERROR', own[4] ?? '', own[2] === undefined ? null : Number(own[2]), own[3] === undefined ? null : Number(own[3]));
  if (/INTERRUPT/i.test(message)) return { code: 'CANCELLED', message: 'The statement was cancelled.', details: {} };
  if (diskFull.test(message)) return { code: 'STORAGE_FULL', message: 'There is no room left on the disk for the result of this statement.', details: {} };
  const file = namedFile(message, known_);
  if (file !== null) return fileError(...file);
  for (const [pattern, name, sentence] of known) {
    const match = pattern.exec(message);
    if (match) return sqlError(name, sentence.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? ''));
  }
  if (brokenFile.test(message)) {
    const [only, second] = known_.files;
    if (only !== undefined && second === undefined) return fileError(...only);
    return { code: 'BROKEN_TABLE', message: 'A data file of the tables that this statement reads is damaged.', details: {} };
  }
  return sqlError('GENERIC_INTERNAL_ERROR', 'The engine could not run this statement.');
}
