import { isAppError } from '@/lib/model/errors';
import type { SqlError } from '@/lib/ports/parser/port';

/** What a failed statement says. What is no AppError is the console's own fault and says only that. */
export function toSqlError(error: unknown): SqlError {
  if (!isAppError(error)) return { code: 'GENERIC_INTERNAL_ERROR', message: 'Something went wrong in the console while this statement ran.', line: null, column: null };
  const { sql } = error.details;
  if (sql) return { code: sql.name, message: error.message, line: sql.line, column: sql.column };
  return { code: CODES[error.code] ?? 'GENERIC_INTERNAL_ERROR', message: error.message, line: null, column: null };
}
const CODES: Readonly<Record<string, string>> = {
  CANCELLED: 'USER_CANCELED', TIMEOUT: 'EXCEEDED_TIME_LIMIT', STORAGE_FULL: 'EXCEEDED_SPOOL_LIMIT', FORBIDDEN: 'PERMISSION_DENIED', NOT_FOUND: 'TABLE_NOT_FOUND', BROKEN_TABLE: 'ICEBERG_BAD_DATA',
  UNSUPPORTED: 'NOT_SUPPORTED', TOO_LARGE: 'QUERY_TEXT_TOO_LARGE', UNAVAILABLE: 'REMOTE_TASK_ERROR', INVALID_INPUT: 'INVALID_ARGUMENTS',
};
