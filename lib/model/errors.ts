/**
 * Every failure that leaves a room. Code throws by meaning through the factories; one place a wire dialect
 * (transport/api/problem, transport/iceberg-rest/errors) turns it into an answer. Told apart by `code`, never by
 * `instanceof`, because this module exists twice in one process (Next's bundle and server/main's).
 */
export const ERROR_CODES = [
  'INVALID_INPUT', // the request itself is wrong; `fields` says where
  'UNAUTHENTICATED', // nobody is signed in, or the token is not valid
  'FORBIDDEN', // visible, but the privilege in `privilege` is missing
  'NOT_FOUND', // is not there, or may not be discovered
  'CONFLICT', // somebody else was first; load again and repeat
  'PRECONDITION_FAILED', // If-Match did not match
  'ALREADY_EXISTS',
  'KEY_REUSED', // an Idempotency-Key that came before with another request
  'TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'UNSUPPORTED', // understood, and refused with the reason
  'BROKEN_TABLE', // metadata, manifest or data file missing or corrupt; `file` names it
  'CANCELLED',
  'TIMEOUT',
  'UNAVAILABLE', // a part outside this process does not answer
  'STORAGE_FULL',
  'COMMIT_STATE_UNKNOWN', // nobody knows whether the commit was written; never say "failed"
  'QUERY_FAILED', // SQL failed; `sql` has Trino's error name, line and column
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorDetails {
  /** field path → one sentence, for INVALID_INPUT */
  readonly fields?: Readonly<Record<string, string>>;
  /** the privilege that is missing and what it is missing on, for FORBIDDEN */
  readonly privilege?: string;
  readonly securable?: string;
  /** the file that is missing or corrupt, for BROKEN_TABLE */
  readonly file?: string;
  /** Trino's error name with the place in the text that was sent, both from 1, for QUERY_FAILED */
  readonly sql?: { readonly name: string; readonly line: number | null; readonly column: number | null };
  /** what a table became since the state that a request was made for, for PRECONDITION_FAILED; `changes` is null when that state cannot be read any more */
  readonly meanwhile?: { readonly etag: string; readonly metadataVersion: number; readonly changes: readonly MeanwhileChange[] | null };
  /** seconds until a retry may succeed, for TOO_MANY_REQUESTS and UNAVAILABLE */
  readonly retryAfterSeconds?: number;
}

/** One part of a table that is otherwise than before, in words. */
export interface MeanwhileChange {
  readonly part: 'schema' | 'partition-spec' | 'sort-order' | 'properties' | 'format-version' | 'refs' | 'snapshots';
  readonly words: readonly string[];
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly isAppError = true;
  constructor(
    readonly code: ErrorCode,
    /** one plain sentence that says what is so and what to do; safe to show to the person who asked */
    message: string,
    readonly details: ErrorDetails = {},
    options: { cause?: unknown; outcome?: 'none' | 'unknown' } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.outcome = options.outcome ?? (code === 'COMMIT_STATE_UNKNOWN' ? 'unknown' : 'none');
  }
  /** whether an effect may have happened in spite of the failure */
  readonly outcome: 'none' | 'unknown';
}

/** True for an AppError of either copy of this module. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && (error as { isAppError?: unknown }).isAppError === true;
}

/** True when `error` is an AppError with one of `codes`. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return isAppError(error) && codes.includes(error.code);
}

/** True for a failure of the operating system that says that a disk, or somebody's share of it, is full. */
export const isNoRoom = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(String((error as NodeJS.ErrnoException | null)?.code));

export const invalidInput = (message: string, fields?: Readonly<Record<string, string>>): AppError =>
  new AppError('INVALID_INPUT', message, fields ? { fields } : {});
/** `kind` and `name` as the person knows them: notFound('table', 'shop.orders'). */
export const notFound = (kind: string, name: string): AppError =>
  new AppError('NOT_FOUND', `There is no ${kind} ${name}, or you may not see it.`);
export const forbidden = (privilege: string, securable: string): AppError =>
  new AppError('FORBIDDEN', `This needs the privilege ${privilege} on ${securable}.`, { privilege, securable });
export const unsupported = (message: string): AppError => new AppError('UNSUPPORTED', message);
export const brokenTable = (message: string, file: string, cause?: unknown): AppError =>
  new AppError('BROKEN_TABLE', message, { file }, { cause });
export const conflict = (message: string): AppError => new AppError('CONFLICT', message);
/** A failure of a SQL statement, with Trino's error name and the place from 1 in the text that was sent. */
export const queryFailed = (name: string, message: string, line: number | null = null, column: number | null = null): AppError =>
  new AppError('QUERY_FAILED', message, { sql: { name, line, column } });
